import Receipts
import Testing

@testable import Printers

@Suite(
  "A queue of CUPS", .enabled(if: PrivateCUPS.isHere, "needs cups-daemon and cups-client, as root"),
  .timeLimit(.minutes(5)))
struct CUPSPrinterTests {
  private func printer(_ server: PrivateCUPS, queue: String) -> CUPSPrinter {
    CUPSPrinter(
      queue: queue, profile: .chinese80,
      program: .init(environment: server.environment, patience: .seconds(60)))
  }

  @Test("A slip goes through as it is, once, and is not said to be printed")
  func prints() async throws {
    let server = try await PrivateCUPS()
    let printer = printer(server, queue: "Slips")
    #expect(try await printer.status().isReady)
    let slip = try job("slip-1")
    for _ in 0..<2 {
      guard case .unconfirmed(let error) = try await printer.print(slip) else {
        Issue.record("printed without proof")
        return
      }
      #expect(error.kind == .unproven)
    }
    let deadline = ContinuousClock.now + .seconds(60)
    while try server.paper.isEmpty, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try server.paper == [slip.bytes])
  }

  @Test("A queue that does not exist gets nothing, and its name is told")
  func noQueue() async throws {
    let server = try await PrivateCUPS()
    let printer = printer(server, queue: "Nowhere")
    for ask in [
      { _ = try await printer.status() }, { _ = try await printer.print(job("slip-1")) },
    ] as [@Sendable () async throws -> Void] {
      await #expect {
        try await ask()
      } throws: { error in
        let error = error as? PrinterError
        return error?.kind == .unreachable && error?.printer == "Nowhere"
      }
    }
    #expect(try server.paper.isEmpty)
  }
}
