import CardCrypto
import Foundation
import LinuxSystem
import Testing

@testable import VirtualUSB

@Suite(
  "Virtual devices on a real kernel", .serialized, .enabled(if: GuestKernel.isHere),
  .timeLimit(.minutes(10)))
struct VirtualUSBKernelTests {
  @Test(
    "The kernel shows every device as it describes itself, and binds its driver",
    arguments: Kind.all)
  func enumerates(_ kind: Kind) async throws {
    func enumerate<Function: VirtualUSBFunction>(_ function: Function) async throws {
      let server = try USBIPServer(port: 0)
      let device = try await AttachedDevice(try server.plug(function))
      let description = function.description
      #expect(device.text("idVendor") == String(format: "%04x", description.vendor))
      #expect(device.text("idProduct") == String(format: "%04x", description.product))
      #expect(device.text("manufacturer") == description.manufacturerName)
      #expect(device.text("product") == description.productName)
      #expect(device.text("serial") == description.serialNumber)
      #expect(device.text("speed") == "12")
      #expect(device.driver == (function is VirtualPrinter ? "usblp" : "usbhid"))
      guard let reader = function as? any VirtualStripeReader else { return }
      let hid = try #require(device.hid)
      let descriptor = SystemFile.bytes("\(hid)/report_descriptor", limit: 4096)
      #expect(descriptor == reader.hid.reportDescriptor)
      server.stop()
    }
    try await enumerate(kind.make())
  }

  @Test(
    "A swipe comes out of hidraw byte for byte",
    arguments: Kind.stripeReaders.filter { !$0.name.contains("wedge") })
  func hidraw(_ kind: Kind) async throws {
    func read<Reader: VirtualStripeReader>(_ reader: Reader) async throws {
      let server = try USBIPServer(port: 0)
      var expected = reader
      let plugged = try server.plug(reader)
      let device = try await AttachedDevice(plugged)
      let node = try DeviceNode(try await device.hidraw())
      for _ in 0..<3 {
        #expect(await plugged.waitUntilPolled(within: GuestKernel.patience))
        try plugged.swipe(.member)
        #expect(await node.read(4096) == expected.reports(for: .member).first)
      }
      server.stop()
    }
    let reader = try #require(try kind.make() as? any VirtualStripeReader)
    try await read(reader)
  }

  @Test("The kernel drops a report that is too short, and takes the next one")
  func short() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    let device = try await AttachedDevice(reader)
    let node = try DeviceNode(try await device.hidraw())
    reader.inject(.short(bytes: 99))
    try reader.swipe(SwipedCard(two: .text(";1?")))
    #expect(await reader.waitUntilDrained(within: GuestKernel.patience))
    #expect(await reader.waitUntilPolled(within: GuestKernel.patience))
    try reader.swipe(SwipedCard(two: .text(";2?")))
    #expect(await node.read(4096) == SureSwipeReport.bytes(SwipedCard(two: .text(";2?"))))
  }

  @Test("Slow packets are put together by the kernel")
  func slow() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    let device = try await AttachedDevice(reader)
    let node = try DeviceNode(try await device.hidraw())
    reader.inject(.slow(.milliseconds(5)))
    #expect(await reader.waitUntilPolled(within: GuestKernel.patience))
    try reader.swipe(.member)
    #expect(await node.read(4096) == SureSwipeReport.bytes(.member))
  }

  @Test(
    "A wedge types its text: each key pressed and let go", arguments: VirtualWedge.Maker.allCases)
  func types(_ maker: VirtualWedge.Maker) async throws {
    let server = try USBIPServer(port: 0)
    let wedge = try server.plug(VirtualWedge(maker))
    let device = try await AttachedDevice(wedge)
    let node = try DeviceNode(try await device.keyboard())
    #expect(await wedge.waitUntilPolled(within: GuestKernel.patience))
    // The kernel drops keys that a program fetches too late: no faster than a very busy machine.
    wedge.inject(.slow(.milliseconds(50)))
    let wanted = VirtualWedge(maker).text(for: .member)
    var text: [UInt8] = []
    // A machine that is busier still has lost keys, and another swipe has not.
    for _ in 0..<3 where text != wanted {
      async let typed = keys(wanted.count, at: node)
      try wedge.swipe(.member)
      text = await typed
      #expect(await wedge.waitUntilDrained(within: GuestKernel.patience))
    }
    #expect(String(decoding: text, as: UTF8.self) == String(decoding: wanted, as: UTF8.self))
  }

  /// What is typed until there are so many characters, or no more come.
  private func keys(_ count: Int, at node: DeviceNode) async -> [UInt8] {
    var typist = Typist()
    while typist.text.count < count {
      guard let bytes = await node.read(24 * 64), !bytes.isEmpty else { break }
      typist.take(bytes)
    }
    return typist.text
  }

  @Test("Our udev rules name the readers that they know")
  func links() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    let device = try await AttachedDevice(reader)
    let link = "/dev/cardlane/magtek-sureswipe-\(device.name)"
    let target = try await eventually("udev has made the link") { SystemFile.linkTarget(link) }
    #expect(try await device.hidraw().hasSuffix(target.split(separator: "/").last ?? "-"))
  }

  @Test("Unplugged, the device is gone; plugged in and attached again, it works again")
  func replug() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    for _ in 0..<2 {
      let device = try await AttachedDevice(reader)
      let node = try DeviceNode(try await device.hidraw())
      #expect(await reader.waitUntilPolled(within: GuestKernel.patience))
      try reader.swipe(.member)
      #expect(await node.read(4096) == SureSwipeReport.bytes(.member))
      reader.unplug()
      #expect(await node.read(4096) == [])
      try await eventually("the kernel has forgotten the device") { device.isPresent ? nil : () }
      reader.replug()
    }
  }

  @Test("Devices put in the place of others at once are new ones to the kernel")
  func swapped() async throws {
    for _ in 0..<8 {
      let server = try USBIPServer(port: 0)
      defer { server.stop() }
      for _ in 0..<2 {
        let reader = try server.plug(VirtualSureSwipe())
        let device = try await AttachedDevice(reader)
        // The kernel has asked this one, not one that was there before.
        #expect(await reader.waitUntilConfigured(within: GuestKernel.patience))
        #expect(device.isPresent)
      }
    }
  }
}

/// Makes text of the kernel's key events on an American keyboard.
struct Typist {
  private(set) var text: [UInt8] = []
  private var isShifted = false
  private var held: Set<UInt16> = []

  /// `struct input_event` on 64-bit machines: 16 bytes of time, type, code, value.
  mutating func take(_ bytes: [UInt8]) {
    for start in stride(from: 0, to: bytes.count - 23, by: 24) {
      func number(_ offset: Int) -> UInt16 {
        UInt16(bytes[start + offset]) | UInt16(bytes[start + offset + 1]) << 8
      }
      if number(16) == 1 { key(number(18), isDown: number(20) != 0) }
    }
  }

  private mutating func key(_ code: UInt16, isDown: Bool) {
    let leftShift: UInt16 = 42
    if code == leftShift {
      isShifted = isDown
    } else if isDown {
      held.insert(code)
    } else if held.remove(code) != nil, let pair = Self.characters[code] {
      // Shift is let go together with the key, and told before it or after it: the press decides.
      text.append(pressedShifted.contains(code) ? pair.shifted : pair.plain)
      pressedShifted.remove(code)
    }
    if isDown, code != leftShift, isShifted { pressedShifted.insert(code) }
  }

  private var pressedShifted: Set<UInt16> = []

  /// The codes of `linux/input-event-codes.h`, in rows of the keyboard.
  private static let characters: [UInt16: (plain: UInt8, shifted: UInt8)] = {
    let rows: [(UInt16, String, String)] = [
      (2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"),
      (30, "asdfghjkl;'", "ASDFGHJKL:\""), (44, "zxcvbnm,./", "ZXCVBNM<>?"), (57, " ", " "),
      (28, "\r", "\r"),
    ]
    var characters: [UInt16: (plain: UInt8, shifted: UInt8)] = [:]
    for (first, plain, shifted) in rows {
      for (index, pair) in zip(plain.utf8, shifted.utf8).enumerated() {
        characters[first + UInt16(index)] = (plain: pair.0, shifted: pair.1)
      }
    }
    return characters
  }()
}
