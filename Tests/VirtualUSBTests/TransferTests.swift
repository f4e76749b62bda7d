import Testing

@testable import VirtualUSB

@Suite("Transfers")
struct TransferTests {
  private let report = [UInt8]((0..<337).map { UInt8($0 % 251) })

  @Test("An interrupt transfer waits until there is a report, and then brings all of it")
  func pending() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.submit(1, isIn: true, endpoint: 1, length: 337)
    host.wait(.seconds(3600))
    #expect(host.answers().isEmpty)
    host.send(report)
    #expect(host.answers() == [.submitted(1, report)])
  }

  @Test("A report that came first waits for its transfer")
  func queued() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.send(report)
    #expect(host.answers().isEmpty)
    host.submit(1, isIn: true, endpoint: 1, length: 337)
    #expect(host.answers() == [.submitted(1, report)])
  }

  @Test("Transfers of one packet bring a report in 43 of them")
  func packets() throws {
    let host = try Conversation(VirtualSureSwipe())
    for sequence in 0..<50 {
      host.submit(UInt32(sequence), isIn: true, endpoint: 1, length: 8)
    }
    host.send(report)
    let answers = host.answers()
    #expect(answers.count == 43)
    #expect(answers.flatMap(\.data) == report)
    #expect(answers.last?.data.count == 1)
  }

  @Test("A whole number of packets has no short one behind it: a longer transfer runs on")
  func runsTogether() throws {
    let key = try HeadKey.standard()
    let host = try Conversation(VirtualMagneSafe(head: MagneSafeHead(key: key, layout: .short)))
    let first = [UInt8](repeating: 1, count: 856)
    host.submit(1, isIn: true, endpoint: 1, length: 1024)
    host.send(first)
    #expect(host.answers().isEmpty)
    host.send([UInt8](repeating: 2, count: 856))
    let answer = try #require(host.answers().first)
    #expect(answer.data == first + [UInt8](repeating: 2, count: 168))
  }

  @Test("A transfer that is no whole number of packets can overflow")
  func overflow() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.submit(1, isIn: true, endpoint: 1, length: 332)
    host.send(report)
    #expect(host.answers() == [.submitted(1, Array(report.prefix(332)), status: -75)])
  }

  @Test("Taken back while it waits: ECONNRESET, and no other answer")
  func unlink() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.submit(1, isIn: true, endpoint: 1, length: 337)
    host.unlink(2, target: 1)
    #expect(host.answers() == [.unlinked(2, status: -104)])
    host.send(report)
    #expect(host.answers().isEmpty)
  }

  @Test("Taken back too late: the answer had gone, and the unlink says 0")
  func unlinkTooLate() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.submit(1, isIn: true, endpoint: 1, length: 337)
    host.send(report)
    host.unlink(2, target: 1)
    #expect(host.answers() == [.submitted(1, report), .unlinked(2, status: 0)])
  }

  @Test("Taken back in the middle of a report: the part is handed over, the rest comes next")
  func unlinkInTheMiddle() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.device { $0.faults.add(.slow(.milliseconds(10))) }
    host.submit(1, isIn: true, endpoint: 1, length: 337)
    host.send(report)
    host.wait(.milliseconds(215))
    host.unlink(2, target: 1)
    #expect(host.answers() == [.submitted(1, Array(report.prefix(168))), .unlinked(2, status: 0)])
    host.submit(3, isIn: true, endpoint: 1, length: 337)
    host.wait(.seconds(1))
    #expect(host.answers() == [.submitted(3, Array(report.dropFirst(168)))])
  }

  @Test("Nothing but endpoint 0 works before the configuration is set")
  func unconfigured() throws {
    let host = try Conversation(VirtualSureSwipe(), isConfigured: false)
    host.submit(1, isIn: true, endpoint: 1, length: 337)
    #expect(host.answers() == [.submitted(1, status: -32)])
    #expect(host.control([0x80, 8, 0, 0, 0, 0, 1, 0])?.data == [0])
    try host.configure()
    #expect(host.control([0x80, 8, 0, 0, 0, 0, 1, 0])?.data == [1])
  }

  @Test("A halted endpoint stalls until the host clears it, then brings what waited")
  func halt() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.submit(1, isIn: true, endpoint: 1, length: 337)
    host.device { $0.haltInput() }
    #expect(host.answers() == [.submitted(1, status: -32)])
    host.send(report)
    host.submit(2, isIn: true, endpoint: 1, length: 337)
    #expect(host.answers() == [.submitted(2, status: -32)])
    #expect(host.control([0x82, 0, 0, 0, 0x81, 0, 2, 0])?.data == [1, 0])
    #expect(host.control([0x02, 1, 0, 0, 0x81, 0, 0, 0])?.status == 0)
    host.submit(3, isIn: true, endpoint: 1, length: 337)
    #expect(host.answers() == [.submitted(3, report)])
  }

  @Test(
    "Requests that a device does not know are stalled, and do no harm",
    arguments: Kind.all,
    [
      [0xC0, 1, 0, 0, 0, 0, 8, 0], [0x40, 1, 0, 0, 0, 0, 0, 0], [0x80, 6, 0, 6, 0, 0, 10, 0],
      [0x80, 6, 0, 0x0F, 0, 0, 5, 0], [0x01, 11, 1, 0, 0, 0, 0, 0], [0x00, 9, 7, 0, 0, 0, 0, 0],
      [0x82, 0, 0, 0, 0x8F, 0, 2, 0], [0xA1, 0x77, 0, 0, 0, 0, 2, 0],
      [0x81, 6, 0, 0x22, 5, 0, 0xFF, 0],
    ] as [[UInt8]])
  func unknown(_ kind: Kind, _ setup: [UInt8]) throws {
    let host = try Conversation(kind.make())
    #expect(host.control(setup)?.status == -32)
    #expect(host.control([0x80, 8, 0, 0, 0, 0, 1, 0])?.data == [1])
  }
}
