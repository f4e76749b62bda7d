import Foundation
import Testing

@Suite("Print jobs at the command line")
struct PrintJobCommandTests {
  private static let day = "2026-01-11"

  private func sell(_ life: Life, _ id: String, to printer: String) async throws -> Answer {
    try await life.run(
      [
        "checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--json",
        "--printer", printer,
      ], input: life.sale(id, Self.day, "50.00"))
  }

  private func jobs(_ life: Life, _ command: String, _ more: String...) async throws -> Answer {
    try await life.run(
      ["receipt", command, "--store", "shop.db", "--shop", "S01", "--lane", "L1", "--json"] + more)
  }

  @Test("What waits is listed, and printed with the next slip")
  func caughtUp() async throws {
    let life = try Life()
    // Nobody listens there: nothing was sent.
    try await sell(life, "S1", to: "tcp://127.0.0.1:1").expect(3)
    let waiting = try await jobs(life, "jobs").expect(0).output
    #expect(waiting.contains(#""job":"S1-merchant-0""#) && waiting.contains(#""waiting""#))
    let next = try await sell(life, "S2", to: "folder:paper").expect(0).output
    #expect(next.contains(#""caughtUp":[{"#) && next.contains(#""slip":"S1""#))
    #expect(try await jobs(life, "jobs").expect(0).output.contains(#""jobs":[]"#))
    #expect(
      try await sell(life, "S2", to: "folder:paper").expect(0).output.contains("caughtUp") == false)
  }

  @Test("What waits is printed when somebody asks for it, once")
  func retried() async throws {
    let life = try Life()
    try await sell(life, "S1", to: "tcp://127.0.0.1:1").expect(3)
    try await jobs(life, "retry", "--printer", "tcp://127.0.0.1:1").expect(3)
    let printed = try await jobs(life, "retry", "--printer", "folder:paper").expect(0).output
    #expect(printed.contains(#""S1-merchant-0""#) && printed.contains(#""S1-customer-0""#))
    #expect(
      try await jobs(life, "retry", "--printer", "folder:paper").expect(0).output
        .contains(#""jobs":[]"#))
    #expect(
      try await jobs(life, "retry", "--printer", "folder:paper", "--job", "S1-merchant-0")
        .expect(1).errorCode == "printedAlready")
  }

  @Test("Nobody has seen what was never sent, and nobody knows a job that is none")
  func seen() async throws {
    let life = try Life()
    try await sell(life, "S1", to: "tcp://127.0.0.1:1").expect(3)
    #expect(
      try await jobs(life, "jobs", "--seen", "S1-merchant-0").expect(1).errorCode == "jobNotSent")
    #expect(try await jobs(life, "jobs", "--seen", "S9").expect(2).errorCode == "unknownJob")
  }
}
