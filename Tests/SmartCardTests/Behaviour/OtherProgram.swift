import Foundation
import TestSupport

/// Another program of the machine, run to its end against a private pcscd.
struct OtherProgram {
  let status: Int32
  let output: String

  /// The path of an installed program, or `nil`.
  static func path(_ name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Whether Python has pyscard.
  static let hasPyscard = FileManager.default.fileExists(
    atPath: "/usr/lib/python3/dist-packages/smartcard/__init__.py")

  static func run(
    _ path: String, _ arguments: [String], environment: [String: String],
    during body: () async throws -> Void = {}
  ) async throws -> OtherProgram {
    let program = try RunningProgram(
      Program(
        path, arguments,
        environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }))
    try await body()
    let run = try await program.finish()
    return OtherProgram(status: run.status, output: run.text + run.errorText)
  }
}
