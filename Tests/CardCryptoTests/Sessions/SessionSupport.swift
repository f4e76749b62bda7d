@testable import CardCrypto

/// Gives the bytes of a published vector in the place of random ones.
struct VectorBytes: RandomNumberGenerator {
  private var rest: [UInt8]

  init(_ hex: String) { rest = bytes(hex) }

  mutating func next() -> UInt64 { rest.isEmpty ? 0 : UInt64(rest.removeFirst()) }
}

/// A repeatable generator for tests (Steele, Lea, Flood: SplitMix64, 2014).
struct SeededBytes: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}

extension SecretBytes {
  init(hex: String) { self.init(bytes(hex)) }

  /// The bytes of a published session key, to compare with.
  var hex: String { Hex.text(exposed).uppercased() }
}

/// The all-zero key under which most of the published examples run.
let zeroKey = SecretBytes([UInt8](repeating: 0, count: 16))

func hex(_ bytes: [UInt8]) -> String { Hex.text(bytes).uppercased() }
