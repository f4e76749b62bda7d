import Foundation
import LinuxSystem
import Scenarios
import SmartCard
import TestSupport
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

  private static let python = "/usr/bin/python3"
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Readers")

  /// Whether python3-pyscard and python3-cryptography are installed.
  static func hasPython() async throws -> Bool {
    try await succeeds("import smartcard.System, cryptography.hazmat.primitives.cmac")
  }

  /// Whether libfreefare0 and libnfc6 are installed besides.
  static func hasFreefare() async throws -> Bool {
    let libraries = "'libnfc.so.6', 'libfreefare.so.0'"
    guard try await hasPython() else { return false }
    return try await succeeds("import ctypes; [ctypes.CDLL(n) for n in (\(libraries))]")
  }

  private static func succeeds(_ statement: String) async throws -> Bool {
    guard unsafe access(python, X_OK) == 0 else { return false }
    return try await Program(python, ["-c", statement]).run().status == 0
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
    var environment = ChildProcess.ownEnvironment.merging(environment) { $1 }
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    let script = Self.folder.appending(path: script + ".py").path
    let run = try await Program(Self.python, [script] + arguments, environment: environment)
      .run(at: .waiting)
    return Outcome(status: run.status, text: run.text + run.errorText)
  }
}
