extension SecretBytes {
  /// The bytes with a mask added to them (exclusive or), again and again over the whole length.
  func xor(_ mask: [UInt8]) -> SecretBytes {
    var bytes = unsafe withBytes { unsafe [UInt8]($0) }
    for index in bytes.indices { bytes[index] ^= mask[index % mask.count] }
    return SecretBytes(consuming: &bytes)
  }

  /// Two runs of bytes as one; the sources stay the caller's to clear.
  static func joining(_ first: [UInt8], _ second: [UInt8]) -> SecretBytes {
    var bytes: [UInt8] = []
    // Room for all of it, so that growing leaves no copy behind.
    bytes.reserveCapacity(first.count + second.count)
    bytes += first
    bytes += second
    return SecretBytes(consuming: &bytes)
  }
}

extension KeyCheckValue {
  /// Takes three bytes.
  init(bytes: [UInt8]) { self.bytes = bytes }
}
