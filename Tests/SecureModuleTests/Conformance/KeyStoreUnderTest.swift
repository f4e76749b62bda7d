import CardCrypto
import Testing

/// Everything that a key store can be asked.
typealias WholeKeyStore = SealedIssuingKeyStore & IssuingKeyStore

/// A key store as the suite takes it: it holds 000102…0f for 2026 with the right to issue and 101112…1f
/// for 2025 without it, and no others.
struct KeyStoreUnderTest: Sendable {
  static let key2026 = SecretBytes((0x00...0x0f).map { UInt8($0) })
  static let key2025 = SecretBytes((0x10...0x1f).map { UInt8($0) })
  static let keys: [Int: (key: SecretBytes, right: KeyRight)] = [
    2026: (key2026, .issue), 2025: (key2025, .verify),
  ]

  let store: any WholeKeyStore
  /// Whether card keys come out to whoever may issue; a SAM keeps them.
  var givesCardKeys = true
}

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

/// Bytes of a published vector; a typing error gives an empty array, which no vector is.
func bytes(_ hex: String) -> [UInt8] { Hex.bytes(hex) ?? [] }

/// A repeatable generator for tests (Steele, Lea, Flood: SplitMix64, 2014); never for keys.
struct SplitMix64: RandomNumberGenerator, Sendable {
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

/// The diversification of a card key: UID ‖ F48120 ‖ "VIP" ‖ year BCD ‖ key number.
func cardInput(_ uid: [UInt8] = bytes("04782E21801D80"), year: UInt8 = 0x26, key: UInt8) -> [UInt8]
{
  uid + [0xF4, 0x81, 0x20] + Array("VIP".utf8) + [0x20, year, key]
}
