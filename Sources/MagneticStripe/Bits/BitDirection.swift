/// How the bits of a track lie in a buffer: which end comes first, and which level is a one.
struct BitDirection: Sendable, Hashable {
  let isReversed: Bool
  let isInverted: Bool

  /// Every way, the usual one first.
  static let all = [false, true].flatMap { inverted in
    [false, true].map { BitDirection(isReversed: $0, isInverted: inverted) }
  }

  /// The bit that passes the head as the `index`-th, 0 or 1.
  func bit(_ index: Int, of bits: Span<UInt8>) -> UInt8 {
    bits[isReversed ? bits.count - 1 - index : index] ^ (isInverted ? 1 : 0)
  }
}
