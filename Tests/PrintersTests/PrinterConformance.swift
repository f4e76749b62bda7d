import Printers
import Receipts
import Testing
import VirtualUSB

/// What holds of every printer.
extension Bench {
  func prints() async throws {
    let (printer, paper) = try await make()
    let slip = try job("slip-1")
    #expect(try await printer.print(slip) == .printed)
    #expect(try paper() == [slip.bytes])
  }

  func printsOnce() async throws {
    let (printer, paper) = try await make()
    let slip = try job("slip-1")
    #expect(try await printer.print(slip) == .printed)
    #expect(try await printer.print(slip) == .printed)
    #expect(try paper() == [slip.bytes])
  }

  func refusesAnotherSlip() async throws {
    let (printer, paper) = try await make()
    let slip = try job("slip-1")
    let other = try job("slip-1", "另一张")
    #expect(try await printer.print(slip) == .printed)
    await #expect {
      try await printer.print(other)
    } throws: { ($0 as? PrinterError)?.kind == .jobConflict }
    #expect(try paper() == [slip.bytes])
  }

  func printsTogether() async throws {
    let (printer, paper) = try await make()
    let slips = try (0..<8).map { try job("slip-\($0)", "第\($0)张") }
    let outcomes = try await withThrowingTaskGroup(of: PrintOutcome.self) { group in
      for slip in slips { group.addTask { try await printer.print(slip) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.allSatisfy { $0 == .printed })
    #expect(Set(try paper()) == Set(slips.map(\.bytes)))
    #expect(try paper().count == slips.count)
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
