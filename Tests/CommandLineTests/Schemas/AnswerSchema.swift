import Foundation
import Testing

/// Which schema the JSON answers of a command are held to.
///
/// Every answer that `Desk.run` and `LiveRun.event` see is held to its schema, whatever the test looks at. To
/// give a command's answers a schema: write `docs/schemas/NAME.schema.json` (what several forms share stands in
/// `common.schema.json`), an example `docs/schemas/examples/NAME.json` or `NAME.CASE.json`, and a line in
/// ``byCommand``; then run `scripts/forms`. Errors are held to `error` everywhere.
enum AnswerSchema {
  /// The schema of each answer, by the words of the command; the longest that fits decides.
  static let byCommand: [(words: [String], schema: String)] = [
    (["quote"], "quote"),
    (["decode"], "verdict"),
    (["doctor"], "finding"),
    (["card", "verify"], "verdict"),
    (["watch"], "event"),
    (["checkout"], "checkout"),
    (["commit"], "checkout"),
    (["hold"], "hold"),
    (["void"], "hold"),
    (["return"], "return"),
    (["redeem"], "redemption"),
    (["keys"], "keys"),
    (["program", "check"], "program"),
    (["program", "show"], "program-text"),
    (["program", "compare"], "program-comparison"),
    (["receipt", "render"], "receipt"),
    (["receipt", "read"], "receipt-text"),
    (["receipt", "sign"], "slip-signatures"),
    (["serve", "token", "add"], "token"),
    (["serve", "token", "list"], "tokens"),
    (["serve", "token", "revoke"], "token-revoked"),
    (["receipt", "reprint"], "slips"),
    (["receipt", "jobs"], "print-jobs"),
    (["receipt", "retry"], "print-jobs"),
    (["member", "find"], "members"),
    (["member", "enrol"], "enrolment"),
    (["member", "register"], "registration"),
    (["member", "show"], "member"),
    (["member", "activity"], "activity"),
    (["member", "gift"], "gift"),
    (["member", "surveyed"], "gift"),
    (["member", "fee"], "fee"),
    (["member", "levels"], "levels"),
    (["member", "block"], "card"),
    (["member", "exchange"], "card-exchange"),
    (["member", "retention"], "retention"),
    (["member", "export"], "member-file"),
    (["card", "block"], "card"),
    (["card", "exchange"], "card-exchange"),
    (["card", "issue"], "card-issue"),
    (["card", "stock"], "stock"),
    (["stock"], "stock"),
    (["points", "balance"], "points-balance"),
    (["points", "history"], "points-history"),
    (["points", "prepaid"], "prepaid"),
    (["report"], "report"),
    (["supervisor"], "guard"),
    (["supervisor", "enrol"], "supervisor"),
    (["supervisor", "remove"], "supervisor"),
    (["supervisor", "release"], "lane-release"),
    (["supervisor", "audit"], "audit"),
    (["store"], "store"),
    (["store", "repair-date"], "date-repair"),
    (["lane", "init"], "lane-init"),
    (["lane", "check"], "lane-check"),
    (["lane", "show"], "lane-show"),
  ]

  /// The schema of a command's answers; `nil` where it has none.
  static func name(of arguments: [String]) -> String? {
    byCommand.filter { arguments.starts(with: $0.words) }
      .max { $0.words.count < $1.words.count }?.schema
  }

  /// Holds what a run said in JSON to its schemas.
  static func hold(
    _ run: Run, of arguments: [String], at location: SourceLocation = #_sourceLocation
  ) async throws {
    for line in run.errors.split(separator: "\n") where line.hasPrefix("{") {
      try await hold(String(line), to: "error", at: location)
    }
    for document in documents(in: run.output) {
      guard let schema = name(of: arguments) else {
        Issue.record(
          "the answers of \(arguments.prefix(2)) have no schema", sourceLocation: location)
        return
      }
      try await hold(document, to: schema, at: location)
    }
  }

  /// Holds one document to a schema.
  static func hold(
    _ document: String, to schema: String, at location: SourceLocation = #_sourceLocation
  ) async throws {
    let mistake = try await SchemaValidator.shared.mistake(in: document, by: schema)
    #expect(mistake == nil, "\(document)", sourceLocation: location)
  }

  /// The JSON documents in an output: all of it where it is one, else its lines that begin like one.
  private static func documents(in output: Data) -> [String] {
    // A picture or a printer's bytes are no text.
    guard let text = String(validating: output, as: UTF8.self) else { return [] }
    if text.hasPrefix("{\n") || text.hasPrefix("[\n") { return [text] }
    return text.split(separator: "\n").filter { $0.hasPrefix("{") }.map(String.init)
  }
}
