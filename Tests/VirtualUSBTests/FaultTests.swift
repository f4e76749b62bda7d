import Testing

@testable import VirtualUSB

@Suite("Faults")
struct FaultTests {
  private let report = SureSwipeReport.bytes(.member)

  @Test("Unplugged in the middle of a report: EPROTO with the part, then the line is cut")
  func unplug() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.device { $0.faults.add(.unplug(afterBytes: 100)) }
    host.submit(1, isIn: true, endpoint: 1, length: 337)
    host.send(report)
    #expect(host.answers() == [.submitted(1, Array(report.prefix(100)), status: -71)])
    #expect(host.bus.isClosing(1))
    #expect(!host.bus.ports[0].isPluggedIn)
  }

  @Test("A short report ends where it was cut, and only this one")
  func short() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.device { $0.faults.add(.short(bytes: 21)) }
    for sequence in [1, 2] as [UInt32] {
      host.submit(sequence, isIn: true, endpoint: 1, length: 337)
      host.send(report)
    }
    #expect(host.answers() == [.submitted(1, Array(report.prefix(21))), .submitted(2, report)])
  }

  @Test("Garbage has a report's length, and is the same for the same seed")
  func garbage() throws {
    var noise: [[UInt8]] = []
    for seed in [1, 1, 2] as [UInt64] {
      let host = try Conversation(VirtualSureSwipe())
      host.device { $0.faults.add(.garbage(seed: seed)) }
      host.submit(1, isIn: true, endpoint: 1, length: 337)
      host.send(report)
      noise.append(try #require(host.answers().first).data)
    }
    #expect(noise.allSatisfy { $0.count == 337 })
    #expect(noise[0] == noise[1])
    #expect(noise[0] != noise[2])
    #expect(noise[0] != report)
  }

  @Test("Slow packets come one by one")
  func slow() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.device { $0.faults.add(.slow(.milliseconds(5))) }
    host.send(report)
    for sequence in 0..<43 { host.submit(UInt32(sequence), isIn: true, endpoint: 1, length: 8) }
    var found: [Int] = []
    for _ in 0..<43 {
      found.append(host.answers().count)
      host.wait(.milliseconds(5))
    }
    #expect(found == [0] + [Int](repeating: 1, count: 42))
  }

  @Test("One control request stalls, the next does not")
  func stallRequest() throws {
    let host = try Conversation(VirtualSureSwipe())
    host.device { $0.faults.add(.stallRequest) }
    #expect(host.control([0x80, 8, 0, 0, 0, 0, 1, 0])?.status == -32)
    #expect(host.control([0x80, 8, 0, 0, 0, 0, 1, 0])?.status == 0)
  }
}
