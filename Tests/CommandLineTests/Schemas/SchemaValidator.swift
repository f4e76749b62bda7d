import Foundation
import LinuxSystem
import TestSupport
import Testing

/// One long-lived process of a JSON Schema validator that is none of ours, for every answer of every test.
actor SchemaValidator {
  /// The validator of this run of the tests; it ends with it.
  static let shared = SchemaValidator()

  private static let folder = Desk.shipped("docs/schemas")
  private static let script = Desk.shipped("Tests/CommandLineTests/Schemas/validator.py")

  private let turn = Turnstile(width: 1)
  private var process: Task<LiveProgram, any Error>?
  private var asked = 0

  /// What is wrong with a document by a schema; `nil` when nothing is.
  ///
  /// - Parameter schema: its name: `quote` for `docs/schemas/quote.schema.json`.
  func mistake(in document: String, by schema: String) async throws -> String? {
    let process = try await started()
    asked += 1
    // No line end stands within a string of JSON, so that those between tokens can go.
    let text = document.replacing("\n", with: " ").replacing("\r", with: " ")
    let number = String(asked)
    // An answer is waited for before the next question: lines that nobody waits for are passed over.
    let answer = try await turn.pass {
      try await process.type("\(number)\t\(schema)\t\(text)")
      return try await process.line { $0.hasPrefix(number + "\t") }
    }
    let verdict = answer.dropFirst(number.count + 1)
    return verdict == "ok" ? nil : String(verdict)
  }

  private func started() async throws -> LiveProgram {
    if let process { return try await process.value }
    let task = Task {
      let live = try LiveProgram(
        Program("/usr/bin/python3", ["-W", "ignore", Self.script, Self.folder]))
      try await live.line { $0.hasPrefix("ready ") }
      return live
    }
    process = task
    return try await task.value
  }
}
