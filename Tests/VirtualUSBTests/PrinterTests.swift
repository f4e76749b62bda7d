import Testing

@testable import VirtualUSB

@Suite("The virtual printer")
struct PrinterTests {
  @Test("It tells its IEEE 1284 id, with its length in front")
  func deviceID() throws {
    let host = try Conversation(VirtualPrinter(deviceID: "MFG:A;MDL:B;"))
    let id = try #require(host.control([0xA1, 0, 0, 0, 0, 0, 0xFF, 0])).data
    #expect(id == [0, 14] + "MFG:A;MDL:B;".utf8)
  }

  @Test(
    "The port status and the answers of DLE EOT tell the same",
    arguments: [
      (PrinterCondition(), 0x18, [0x12, 0x12, 0x12, 0x12]),
      (.paperOut, 0x30, [0x1A, 0x32, 0x12, 0x7E]),
      (.nearEnd, 0x18, [0x12, 0x12, 0x12, 0x1E]),
      (.coverOpen, 0x10, [0x1A, 0x16, 0x12, 0x12]),
      (.switchedOffLine, 0x08, [0x1A, 0x12, 0x12, 0x12]),
      (.cutterError, 0x10, [0x1A, 0x52, 0x1A, 0x12]),
    ] as [(PrinterCondition, UInt8, [UInt8])])
  func status(_ condition: PrinterCondition, _ port: UInt8, _ answers: [UInt8]) throws {
    var printer = VirtualPrinter()
    printer.condition = condition
    let host = try Conversation(printer)
    #expect(host.control([0xA1, 1, 0, 0, 0, 0, 1, 0])?.data == [port])
    for (question, answer) in zip([1, 2, 3, 4] as [UInt8], answers) {
      host.submit(1, isIn: false, endpoint: 1, length: 3, data: [0x10, 0x04, question])
      host.submit(2, isIn: true, endpoint: 2, length: 64)
      #expect(host.answers() == [.submitted(1), .submitted(2, [answer])])
    }
  }

  @Test("What is sent is on paper, questions are not", arguments: 1...9)
  func prints(_ piece: Int) throws {
    let host = try Conversation(VirtualPrinter())
    let bytes: [UInt8] =
      [0x1B, 0x40] + Array("AB".utf8) + [0x10, 0x04, 1] + Array("C".utf8) + [0x1D, 0x72, 1, 0x10]
      + [0x41, 0x1D, 0x56, 0x00]
    for start in stride(from: 0, to: bytes.count, by: piece) {
      let part = Array(bytes[start..<min(start + piece, bytes.count)])
      host.submit(1, isIn: false, endpoint: 1, length: part.count, data: part)
    }
    let printed = try #require(host.printer).printed
    #expect(
      printed == [0x1B, 0x40] + Array("ABC".utf8) + [0x10, 0x41, 0x1D, 0x56, 0x00])
    #expect(host.printer?.questionCount == 2)
  }

  @Test("A question inside the data of a picture is printed, not answered")
  func picture() throws {
    let host = try Conversation(VirtualPrinter())
    let picture: [UInt8] = [0x1D, 0x76, 0x30, 0, 3, 0, 1, 0, 0x1D, 0x72, 0x01]
    host.submit(1, isIn: false, endpoint: 1, length: picture.count, data: picture)
    #expect(host.printer?.printed == picture)
    #expect(host.printer?.questionCount == 0)
  }

  @Test("Without paper it takes what its buffer holds; the rest waits for a new roll")
  func paperOut() throws {
    var printer = VirtualPrinter(capacity: 10)
    printer.condition = .paperOut
    let host = try Conversation(printer)
    let bytes = Array("0123456789ABCDEF".utf8)
    host.submit(1, isIn: false, endpoint: 1, length: 16, data: bytes)
    #expect(host.answers().isEmpty)
    #expect(host.printer?.printed == [])
    #expect(host.printer?.waitingCount == 10)
    host.change { $0.condition = PrinterCondition() }
    #expect(host.answers() == [.submitted(1)])
    #expect(host.printer?.printed == bytes)
  }

  @Test("A reset forgets what waits in the buffer")
  func softReset() throws {
    var printer = VirtualPrinter()
    printer.condition = .coverOpen
    let host = try Conversation(printer)
    host.submit(1, isIn: false, endpoint: 1, length: 2, data: [0x41, 0x42])
    #expect(host.control([0x21, 2, 0, 0, 0, 0, 0, 0])?.status == 0)
    host.change { $0.condition = PrinterCondition() }
    #expect(host.printer?.printed == [])
    #expect(host.printer?.resetCount == 1)
  }

  @Test("The cable is pulled when so many bytes are on paper")
  func unplug() throws {
    var printer = VirtualPrinter()
    printer.condition.unplugsAfter = 3
    let host = try Conversation(printer)
    host.submit(1, isIn: false, endpoint: 1, length: 5, data: Array("ABCDE".utf8))
    #expect(host.answers().map(\.status) == [-71])
    #expect(host.printer?.printed == Array("ABC".utf8))
    #expect(host.bus.isClosing(1))
  }
}

extension PrinterCondition {
  fileprivate static func with(_ change: (inout Self) -> Void) -> Self {
    var condition = Self()
    change(&condition)
    return condition
  }

  fileprivate static let paperOut = with { $0.paper = .out }
  fileprivate static let nearEnd = with { $0.paper = .nearEnd }
  fileprivate static let coverOpen = with { $0.isCoverOpen = true }
  fileprivate static let switchedOffLine = with { $0.isSwitchedOffLine = true }
  fileprivate static let cutterError = with { $0.hasCutterError = true }
}

extension Conversation {
  fileprivate var printer: VirtualPrinter? { bus.ports[0].device.function as? VirtualPrinter }

  fileprivate func change(_ body: (inout VirtualPrinter) -> Void) {
    let now = now
    device { device in
      guard var printer = device.function as? VirtualPrinter else { return }
      body(&printer)
      var outbox = USBOutbox()
      printer.settle(&outbox)
      device.function = printer
      device.send(outbox, now: now)
    }
  }
}
