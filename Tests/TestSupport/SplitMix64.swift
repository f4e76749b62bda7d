/// A generator whose numbers depend on its seed alone (SplitMix64: Steele, Lea and Flood 2014); never for
/// keys.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of a seed.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  /// So many bytes: the lowest of each number.
  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// Any bytes, of any count up to the one given.
  package mutating func bytes(upTo count: Int) -> [UInt8] {
    let count = Int.random(in: 0...count, using: &self)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
  }
}
