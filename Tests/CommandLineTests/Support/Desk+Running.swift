import Foundation
import TestSupport
import Testing

/// What a run of the program came to.
struct Run: Sendable {
  let status: Int32
  let output: Data
  let errors: String

  init(_ program: FinishedProgram) {
    status = program.status
    output = Data(program.output)
    errors = program.errorText
  }

  var text: String { String(decoding: output, as: UTF8.self) }
  /// The lines of standard output.
  var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// The only line of standard output, or the numbered one, as a JSON object.
  func json(_ line: Int = 0) throws -> JSON {
    try #require(lines.count > line, "\(errors)")
    return try JSON(lines[line])
  }

  /// The error on standard error.
  func error() throws -> JSON { try JSON(errors)["error"] }
}

/// A JSON value, looked into by key and index; what is not there is null.
struct JSON: CustomStringConvertible {
  private let value: Any?

  init(_ text: String) throws { value = try JSONSerialization.jsonObject(with: Data(text.utf8)) }

  private init(value: Any?) { self.value = value }

  subscript(key: String) -> JSON { JSON(value: (value as? [String: Any])?[key]) }
  subscript(index: Int) -> JSON {
    let array = value as? [Any] ?? []
    return JSON(value: array.indices.contains(index) ? array[index] : nil)
  }

  var text: String? { value as? String }
  var number: Int? { (value as? NSNumber)?.intValue }
  var truth: Bool? { (value as? NSNumber)?.boolValue }
  var keys: Set<String> { Set((value as? [String: Any])?.keys.map { $0 } ?? []) }
  var count: Int { (value as? [Any])?.count ?? 0 }
  var isNull: Bool { value == nil || value is NSNull }
  var description: String { "\(value ?? "nothing")" }
}

extension Desk {
  /// The program, which the build puts beside the tests.
  static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("cardlane")

  /// The environment of a run: English, with the passphrase of the desk's key file.
  static func environment(_ additions: [String: String?] = [:]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["CARDLANE_PASSPHRASE"] = "a passphrase for tests"
    environment["CARDLANE_LANG"] = "en"
    environment["TZ"] = "Asia/Shanghai"
    for (name, value) in additions { environment[name] = value }
    return environment
  }

  /// Runs the program to its end, in the desk's directory.
  func run(
    _ arguments: String..., input: String = "", environment: [String: String?] = [:]
  ) async throws -> Run {
    try await run(arguments, input: Data(input.utf8), environment: environment)
  }

  /// Runs the program to its end, in the desk's directory.
  ///
  /// - Parameter onTestClock: whether it takes the day of ``TestClock`` for today.
  func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String?] = [:],
    onTestClock: Bool = false
  ) async throws -> Run {
    let program = program(arguments, environment: environment)
    let run = try await Run(
      (onTestClock ? TestClock.set(program) : program).run(
        input: Array(input), at: arguments.contains("--reader") ? .waiting : .shared))
    try await AnswerSchema.hold(run, of: arguments)
    return run
  }

  /// Runs another program than ours to its end, in the desk's directory.
  func run(
    program path: String, _ arguments: [String], environment: [String: String?] = [:]
  ) async throws -> Run {
    var program = program(arguments, environment: environment)
    program.path = path
    return try await Run(program.run())
  }

  /// The program in the desk's directory.
  func program(_ arguments: [String], environment: [String: String?] = [:]) -> Program {
    Program(
      Self.executable.path, arguments, environment: Self.environment(environment),
      directory: directory.path)
  }

  /// The arguments of a checkout by the chain store's program.
  func checkout(_ arguments: String..., sale: String = Desk.sale) -> [String] {
    [
      "checkout", "--program", Self.program, "--store", "shop.db", "--keys", "keys.json",
      "--sale", sale,
    ] + arguments
  }
}
