import CardCrypto
import TestSupport
import Testing

@Suite("Key diversification (NXP AN10922, AES-128)")
struct AN10922Tests {
  /// NXP AN10922, section 2.2.1.
  static let master = SecretBytes(hex("00112233445566778899AABBCCDDEEFF"))

  @Test("The example of the application note gives its key")
  func published() throws {
    let input = hex("04782E21801D803042F54E585020416275")
    let key = try AN10922.diversify(Self.master, with: input)
    #expect(key == SecretBytes(hex("A8DD63A3B89D54B37CA802473FDA9175")))
  }

  @Test(
    "The keys of a card are those of the card design, for each year and key number",
    arguments: [
      ("2026", 0, "80b0fa335a418ba9edb6392cb03e060a"),
      ("2026", 1, "a587651b1069e6bf3aeeaaedd2f5eb52"),
      ("2026", 2, "f16ced6873b111157f476a874e437b41"),
      ("2025", 1, "9886e7d594fb44700fbeeadfeb78491d"),
    ])
  func cardKeys(year: String, number: UInt8, key: String) throws {
    let issuer = SecretBytes((0...15).map { UInt8($0) })
    let input = hex("04782E21801D80" + "F48120" + "564950" + year) + [number]
    #expect(try AN10922.diversify(issuer, with: input) == SecretBytes(hex(key)))
  }

  @Test(
    "A key equals the CMAC of 01 ‖ M from 16 bytes on, and differs from it below", arguments: 1...31
  )
  func relationToCMAC(length: Int) throws {
    let input = (0..<length).map { UInt8($0) }
    let key = try AN10922.diversify(Self.master, with: input)
    let code = SecretBytes(try AESCMAC.code(of: [0x01] + input, key: Self.master))
    #expect((key == code) == (length >= 16))
  }

  @Test("Every bit of the input changes the key")
  func everyBit() throws {
    let input = hex("04782E21801D80F4812056495020260100")
    let key = try AN10922.diversify(Self.master, with: input)
    for flipped in everyFlippedBit(of: input) {
      #expect(try AN10922.diversify(Self.master, with: flipped) != key)
    }
  }

  @Test("An input that is empty or longer than 31 bytes is refused", arguments: [0, 32, 100])
  func lengths(length: Int) {
    #expect(throws: KeyStoreError.invalidDiversification(length: length)) {
      try AN10922.diversify(Self.master, with: [UInt8](repeating: 1, count: length))
    }
  }

  @Test("A master key that has not 16 bytes is refused", arguments: [0, 15, 24, 32])
  func keyLengths(length: Int) {
    #expect(throws: KeyStoreError.invalidKey(length: length)) {
      try AN10922.diversify(SecretBytes([UInt8](repeating: 1, count: length)), with: [1])
    }
  }
}
