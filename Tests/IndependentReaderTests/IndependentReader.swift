import Foundation
import Scenarios
import SmartCard
import Testing
import VirtualCards

/// A reader program that is none of ours, run by Debian's Python.
///
/// The programs lie in `Readers`. Those that begin with `freefare` and `desfire` drive libfreefare and
/// libnfc through a PN532 on a pseudo-terminal; the others are written from the published documents over
/// python3-cryptography. None shares a line with the Swift side.
struct IndependentReader: Sendable {
  let script: String

  /// What the script said, and how it ended.
  struct Outcome: Sendable {
    let status: Int32
    let text: String
  }

  private static let python = URL(filePath: "/usr/bin/python3")
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Readers")

  /// Whether python3-pyscard and python3-cryptography are installed.
  static let hasPython = succeeds("import smartcard.System, cryptography.hazmat.primitives.cmac")
  /// Whether libfreefare0 and libnfc6 are installed besides.
  static let hasFreefare =
    hasPython
    && succeeds("import ctypes; [ctypes.CDLL(n) for n in ('libnfc.so.6', 'libfreefare.so.0')]")

  private static func succeeds(_ statement: String) -> Bool {
    let process = Process()
    process.executableURL = python
    process.arguments = ["-c", statement]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// Puts a card into a reader of a PC/SC service of its own and has the script read it.
  func read(_ card: any VirtualCard, _ arguments: [String] = []) async throws -> Outcome {
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    let slot = daemon.slots[0]
    try slot.insert(card)
    try #require(await slot.card.waitUntilServed(within: .seconds(60)))
    let outcome = try await run([slot.reader] + arguments, daemon.environment)
    await daemon.stop()
    return outcome
  }

  private func run(
    _ arguments: [String], _ environment: [String: String]
  ) async throws -> Outcome {
    let output = FileManager.default.temporaryDirectory
      .appending(path: "cardlane-reader-\(UUID().uuidString)")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let process = Process()
    process.executableURL = Self.python
    process.arguments = [Self.folder.appending(path: script + ".py").path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    let status = try await process.end(within: .seconds(180))
    return Outcome(status: status, text: try String(contentsOf: output, encoding: .utf8))
  }
}

extension Process {
  /// Starts the process and gives its exit status; a process that takes longer is ended.
  fileprivate func end(within limit: Duration) async throws -> Int32 {
    let limiter = Task {
      try await Task.sleep(for: limit)
      terminate()
    }
    defer { limiter.cancel() }
    return try await withCheckedThrowingContinuation { continuation in
      terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try run()
      } catch {
        terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
  }
}
