import CardCrypto
import TestSupport
import Testing

@Suite("AES key wrap (RFC 3394)")
struct AESKeyWrapTests {
  struct Vector: CustomTestStringConvertible {
    let section: String
    let kek: Int
    let data: String
    let wrapped: String
    var testDescription: String { "RFC 3394, section \(section)" }
  }

  /// RFC 3394, section 4; the key-encryption keys count up from 00.
  static let vectors = [
    Vector(
      section: "4.1", kek: 16, data: "00112233445566778899AABBCCDDEEFF",
      wrapped: "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5"),
    Vector(
      section: "4.2", kek: 24, data: "00112233445566778899AABBCCDDEEFF",
      wrapped: "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D"),
    Vector(
      section: "4.3", kek: 32, data: "00112233445566778899AABBCCDDEEFF",
      wrapped: "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7"),
    Vector(
      section: "4.4", kek: 24, data: "00112233445566778899AABBCCDDEEFF0001020304050607",
      wrapped: "031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2"),
    Vector(
      section: "4.6", kek: 32,
      data: "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F",
      wrapped: "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"),
  ]

  static func kek(_ count: Int) -> SecretBytes { SecretBytes((0..<count).map { UInt8($0) }) }

  @Test("A secret wraps and unwraps as published", arguments: vectors)
  func published(vector: Vector) throws {
    let kek = Self.kek(vector.kek)
    let secret = SecretBytes(hex(vector.data))
    #expect(try AESKeyWrap.wrap(secret, under: kek) == hex(vector.wrapped))
    #expect(AESKeyWrap.unwrap(hex(vector.wrapped), under: kek) == secret)
  }

  @Test("A wrapped secret with any one bit flipped does not unwrap", arguments: vectors)
  func flippedBits(vector: Vector) {
    for flipped in everyFlippedBit(of: hex(vector.wrapped)) {
      #expect(AESKeyWrap.unwrap(flipped, under: Self.kek(vector.kek)) == nil)
    }
  }

  @Test("A key-encryption key with any one bit flipped does not unwrap")
  func otherKeys() {
    for flipped in everyFlippedBit(of: (0..<16).map { UInt8($0) }) {
      let found = AESKeyWrap.unwrap(hex(Self.vectors[0].wrapped), under: SecretBytes(flipped))
      #expect(found == nil)
    }
  }

  @Test(
    "Lengths that key wrap does not have are refused", arguments: [0, 1, 8, 15, 17, 20, 23, 25])
  func lengths(length: Int) {
    let input = [UInt8](repeating: 5, count: length)
    #expect(AESKeyWrap.unwrap(input, under: Self.kek(16)) == nil)
    #expect(throws: KeyStoreError.invalidKey(length: length)) {
      try AESKeyWrap.wrap(SecretBytes(input), under: Self.kek(16))
    }
  }
}
