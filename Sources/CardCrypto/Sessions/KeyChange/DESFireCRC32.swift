/// The checksum of DESFire: CRC-32 of IEEE 802.3 without the final complement, least significant byte
/// first.
enum DESFireCRC32 {
  static let byteCount = 4

  static func bytes(of message: [UInt8]) -> [UInt8] {
    var register: UInt32 = .max
    for byte in message {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: register >> $0) }
  }
}
