import Printers
import Receipts
import Testing
import VirtualUSB

/// What holds of every printer.
extension Bench {
  /// Printed, or as near to it as a printer can tell that proves nothing.
  private func isWell(_ outcome: PrintOutcome) -> Bool {
    if case .unconfirmed(let error) = outcome { return !proves && error.kind == .unproven }
    return proves && outcome == .printed
  }

  /// What is on paper, once so many slips are there whole: what was only handed over takes its time.
  private func settled(
    _ paper: @Sendable () throws -> [[UInt8]], _ count: Int
  ) async throws -> [[UInt8]] {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      let found = try paper()
      let isWhole = found.allSatisfy { $0.suffix(4).starts(with: [0x1D, 0x56]) }
      if found.count >= count && isWhole || ContinuousClock.now > deadline { return found }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  func prints() async throws {
    let (printer, paper) = try await make()
    let slip = try job("slip-1")
    #expect(isWell(try await printer.print(slip)))
    #expect(try await settled(paper, 1) == [slip.bytes])
  }

  func printsOnce() async throws {
    let (printer, paper) = try await make()
    let slip = try job("slip-1")
    #expect(isWell(try await printer.print(slip)))
    #expect(isWell(try await printer.print(slip)))
    #expect(try await settled(paper, 1) == [slip.bytes])
  }

  func refusesAnotherSlip() async throws {
    let (printer, paper) = try await make()
    let slip = try job("slip-1")
    let other = try job("slip-1", "另一张")
    #expect(isWell(try await printer.print(slip)))
    await #expect {
      try await printer.print(other)
    } throws: { ($0 as? PrinterError)?.kind == .jobConflict }
    #expect(try await settled(paper, 1) == [slip.bytes])
  }

  func printsTogether() async throws {
    let (printer, paper) = try await make()
    let slips = try (0..<8).map { try job("slip-\($0)", "第\($0)张") }
    let outcomes = try await withThrowingTaskGroup(of: PrintOutcome.self) { group in
      for slip in slips { group.addTask { try await printer.print(slip) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.allSatisfy(isWell))
    #expect(Set(try await settled(paper, slips.count)) == Set(slips.map(\.bytes)))
    #expect(try await settled(paper, slips.count).count == slips.count)
  }

  func isReady() async throws {
    let (printer, paper) = try await make()
    #expect(try await printer.status().isReady)
    #expect(try paper().isEmpty)
  }
}

/// A server that pulls its cables when nobody holds it any more.
final class Cable: Sendable {
  private let server: USBIPServer
  init(_ server: USBIPServer) { self.server = server }
  deinit { server.stop() }
}
