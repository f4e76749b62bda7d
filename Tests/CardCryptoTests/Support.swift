import CardCrypto
import Foundation

/// Bytes of a published vector; a typing error in a test gives an empty array, which no vector is.
func bytes(_ hex: String) -> [UInt8] { Hex.bytes(hex) ?? [] }

/// Every array that differs from this one in exactly one bit.
func everyFlippedBit(of bytes: [UInt8]) -> [[UInt8]] {
  bytes.indices.flatMap { index in
    (0..<8).map { bit in
      var flipped = bytes
      flipped[index] ^= 1 << bit
      return flipped
    }
  }
}

/// A passphrase for tests.
let passphrase = SecretBytes("correct horse battery staple".utf8)

/// The cheapest parameters that a key file takes.
let quick = PassphraseDerivation(cost: 1 << 12)

/// A folder that goes when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("card-crypto-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// Writes a file with a mode, whatever the umask.
func write(_ text: String, to path: String, mode: Int = 0o600) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
}

func read(_ path: String) throws -> String {
  String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
}

/// A repeatable generator for tests (Steele, Lea, Flood: SplitMix64, 2014); never for keys.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
