import CardCrypto
import TestSupport
import Testing

@Suite("AES-CMAC (RFC 4493)")
struct AESCMACTests {
  /// RFC 4493, section 4.
  static let key = hex("2b7e151628aed2a6abf7158809cf4f3c")
  static let message = hex(
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
      + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710")

  @Test(
    "A message of 0, 16, 40 and 64 bytes has the code that RFC 4493 gives",
    arguments: [
      (0, "bb1d6929e95937287fa37d129b756746"), (16, "070a16b46b4d4144f79bdd9dd04a287c"),
      (40, "dfa66747de9ae63030ca32611497c827"), (64, "51f0bebf7e3b9d92fc49741779363cfe"),
    ])
  func published(length: Int, code: String) throws {
    let found = try AESCMAC.code(of: Self.message.prefix(length), key: SecretBytes(Self.key))
    #expect(Hex.text(found) == code)
  }

  @Test("A code with any one of its 128 bits flipped is refused")
  func flippedBits() throws {
    let key = SecretBytes(Self.key)
    let code = try AESCMAC.code(of: Self.message, key: key)
    #expect(try AESCMAC.isValid(code, for: Self.message, key: key))
    for flipped in everyFlippedBit(of: code) {
      #expect(try !AESCMAC.isValid(flipped, for: Self.message, key: key))
    }
  }

  @Test("A code that is cut short or longer is refused", arguments: [0, 1, 8, 15, 17, 32])
  func otherLengths(length: Int) throws {
    let key = SecretBytes(Self.key)
    let code = try AESCMAC.code(of: Self.message, key: key)
    let wrong = Array((code + code).prefix(length))
    #expect(try !AESCMAC.isValid(wrong, for: Self.message, key: key))
  }

  @Test("A key that AES does not have is an error, not a crash", arguments: [0, 1, 15, 17, 33])
  func wrongKeyLength(length: Int) {
    let key = SecretBytes([UInt8](repeating: 7, count: length))
    #expect(throws: KeyStoreError.invalidKey(length: length)) {
      try AESCMAC.code(of: [], key: key)
    }
  }

  @Test("A check value is the first three bytes of the code of sixteen zeros")
  func checkValue() throws {
    let key = SecretBytes(Self.key)
    let code = try AESCMAC.code(of: [UInt8](repeating: 0, count: 16), key: key)
    #expect(try KeyCheckValue(of: key).bytes == Array(code.prefix(3)))
    #expect(try KeyCheckValue(of: key).description == Hex.text(code.prefix(3)))
  }
}
