import TestSupport
@testable import CardCrypto
import Testing

@Suite("LRP, the leakage resilient primitive (NXP AN12304)")
struct LRPTests {
  @Test("Published evaluations, with and without the last step", arguments: LRPVectors.evaluations)
  func evaluation(_ vector: LRPVectors.Evaluation) throws {
    let primitive = try LRP(key: SecretBytes(hex: vector.key), updatedKey: vector.updatedKey)
    let nibbles = vector.nibbles.compactMap { $0.hexDigitValue.map { UInt8($0) } }
    #expect(nibbles.count == vector.nibbles.count)
    #expect(try primitive.evaluate(nibbles, finalises: vector.finalises).hex == vector.result)
  }

  @Test("Of a byte the upper nibble comes first")
  func bytes() throws {
    let primitive = try LRP(key: SecretBytes(hex: LRPVectors.base), updatedKey: 2)
    #expect(
      try primitive.evaluate(bytes: hex("1359")).hex == "1BA2C0C578996BC497DD181C6885A9DD")
  }

  @Test("Published texts are enciphered and deciphered", arguments: LRPVectors.encipherments)
  func encipherment(_ vector: LRPVectors.Encipherment) throws {
    let primitive = try LRP(key: SecretBytes(hex: vector.key))
    var (one, other) = (
      LRPCipher(primitive, counter: hex(vector.counter)),
      LRPCipher(primitive, counter: hex(vector.counter))
    )
    let plain = vector.isPadded ? Padding.added(to: hex(vector.plain)) : hex(vector.plain)
    #expect(hexText(try one.encrypt(plain)) == vector.sealed)
    #expect(try other.decrypt(hex(vector.sealed)) == plain)
    #expect(one.counter == other.counter && one.counter != hex(vector.counter))
    #expect(throws: SessionError.length(15)) {
      try one.encrypt([UInt8](repeating: 0, count: 15))
    }
  }

  @Test("Two halves are enciphered as the whole: the counter runs on")
  func counter() throws {
    let primitive = try LRP(key: SecretBytes(hex: LRPVectors.base), updatedKey: 1)
    let plain = (0..<64).map { UInt8($0) }
    var whole = LRPCipher(primitive, counter: hex("FFFFFFFE"))
    var halves = whole
    let sealed = try whole.encrypt(plain)
    let first = try halves.encrypt(Array(plain.prefix(32)))
    #expect(halves.counter == [0, 0, 0, 0])
    #expect(try first + halves.encrypt(Array(plain.suffix(32))) == sealed)
    // The same block again is another one.
    #expect(Set(stride(from: 0, to: 64, by: 16).map { Array(sealed[$0..<$0 + 16]) }).count == 4)
  }

  @Test("Published codes, over whole and padded blocks", arguments: LRPVectors.codes)
  func code(_ vector: LRPVectors.Code) throws {
    let primitive = try LRP(key: SecretBytes(hex: vector.key))
    let message = hex(vector.message)
    let isWhole = !message.isEmpty && message.count % 16 == 0
    let (k1, k2) = try LRPCMAC.subkeys(primitive)
    #expect(hexText(isWhole ? k1 : k2) == vector.subkey)
    #expect(hexText(try LRPCMAC.code(of: message, primitive)) == vector.code)
    for flipped in everyFlippedBit(of: message).prefix(64) {
      #expect(hexText(try LRPCMAC.code(of: flipped, primitive)) != vector.code)
    }
  }

  @Test("A key of another length, and an updated key that is not there, are refused")
  func keys() {
    for count in [0, 15, 17, 24, 32] {
      #expect(throws: KeyStoreError.self) {
        try LRP(key: SecretBytes([UInt8](repeating: 0, count: count)))
      }
    }
    for number in [-1, 4] {
      #expect(throws: KeyStoreError.self) { try LRP(key: zeroKey, updatedKey: number) }
    }
  }
}
