import CardCrypto
import Foundation
import Glibc
import KeyStoreSuite
import SecureModule
import TestSupport
import Testing

/// A SoftHSM of one's own: a directory with its configuration and one token.
///
/// A module reads its environment once in a process; whoever makes a bench therefore runs in a process of
/// its own.
struct TokenBench {
  static let module = "/usr/lib/softhsm/libsofthsm2.so"
  static let isInstalled = FileManager.default.fileExists(atPath: module)
  static let pin = SecretBytes("1234".utf8)

  let directory: URL

  init(_ configuration: String = "") async throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("token-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: directory.appendingPathComponent("tokens"), withIntermediateDirectories: true)
    let file = directory.appendingPathComponent("softhsm2.conf").path
    let text = """
      directories.tokendir = \(directory.path)/tokens
      objectstore.backend = file
      log.level = ERROR
      \(configuration)

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    unsafe setenv("SOFTHSM2_CONF", file, 1)
    try await run(
      "softhsm2-util", "--init-token", "--free", "--label", "CARDLANE", "--so-pin", "87654321",
      "--pin", "1234")
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  func run(_ arguments: String...) async throws {
    let run = try await Program.named(arguments[0], Array(arguments.dropFirst())).run()
    try #require(run.status == 0, "\(arguments[0])\n\(run.errorText)")
  }

  static func uri(_ token: String = "CARDLANE") throws -> TokenURI {
    try TokenURI("pkcs11:token=\(token)?module-path=\(module)")
  }

  /// A store whose token has the keys of the conformance suite.
  func store() async throws -> PKCS11KeyStore {
    let desk = try PKCS11KeyStore(Self.uri(), pin: Self.pin, writes: true)
    for (year, entry) in KeyStoreUnderTest.keys {
      try await desk.load(entry.key, year: year, right: entry.right)
    }
    return try PKCS11KeyStore(Self.uri(), pin: Self.pin)
  }
}
