import CardCrypto
import CardReaders
import Foundation
import InputDevices
import LinuxSystem
import MagneticStripe
import Testing
import USBDevices
import VirtualUSB

/// The events of readers, in order.
struct Events {
  private var iterator: AsyncStream<CardEvent>.Iterator
  /// Whether keys have been lost: then what comes of a broken swipe may come later.
  private var hasLostKeys = false

  init(_ reader: any CardReader) { iterator = reader.events().makeAsyncIterator() }

  mutating func next() async throws -> CardEvent {
    try #require(await iterator.next(isolation: #isolation))
  }

  /// The next event, which must have this name.
  @discardableResult
  mutating func next(
    _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> CardEvent {
    let event = try await next()
    try #require(event.name == name, "\(event)", sourceLocation: sourceLocation)
    return event
  }

  /// Swipes a card through a reader that types, and waits for what it is to give.
  ///
  /// The kernel keeps some twenty keys for a program. A very busy machine fetches them too late: the
  /// reader says so, what is left of the swipe is no card's, and the card is swiped again.
  mutating func typed<Keyboard: VirtualStripeReader>(
    _ card: SwipedCard, at keyboard: PluggedDevice<Keyboard>, gives fits: (StripeRead) -> Bool
  ) async throws {
    for _ in 0..<10 {
      try keyboard.swipe(card)
      let event = try await next()
      switch event.happening {
      case .swipe(let read):
        if fits(read) { return }
        try #require(hasLostKeys, "\(event)")
      case .error(let error):
        try #require(error.code == "inputOverrun", "\(event)")
        hasLostKeys = true
      default: throw Reading.Unexpected()
      }
      // What is left of the swipe is part of the next one, which then is none either.
      _ = await keyboard.waitUntilDrained(within: Kernel.patience)
    }
    throw Reading.Unexpected()
  }

  /// The tracks of the next event, which must be a swipe.
  mutating func tracks(
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> StripeTracks {
    let event = try await next("swipe", sourceLocation: sourceLocation)
    guard case .swipe(let read) = event.happening else { throw Reading.Unexpected() }
    return try #require(read.tracks, sourceLocation: sourceLocation)
  }
}

extension StripeTracks {
  /// Track 1 and 2 as text.
  var texts: [String?] { [one.data?.characters, two.data?.characters] }
}

private let texts = ["V9156880012345672^TEST/CARD^2612", "9156880012345672=2612"]

extension USBKernelTests {
  @Test(
    "Every stripe reader of the simulator gives the same card, and goes on when plugged in again")
  func everyReader() async throws {
    let bench = try KernelBench()
    try await reads(try bench.server.plug(VirtualSureSwipe()), bench)
    for layout in MagneSafeHead.Layout.allCases {
      for encrypts in [false, true] {
        var head = MagneSafeHead(key: try .standard(), layout: layout)
        head.encrypts = encrypts
        try await reads(try bench.server.plug(VirtualMagneSafe(head: head)), bench)
      }
    }
    let secure = VirtualIDTech.Mode.secure(SecureMagHead(key: try .standard()))
    for mode in [.other, .idTech, secure] {
      try await reads(try bench.server.plug(VirtualIDTech(mode: mode)), bench)
    }
    for isCombined in [false, true] {
      try await reads(try bench.server.plug(VirtualHIDPOSReader(isCombined: isCombined)), bench)
    }
  }

  @Test("A MagneSafe that types gives the same card, decrypted; a bank card it gives is dropped")
  func encryptedWedge() async throws {
    var head = MagneSafeHead(key: try .standard())
    head.checksums = [.clear, .encrypted]
    try await types(VirtualMagneSafeKeyboard(head: head))
  }

  @Test("A SecureMag that types gives the same card, decrypted; a bank card it gives is dropped")
  func secureWedge() async throws {
    try await types(VirtualSecureMagKeyboard(head: SecureMagHead(key: try .standard())))
  }

  private func types<Keyboard: VirtualStripeReader>(_ keyboard: Keyboard) async throws {
    let bench = try KernelBench()
    let (plugged, _) = try await bench.attach(keyboard)
    // A very busy machine stops in the middle of a swipe, too.
    var events = Events(WedgeReaders(swipeKeys: try keys(), patience: .seconds(20)))
    try await events.next("readerAdded")
    // So many keys: no faster than a busy machine fetches them.
    plugged.inject(.slow(.milliseconds(20)))
    try await events.typed(card, at: plugged) { $0.tracks?.texts == texts }
    let bank = SwipedCard(two: .text(";4111111111111111=2612101?"))
    try await events.typed(bank, at: plugged) { $0.tracks == nil }
  }

  /// The key of the heads.
  private func keys() throws -> MemorySwipeKeyStore {
    var keys = MemorySwipeKeyStore()
    let half: [UInt8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]
    try keys.add(
      baseKey: SecretBytes(half + half.map { ~$0 }),
      prefix: KeySetPrefix([0xFF, 0xFF, 0x98, 0x76, 0x54]))
    return keys
  }

  /// The readers, with the key of the heads.
  private func readers() throws -> USBStripeReaders {
    let opened = try keys()
    return USBStripeReaders { profile, descriptor throws(CardReaderError) in
      try StripeReportDecoder(profile: profile, descriptor: descriptor, swipeKeys: opened)
    }
  }

  private func reads<Function: VirtualStripeReader>(
    _ plugged: PluggedDevice<Function>, _ bench: KernelBench
  ) async throws {
    var events = Events(try readers())
    for _ in 0..<2 {
      let found = try await bench.attach(plugged)
      let added = try await events.next("readerAdded")
      #expect(added.kind == .msr)
      #expect(added.reader?.hasSuffix("(USB \(found.place))") == true)
      try plugged.swipe(card)
      #expect(try await events.tracks().texts == texts)
      plugged.unplug()
      let removed = try await events.next("readerRemoved")
      #expect(removed.reader == added.reader)
      plugged.replug()
    }
    plugged.unplug()
  }

  @Test("Unplugged in the middle of a swipe, it says so; plugged in again, it goes on")
  func unpluggedReader() async throws {
    let bench = try KernelBench()
    let (plugged, _) = try await bench.attach(VirtualSureSwipe())
    var events = Events(USBStripeReaders())
    try await events.next("readerAdded")
    plugged.inject(.unplug(afterBytes: 200))
    try plugged.swipe(card)
    let error = try await events.next("error")
    guard case .error(let failure) = error.happening else { throw Reading.Unexpected() }
    #expect(failure.code == "usbNoDevice")
    try await events.next("readerRemoved")
    plugged.replug()
    _ = try await bench.attach(plugged)
    try await events.next("readerAdded")
    try plugged.swipe(card)
    #expect(try await events.tracks().texts == texts)
  }

  @Test("What was read before an application's claim never reaches it")
  func gated() async throws {
    let bench = try KernelBench()
    let (plugged, _) = try await bench.attach(VirtualSureSwipe())
    var events = Events(USBStripeReaders())
    try await events.next("readerAdded")
    try plugged.swipe(card)
    let old = try await events.next("swipe")
    var gate = DeviceGate()
    let till = ReaderApplication(rawValue: "till")
    try gate.claim(by: till, at: .now)
    try gate.setEnabled(true, by: till)
    _ = try gate.setDataEventEnabled(true, by: till)
    #expect(gate.receive(old).isEmpty)
    try plugged.swipe(card)
    let new = try await events.next("swipe")
    #expect(gate.receive(new) == [.data(new)])
  }

  @Test("The kernel's driver has every reader back when nobody listens any more")
  func listenersGone() async throws {
    let bench = try KernelBench()
    let (_, found) = try await bench.attach(VirtualSureSwipe())
    try await eventually("usbhid has it") { found.kernelDriver(of: 0) == "usbhid" }
    do {
      var events = Events(USBStripeReaders())
      try await events.next("readerAdded")
      #expect(found.kernelDriver(of: 0) == "usbfs")
    }
    try await eventually("usbhid has it") { found.kernelDriver(of: 0) == "usbhid" }
  }

  @Test("A reader that types gives the same card, and no other program gets a key of it")
  func wedge() async throws {
    for maker in VirtualWedge.Maker.allCases {
      let bench = try KernelBench()
      let plugged = try bench.server.plug(VirtualWedge(maker))
      var events = Events(WedgeReaders(patience: .seconds(20)))
      for _ in 0..<2 {
        _ = try await bench.attach(plugged)
        let added = try await events.next("readerAdded")
        #expect(added.kind == .wedge)
        let input = try #require(
          InputDeviceDescription.all().first { WedgeReaders.name(of: $0) == added.reader })
        let other = try Eavesdropper(input.node)
        try await events.typed(card, at: plugged) { $0.tracks?.texts == texts }
        #expect(!other.hasHeard)
        plugged.unplug()
        try await events.next("readerRemoved")
        plugged.replug()
      }
      plugged.unplug()
    }
  }

  @Test("A keyboard that nobody named stays everyone's")
  func ungrabbed() async throws {
    let bench = try KernelBench()
    let before = Set(InputDeviceDescription.all().map(\.id))
    let (plugged, _) = try await bench.attach(OtherKeyboard())
    let input = try await eventually("the keyboard is there") {
      InputDeviceDescription.all().first { !before.contains($0.id) && $0.canType }
    }
    #expect(WedgeReaders.name(of: input) == nil)
    let (stream, continuation) = AsyncStream.makeStream(of: CardEvent.self)
    let listening = Task {
      for await event in WedgeReaders().events() { continuation.yield(event) }
      continuation.finish()
    }
    // It takes part in the same look as a reader that is announced.
    let (_, _) = try await bench.attach(VirtualWedge(.magTek))
    var events = stream.makeAsyncIterator()
    #expect(await events.next(isolation: #isolation)?.name == "readerAdded")
    let other = try Eavesdropper(input.node)
    try plugged.swipe(card)
    try await eventually("its keys are everyone's") { other.hasHeard }
    // Named, it is taken.
    #expect(WedgeReaders.name(of: input, named: [input.node]) != nil)
    #expect(WedgeReaders.name(of: input, named: ["1209:0002"]) != nil)
    listening.cancel()
  }
}

/// Another program that has the node open.
private final class Eavesdropper {
  private let file: Int32

  init(_ node: String) throws {
    file = unsafe open(node, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    try #require(file >= 0)
  }

  deinit { close(file) }

  var hasHeard: Bool {
    var bytes = [UInt8](repeating: 0, count: 24)
    return unsafe read(file, &bytes, bytes.count) > 0
  }
}

/// A keyboard of no maker that has a profile.
private struct OtherKeyboard: VirtualStripeReader {
  private var wedge = VirtualWedge(.magTek)

  var hid: HIDInterface {
    get { wedge.hid }
    set { wedge.hid = newValue }
  }

  var description: USBDescription {
    var description = wedge.description
    description.vendor = 0x1209
    description.product = 0x0002
    return description
  }

  mutating func reports(for card: SwipedCard) -> [[UInt8]] { wedge.reports(for: card) }

  mutating func report(kind: UInt8, id: UInt8) -> [UInt8]? { wedge.report(kind: kind, id: id) }

  mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool {
    wedge.setReport(kind: kind, id: id, data)
  }
}
