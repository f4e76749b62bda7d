import Foundation
import Testing

/// What a run of the program came to.
struct Run: Sendable {
  let status: Int32
  let output: Data
  let errors: String

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
  func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String?] = [:]
  ) async throws -> Run {
    // Files, not pipes: nothing that is written or read can block the program or the test.
    let base = directory.appendingPathComponent(".run-\(UUID().uuidString)").path
    let (inputFile, outputFile, errorFile) = (base + ".in", base + ".out", base + ".err")
    try input.write(to: URL(fileURLWithPath: inputFile))
    for file in [outputFile, errorFile] {
      try Data().write(to: URL(fileURLWithPath: file))
    }
    defer {
      for file in [inputFile, outputFile, errorFile] {
        try? FileManager.default.removeItem(atPath: file)
      }
    }
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = Self.environment(environment)
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputFile))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: outputFile))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errorFile))
    let status = try await Turnstile.shared.pass { try await process.runToEnd() }
    return Run(
      status: status, output: try Data(contentsOf: URL(fileURLWithPath: outputFile)),
      errors: try String(contentsOfFile: errorFile, encoding: .utf8))
  }

  /// The arguments of a checkout by the chain store's program.
  func checkout(_ arguments: String..., sale: String = Desk.sale) -> [String] {
    [
      "checkout", "--program", Self.program, "--store", "shop.db", "--keys", "keys.json",
      "--sale", sale,
    ] + arguments
  }
}

extension Process {
  /// Starts the process and gives its exit status; a signal counts as 128 and its number.
  func runToEnd() async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      terminationHandler = { ended in
        let isSignal = ended.terminationReason == .uncaughtSignal
        continuation.resume(returning: ended.terminationStatus + (isSignal ? 128 : 0))
      }
      do {
        try run()
      } catch {
        terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
  }
}
