/// LRICB, the indexed code book of the leakage resilient primitive (NXP AN12304, chapter 3.2): every block
/// is enciphered under a key of its own, which a counter chooses.
public struct LRPCipher: Sendable {
  /// The counter of the next block, most significant byte first; after its highest value it is zero.
  public private(set) var counter: [UInt8]
  private let primitive: LRP

  /// Prepares a cipher; NXP's protocols have a counter of 4 bytes and updated key 1.
  public init(_ primitive: LRP, counter: [UInt8] = [0, 0, 0, 0]) {
    self.primitive = primitive
    self.counter = counter
  }

  /// Enciphers whole blocks and moves the counter on.
  ///
  /// Throws ``SessionError/length(_:)`` where the data is not whole blocks.
  public mutating func encrypt(_ data: [UInt8]) throws(SessionError) -> [UInt8] {
    try blocks(of: data) { (block, key) throws(KeyStoreError) in
      try AESBlock.encrypt(block, key: key).exposed
    }
  }

  /// Deciphers whole blocks and moves the counter on. Throws as ``encrypt(_:)``.
  public mutating func decrypt(_ data: [UInt8]) throws(SessionError) -> [UInt8] {
    try blocks(of: data) { (block, key) throws(KeyStoreError) in
      try AESBlock.decrypt(block, key: key)
    }
  }

  private mutating func blocks(
    of data: [UInt8], _ body: ([UInt8], SecretBytes) throws(KeyStoreError) -> [UInt8]
  ) throws(SessionError) -> [UInt8] {
    guard data.count % 16 == 0 else { throw .length(data.count) }
    var result: [UInt8] = []
    for start in stride(from: 0, to: data.count, by: 16) {
      let counter = counter
      result += try asSession { () throws(KeyStoreError) in
        try body(Array(data[start..<start + 16]), primitive.evaluate(bytes: counter))
      }
      advance()
    }
    return result
  }

  private mutating func advance() {
    for index in counter.indices.reversed() {
      counter[index] &+= 1
      if counter[index] != 0 { return }
    }
  }
}
