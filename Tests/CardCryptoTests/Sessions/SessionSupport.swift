import TestSupport
@testable import CardCrypto

/// Gives the bytes of a published vector in the place of random ones.
struct VectorBytes: RandomNumberGenerator {
  private var rest: [UInt8]

  init(_ hex: String) { rest = TestSupport.hex(hex) }

  mutating func next() -> UInt64 { rest.isEmpty ? 0 : UInt64(rest.removeFirst()) }
}

extension SecretBytes {
  init(hex: String) { self.init(TestSupport.hex(hex)) }

  /// The bytes of a published session key, to compare with.
  var hex: String { Hex.text(exposed).uppercased() }
}

/// The all-zero key under which most of the published examples run.
let zeroKey = SecretBytes([UInt8](repeating: 0, count: 16))
