import Testing
import USBDevices
import VirtualUSB

/// A card with two tracks, of an issuer's own format: format code B would make it a bank's.
let card = SwipedCard(
  one: .text("%V9156880012345672^TEST/CARD^2612?"), two: .text(";9156880012345672=2612?"))

@Suite(
  "USB devices through a real kernel", .serialized, .enabled(if: Kernel.isHere),
  .timeLimit(.minutes(10)))
struct USBKernelTests {}

/// A device that is open, claimed and read.
struct Reading {
  let device: USBDevice
  let interface: USBInterface
  let displaced: String?
  let descriptor: HIDReportDescriptor
  var events: AsyncThrowingStream<HIDReportEvent, any Error>.Iterator

  init(
    _ description: USBDeviceDescription, patience: Duration = .seconds(1)
  ) async throws {
    interface = try #require(description.hidInterface)
    device = try await USBDevice.open(description)
    displaced = try await device.claim(interface.number)
    descriptor = try HIDReportDescriptor(try await device.reportDescriptor(of: interface))
    events = device.reports(of: interface, descriptor, patience: patience).makeAsyncIterator()
  }

  mutating func ready() async throws -> Int {
    guard case .ready(let dropped)? = try await events.next(isolation: #isolation) else {
      throw Unexpected()
    }
    return dropped
  }

  mutating func report() async throws -> [UInt8] {
    guard case .report(let report)? = try await events.next(isolation: #isolation) else {
      throw Unexpected()
    }
    return report.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  struct Unexpected: Error {}
}

extension USBKernelTests {
  @Test("A device is found with its numbers, names, interface and port; nothing is opened for it")
  func enumerated() async throws {
    let bench = try KernelBench()
    let (_, device) = try await bench.attach(VirtualSureSwipe(serialNumber: "S42"))
    #expect(device.vendor == 0x0801)
    #expect(device.product == 0x0002)
    #expect(device.manufacturer == "Mag-Tek")
    #expect(device.productName == "USB Swipe Reader")
    #expect(device.serialNumber == "S42")
    let interface = try #require(device.hidInterface)
    #expect(interface.interruptIn?.packetSize == 8)
    #expect(interface.reportDescriptorLength == 61)
    try await eventually("usbhid has it") { device.kernelDriver(of: 0) == "usbhid" }
    let known = try await eventually("usbhid has read it") { device.knownReportDescriptor(of: 0) }
    #expect(known == VirtualSureSwipe().hid.reportDescriptor)
  }

  @Test("A claim detaches the kernel's driver and says so; the device answers control requests")
  func claimed() async throws {
    let bench = try KernelBench()
    let (_, found) = try await bench.attach(VirtualSureSwipe())
    try await eventually("usbhid has it") { found.kernelDriver(of: 0) == "usbhid" }
    let reading = try await Reading(found)
    #expect(reading.displaced == "usbhid")
    #expect(found.kernelDriver(of: 0) == "usbfs")
    #expect(reading.descriptor.reportLength(.input) == 337)
    let device = reading.device
    #expect(try await device.string(1) == "Mag-Tek")
    // Get property 0, the software's number (manual 99875191).
    let command: [UInt8] = [0, 1, 0] + [UInt8](repeating: 0, count: 21)
    try await device.control(.setReport(.feature, interface: 0, data: command))
    let answer = try await device.control(.getReport(.feature, interface: 0, length: 24))
    #expect(Array(answer.prefix(2)) == [0, 11])
    #expect(String(decoding: answer[2..<13], as: UTF8.self) == "21042804A02")
    await device.close()
    #expect(found.kernelDriver(of: 0) == "usbhid")
  }

  @Test("A report arrives whole, however its packets are cut by time-outs", arguments: [0, 25])
  func swiped(_ gap: Int) async throws {
    let bench = try KernelBench()
    let (plugged, found) = try await bench.attach(VirtualSureSwipe())
    var reading = try await Reading(found, patience: .milliseconds(gap == 0 ? 5_000 : 500))
    #expect(try await reading.ready() == 0)
    plugged.inject(.slow(.milliseconds(gap)))
    for _ in 0..<2 {
      try plugged.swipe(card)
      let report = try await reading.report()
      #expect(report.count == 337)
      #expect(report.starts(with: [0, 0, 0, 34, 23, 0]))
      #expect(report[7...].starts(with: "%V9156880012345672^".utf8))
    }
    await reading.device.close()
  }

  @Test("Reports that fill their packets are not run together", arguments: [856, 560])
  func wholePackets(_ length: Int) async throws {
    let bench = try KernelBench()
    let (send, found) = try await sender(bench, length)
    var reading = try await Reading(found)
    #expect(reading.descriptor.reportLength(.input) == length)
    #expect(try await reading.ready() == 0)
    for number in 1...3 { try send([UInt8](repeating: UInt8(number), count: length)) }
    for number in 1...3 {
      #expect(try await reading.report() == [UInt8](repeating: UInt8(number), count: length))
    }
    await reading.device.close()
  }

  @Test("Two readers at once are told apart")
  func two() async throws {
    let bench = try KernelBench()
    let (first, firstFound) = try await bench.attach(VirtualSureSwipe())
    let (second, secondFound) = try await bench.attach(VirtualSureSwipe())
    #expect(firstFound.place != secondFound.place)
    var one = try await Reading(firstFound)
    var two = try await Reading(secondFound)
    _ = try await one.ready()
    _ = try await two.ready()
    try second.send([UInt8](repeating: 2, count: 337))
    try first.send([UInt8](repeating: 1, count: 337))
    #expect(try await two.report().first == 2)
    #expect(try await one.report().first == 1)
    await one.device.close()
    await two.device.close()
  }

  @Test("A swipe from before reading began is dropped and counted; the next one comes")
  func early() async throws {
    let bench = try KernelBench()
    let (plugged, found) = try await bench.attach(VirtualSureSwipe())
    let interface = try #require(found.hidInterface)
    let device = try await USBDevice.open(found)
    try await device.claim(interface.number)
    let descriptor = try HIDReportDescriptor(try await device.reportDescriptor(of: interface))
    // Claimed, and nobody listens: the device keeps it.
    try plugged.send([UInt8](repeating: 1, count: 337))
    // What it kept comes at once; a busy machine is given longer than a reader would be.
    var events = device.reports(of: interface, descriptor, settle: .seconds(2))
      .makeAsyncIterator()
    guard case .ready(dropped: 1)? = try await events.next(isolation: #isolation) else {
      Issue.record("the old report was not dropped")
      return
    }
    try plugged.send([UInt8](repeating: 2, count: 337))
    guard case .report(let report)? = try await events.next(isolation: #isolation) else {
      Issue.record("no report")
      return
    }
    #expect(report.withBytes { $0[0] } == 2)
    await device.close()
  }

  private func sender(
    _ bench: KernelBench, _ length: Int
  ) async throws -> (([UInt8]) throws -> Void, USBDeviceDescription) {
    var function = VirtualSureSwipe()
    function.hid = HIDInterface(
      reportDescriptor: [
        0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x09,
        0x30, 0x96, UInt8(length & 0xFF), UInt8(length >> 8), 0x82, 0x02, 0x01, 0xC0,
      ], packetSize: 8, interval: 1)
    let (plugged, found) = try await bench.attach(function)
    return ({ try plugged.send($0) }, found)
  }
}
