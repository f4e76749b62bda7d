/// CMAC with the leakage resilient primitive in the place of the block cipher (NXP AN12304, chapter 3.3).
public enum LRPCMAC {
  /// The 16-byte code of a message.
  public static func code(
    of message: some Collection<UInt8>, _ primitive: LRP
  ) throws(KeyStoreError) -> [UInt8] {
    var (k1, k2) = try subkeys(primitive)
    defer {
      SecretBytes.clear(&k1)
      SecretBytes.clear(&k2)
    }
    let bytes = Array(message)
    // Everything but the last block, which is whole or padded.
    let head = bytes.isEmpty ? 0 : (bytes.count - 1) / 16 * 16
    var last = Array(bytes[head...])
    let isWhole = last.count == 16
    if !isWhole { last += [0x80] + [UInt8](repeating: 0, count: 15 - last.count) }
    var state = [UInt8](repeating: 0, count: 16)
    for start in stride(from: 0, to: head, by: 16) {
      state = try step(primitive, state, bytes[start..<start + 16])
    }
    return try step(primitive, state, mixed(last, isWhole ? k1 : k2))
  }

  /// K1 and K2: the code of nothing, doubled once and twice.
  static func subkeys(_ primitive: LRP) throws(KeyStoreError) -> (k1: [UInt8], k2: [UInt8]) {
    var block = try primitive.evaluate(bytes: [UInt8](repeating: 0, count: 16)).exposed
    defer { SecretBytes.clear(&block) }
    return AESCMAC.subkeys(ofZeroBlock: block)
  }

  private static func step(
    _ primitive: LRP, _ state: [UInt8], _ block: some Sequence<UInt8>
  ) throws(KeyStoreError) -> [UInt8] {
    try primitive.evaluate(bytes: mixed(state, block)).exposed
  }

  private static func mixed(_ one: [UInt8], _ other: some Sequence<UInt8>) -> [UInt8] {
    zip(one, other).map { $0 ^ $1 }
  }
}
