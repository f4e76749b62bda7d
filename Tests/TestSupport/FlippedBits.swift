/// Every array that differs from this one in exactly one bit.
package func everyFlippedBit(of bytes: [UInt8]) -> [[UInt8]] {
  bytes.indices.flatMap { index in
    (0..<8).map { bit in
      var flipped = bytes
      flipped[index] ^= 1 << bit
      return flipped
    }
  }
}
