import Foundation

/// Another program of the machine, run to its end against a private pcscd.
///
/// What it prints goes to a file, so that neither it nor the test can block on a pipe.
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
    let file = FileManager.default.temporaryDirectory.appending(path: "other-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = try FileHandle(forWritingTo: file)
    process.standardOutput = output
    process.standardError = output
    let (ended, ending) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in ending.finish() }
    try process.run()
    // A test that fails must not leave a program behind that waits for ever.
    defer { if process.isRunning { process.terminate() } }
    try await body()
    for await _ in ended {}
    return OtherProgram(
      status: process.terminationStatus, output: try String(contentsOf: file, encoding: .utf8))
  }
}
