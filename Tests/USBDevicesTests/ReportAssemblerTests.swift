import TestSupport
import Testing
import USBDevices

@Suite("Reports that come in packets")
struct ReportAssemblerTests {
  private typealias Found = (bytes: [UInt8], outcome: HIDReportAssembler.Outcome)

  private func feed(_ assembler: inout HIDReportAssembler, _ transfers: [[UInt8]]) -> [Found] {
    var found: [Found] = []
    for transfer in transfers {
      assembler.append(transfer.span) { report, outcome in
        found.append((report.indices.map { report[$0] }, outcome))
      }
    }
    return found
  }

  private func cut(_ bytes: [UInt8], _ size: Int) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: size).map {
      Array(bytes[$0..<min($0 + size, bytes.count)])
    }
  }

  private func report(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  @Test(
    "A report in 8-byte packets, or in any multiple of them, comes out whole",
    arguments: [337, 338, 229, 856, 887, 560], [8, 16, 64, 168, 1024])
  func whole(_ length: Int, _ transfer: Int) {
    var assembler = HIDReportAssembler(reportLength: length, packetSize: 8)
    let reports = [report(length, seed: 1), report(length, seed: 2)]
    let found = feed(&assembler, reports.flatMap { cut($0, transfer) })
    #expect(found.map(\.bytes) == reports)
    #expect(found.allSatisfy { $0.outcome == .complete })
    #expect(assembler.pendingBytes == 0)
  }

  @Test("Two reports without a short packet between them that ran together are taken apart")
  func ranTogether() {
    var assembler = HIDReportAssembler(reportLength: 856, packetSize: 8)
    let reports = [report(856, seed: 3), report(856, seed: 4)]
    let found = feed(&assembler, cut(reports[0] + reports[1], 1024))
    #expect(found.map(\.bytes) == reports)
  }

  @Test("A packet shorter than the others ends a report early, and says so")
  func short() {
    var assembler = HIDReportAssembler(reportLength: 337, packetSize: 8)
    let early = report(21)
    let next = report(337, seed: 5)
    let found = feed(&assembler, cut(early, 8) + cut(next, 8))
    #expect(found.map(\.bytes) == [early, next])
    #expect(found.map(\.outcome) == [.short(expected: 337), .complete])
  }

  @Test("An empty packet ends a report whose packets were all full")
  func emptyPacket() {
    var assembler = HIDReportAssembler(reportLength: 337, packetSize: 8)
    let found = feed(&assembler, cut(report(16), 8) + [[]])
    #expect(found.map(\.outcome) == [.short(expected: 337)])
    #expect(feed(&assembler, [[]]).isEmpty)
  }

  @Test("Unplugged in the middle: what came is dropped, and the next report is whole")
  func dropped() {
    var assembler = HIDReportAssembler(reportLength: 337, packetSize: 8)
    #expect(feed(&assembler, [report(168)]).isEmpty)
    #expect(assembler.pendingBytes == 168)
    #expect(assembler.drop() == 168)
    let next = report(337, seed: 6)
    #expect(feed(&assembler, cut(next, 8)).map(\.bytes) == [next])
  }

  @Test("The first byte says which report it is, where reports have ids")
  func reportIDs() throws {
    let descriptor = try HIDReportDescriptor(
      hex("0600FF7508150026FF00 8501 0920 9502 8102 8502 0921 9513 8102"))
    var assembler = HIDReportAssembler(descriptor, packetSize: 8)
    let first: [UInt8] = [1, 8, 9]
    let second: [UInt8] = [2] + report(19)
    let found = feed(&assembler, [first] + cut(second, 8) + [[7, 1, 2], first])
    #expect(found.map(\.bytes) == [first, second, [], first])
    #expect(found.map(\.outcome) == [.complete, .complete, .unknown(id: 7), .complete])
  }

  @Test("Any transfers end in reports no longer than stated", arguments: 0..<8)
  func random(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let length = Int.random(in: 0...400, using: &random)
    var assembler = HIDReportAssembler(
      reportLength: length, packetSize: Int.random(in: -1...64, using: &random))
    for found in feed(&assembler, (0..<200).map { _ in random.bytes(upTo: 100) }) {
      #expect(found.bytes.count <= length)
    }
    #expect(assembler.pendingBytes <= length)
  }
}
