import CardCrypto
import Foundation
import Testing
import VirtualUSB

/// Swipes of encrypting readers as lines of hexadecimal digits, and the keys that go with them.
enum EncryptedSwipes {
  /// The standard's test key (ANSI X9.24-1, annex A.4).
  static let bdk = "0123456789ABCDEFFEDCBA9876543210"
  static let magTekPrefix = "FFFF987654"
  static let idTechPrefix = "629949"
  static let vipTracks = [
    "%V9156880012345672^ /^26127011966065963249?", ";9156880012345672=26127011966065963249?", "",
  ]

  static func magTek(_ tracks: [String] = vipTracks) throws -> String {
    var head = MagneSafeHead(key: try .standard())
    return Hex.text(head.report(for: tracks))
  }

  static func idTech(
    _ tracks: [String] = vipTracks, _ format: SecureMagHead.Format = .enhanced
  ) throws -> String {
    var number = [UInt8](repeating: 0, count: 10)
    number.replaceSubrange(..<5, with: [0x62, 0x99, 0x49, 0x01, 0x19])
    let base = SecretBytes(Hex.bytes(bdk) ?? [])
    let key = try HeadKey(baseKey: base, number: KeySerialNumber(number))
    var head = SecureMagHead(key: key, format: format)
    return Hex.text(try head.report(for: tracks))
  }
}

extension Desk {
  /// Imports the test key for the readers of a prefix.
  func importReaderKey(_ prefix: String, _ digits: String = EncryptedSwipes.bdk) async throws {
    let run = try await self.run(
      "keys", "import", "--store", "keys.json", "--bdk", "-", "--ksn-prefix", prefix,
      input: digits + "\n")
    try #require(run.status == 0, "\(run.errors)")
  }

  /// Takes a key file with the vectors' issuer keys and the test key for both makers' readers. It is
  /// made once: its passphrase is stretched at every opening, which takes its time.
  func takeReaderKeys() async throws {
    try await Self.readerKeyFile.value.write(to: directory.appendingPathComponent("keys.json"))
    try setPermissions(0o600, of: "keys.json")
  }

  private static let readerKeyFile = Task {
    let desk = try await Desk()
    try await desk.importReaderKey(EncryptedSwipes.magTekPrefix)
    try await desk.importReaderKey(EncryptedSwipes.idTechPrefix)
    return try desk.contents("keys.json")
  }

  /// Decodes one report and gives the answer.
  func decode(_ line: String, device: String, keys: String = "keys.json") async throws -> Run {
    try await run(
      "decode", "--device", device, "--keys", keys, "--date", Desk.date, input: line + "\n")
  }
}
