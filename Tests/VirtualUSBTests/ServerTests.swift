import LinuxSystem
import Testing
import VirtualUSB

@Suite("The server on its port", .timeLimit(.minutes(20)))
struct ServerTests {
  @Test("The list has every device that is plugged in, and the connection ends with it")
  func list() async throws {
    let server = try USBIPServer(port: 0)
    _ = try server.plug(VirtualSureSwipe())
    let gone = try server.plug(VirtualWedge(), at: "2-7.1")
    _ = try server.plug(VirtualPrinter())
    let port = server.port
    gone.unplug()
    let bytes = try await OwnedThread.run(name: "client") {
      let client = try LoopbackClient(port: port)
      try client.write(ClientWords.deviceList)
      let bytes = try client.read(12 + 2 * 316)
      guard client.hasEnded() else { throw LoopbackClient.Failure() }
      return bytes
    }
    #expect(bytes.prefix(12) == [0x01, 0x11, 0x00, 0x05, 0, 0, 0, 0, 0, 0, 0, 2])
    func text(_ offset: Int) -> String {
      String(decoding: bytes[(12 + offset)...].prefix { $0 != 0 }, as: UTF8.self)
    }
    #expect(text(256) == "1-1")
    #expect(text(316 + 256) == "1-2")
    // Vendor, product, release; class, configuration, configurations, interfaces; then the interface.
    let printer = Array(bytes[(12 + 316 + 300)...])
    #expect(printer == [0x04, 0xB8, 0x0E, 0x15, 1, 0, 0, 0, 0, 0, 1, 1, 7, 1, 2, 0])
  }

  @Test("Two clients have a device each; a third one finds them busy, or not there")
  func clients() async throws {
    let server = try USBIPServer(port: 0)
    let readers = [
      try server.plug(VirtualSureSwipe()), try server.plug(VirtualSureSwipe()),
    ]
    let port = server.port
    let cards = [SwipedCard(two: .text(";1?")), SwipedCard(two: .text(";2?"))]
    async let reports = withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
      for index in 0..<2 {
        group.addTask {
          try await OwnedThread.run(name: "client") {
            let client = try LoopbackClient(port: port)
            guard try client.importDevice("1-\(index + 1)") == 0 else {
              throw LoopbackClient.Failure()
            }
            _ = try client.read(312)
            let device: UInt32 = 0x1_0002 + UInt32(index)
            _ = try client.control(1, device: device, [0, 9, 1, 0, 0, 0, 0, 0])
            try client.write(
              ClientWords.submit(2, device: device, isIn: true, endpoint: 1, length: 337))
            return (index, try client.answer())
          }
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for (reader, card) in zip(readers, cards) {
      #expect(await reader.waitUntilPolled(within: .seconds(300)))
      let status = try await OwnedThread.run(name: "client") { [id = reader.busID] in
        try LoopbackClient(port: port).importDevice(id)
      }
      #expect(status == 2)
      try reader.swipe(card)
      #expect(await reader.waitUntilDrained(within: .seconds(300)))
    }
    let found = try await reports
    #expect(found[0] == SureSwipeReport.bytes(cards[0]))
    #expect(found[1] == SureSwipeReport.bytes(cards[1]))
    for reader in readers { #expect(await reader.waitUntilDetached(within: .seconds(300))) }
    let missing = try await OwnedThread.run(name: "client") {
      try LoopbackClient(port: port).importDevice("9-9")
    }
    #expect(missing == 4)
  }

  @Test("Pulling the cable ends the connection; plugged in again, the device has another number")
  func replug() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    let port = server.port
    let numbers = try await OwnedThread.run(name: "client") {
      var numbers: [UInt32] = []
      for _ in 0..<2 {
        let client = try LoopbackClient(port: port)
        guard try client.importDevice("1-1") == 0 else { throw LoopbackClient.Failure() }
        numbers.append(word(try client.read(312), 292))
        reader.unplug()
        guard client.hasEnded() else { throw LoopbackClient.Failure() }
        guard try LoopbackClient(port: port).importDevice("1-1") == 4 else {
          throw LoopbackClient.Failure()
        }
        reader.replug()
      }
      return numbers
    }
    #expect(numbers == [2, 3])
  }

  @Test(
    "A client that speaks no USB/IP is sent away; the others stay",
    arguments: USBIPParserTests.garbage.filter { !$0.isAttached }.map(\.bytes))
  func garbage(_ bytes: [UInt8]) async throws {
    let server = try USBIPServer(port: 0)
    _ = try server.plug(VirtualSureSwipe())
    let port = server.port
    try await OwnedThread.run(name: "client") {
      let good = try LoopbackClient(port: port)
      guard try good.importDevice("1-1") == 0 else { throw LoopbackClient.Failure() }
      _ = try good.read(312)
      let bad = try LoopbackClient(port: port)
      try bad.write(bytes)
      guard bad.hasEnded() else { throw LoopbackClient.Failure() }
      let answer = try good.control(1, device: 0x1_0002, [0x80, 8, 0, 0, 0, 0, 1, 0])
      guard answer == [0] else { throw LoopbackClient.Failure() }
    }
    #expect(server.refusedClientCount == 1)
  }

  @Test("A swipe that no host can have is not taken, unless the device is told to keep it")
  func early() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    #expect {
      try reader.swipe(.member)
    } throws: { ($0 as? VirtualUSBError)?.reason == .notConfigured }
    reader.inject(.early)
    try reader.swipe(.member)
    let port = server.port
    let report = try await OwnedThread.run(name: "client") {
      let client = try LoopbackClient(port: port)
      guard try client.importDevice("1-1") == 0 else { throw LoopbackClient.Failure() }
      _ = try client.read(312)
      _ = try client.control(1, device: 0x1_0002, [0, 9, 1, 0, 0, 0, 0, 0])
      try client.write(ClientWords.submit(2, isIn: true, endpoint: 1, length: 337))
      return try client.answer()
    }
    #expect(report == SureSwipeReport.bytes(.member))
    reader.unplug()
    #expect {
      try reader.swipe(.member)
    } throws: { ($0 as? VirtualUSBError)?.reason == .unplugged }
  }

  @Test("A port that is taken is an error that names it; stopped, the server gives it back")
  func port() throws {
    let server = try USBIPServer(port: 0)
    #expect {
      try USBIPServer(port: server.port)
    } throws: { error in
      let error = error as? VirtualUSBError
      return error?.reason == .portUnavailable && error?.detail == String(server.port)
    }
    server.stop()
    #expect(try USBIPServer(port: server.port).port == server.port)
  }

  @Test(
    "A bus id is taken once, and has the form of one",
    arguments: ["", "1", "1-", "-1", "0-1", "1-0", "1-1", "a-b", "1-1.", "1-300"])
  func busIDs(_ busID: String) throws {
    let server = try USBIPServer(port: 0)
    _ = try server.plug(VirtualSureSwipe())
    #expect {
      try server.plug(VirtualSureSwipe(), at: busID)
    } throws: { ($0 as? VirtualUSBError)?.reason == .busID }
  }

  @Test("Who waits is answered when the task is cancelled")
  func cancel() async throws {
    let server = try USBIPServer(port: 0)
    let reader = try server.plug(VirtualSureSwipe())
    let task = Task { await reader.waitUntilConfigured(within: .seconds(3600)) }
    task.cancel()
    #expect(await task.value == false)
  }
}
