/// AES-CMAC (RFC 4493) that starts from the code before instead of from zero, as a DESFire EV1 session
/// chains its codes.
enum ChainedCMAC {
  /// The 16-byte code of `message`, which is the next starting value too.
  static func code(
    of message: [UInt8], key: SecretBytes, startingFrom previous: [UInt8]
  ) throws(SessionError) -> [UInt8] {
    let (k1, k2) = try asSession { () throws(KeyStoreError) in try AESCMAC.subkeys(key: key) }
    var data = message
    let isWhole = !data.isEmpty && data.count % 16 == 0
    if !isWhole { data += [0x80] + [UInt8](repeating: 0, count: 15 - data.count % 16) }
    for (index, mask) in zip(data.indices.suffix(16), isWhole ? k1 : k2) { data[index] ^= mask }
    return Array(try AESCBC.encrypt(data, key: key, iv: previous).suffix(16))
  }
}
