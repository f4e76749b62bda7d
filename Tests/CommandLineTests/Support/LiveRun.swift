import Glibc
import TestSupport
import Testing

/// The program while it runs: its lines as they come, its standard input, signals.
struct LiveRun {
  private let program: LiveProgram

  /// Starts the program in a desk's directory, by another program such as `setpriv` if that is named.
  init(
    _ desk: Desk, _ arguments: [String], environment: [String: String?] = [:],
    closesInput: Bool = false, by starter: [String] = []
  ) throws {
    var program = desk.program(arguments, environment: environment)
    if !starter.isEmpty {
      program.arguments = starter + [program.path] + arguments
      program.path = "/usr/bin/env"
    }
    self.program = try LiveProgram(program, closesInput: closesInput)
  }

  /// Waits for the next line that fits; lines before it are passed over.
  @discardableResult
  func line(where fits: (String) -> Bool) async throws -> String {
    try await program.line(where: fits)
  }

  /// Waits for the next event with a name, as `watch --json` writes it.
  @discardableResult
  func event(_ name: String) async throws -> JSON {
    let line = try await line { $0.contains("\"event\":\"\(name)\"") }
    try await AnswerSchema.hold(line, to: "event")
    return try JSON(line)
  }

  /// Types a line on standard input.
  func type(_ line: String) async throws { try await program.type(line) }

  /// Kills the program, so that it can put nothing in order, and waits for its end.
  func kill() async throws {
    program.signal(SIGKILL)
    _ = try await program.finish()
  }

  /// All that it has written until now.
  var output: String { program.seen.joined(separator: "\n") }

  /// The program's process.
  var processID: Int32 { program.id }

  /// Interrupts the program as Ctrl-C does, and gives its exit status.
  func interrupt() async throws -> Int32 { try await program.interrupt() }
}
