import CardCrypto
import TestSupport
import Testing

@Suite("Secret bytes")
struct SecretBytesTests {
  static let secret = SecretBytes(Array("correct horse".utf8))

  @Test("A secret prints as bullets, however it is printed")
  func printing() {
    var dumped = ""
    dump([Self.secret], to: &dumped)
    let texts = [
      "\(Self.secret)", String(describing: Self.secret), String(reflecting: Self.secret),
      String(reflecting: [Self.secret]), "\(Optional(Self.secret) as Any)",
    ]
    for text in texts + [dumped] {
      #expect(text.contains("••••"))
      #expect(!text.contains("correct"))
      #expect(!text.contains("99"))
    }
    #expect(Mirror(reflecting: Self.secret).children.isEmpty)
  }

  @Test("Secrets are equal exactly when all bytes are")
  func equality() {
    let bytes = Array("correct horse".utf8)
    #expect(Self.secret == SecretBytes(bytes))
    for flipped in everyFlippedBit(of: bytes) { #expect(Self.secret != SecretBytes(flipped)) }
    #expect(Self.secret != SecretBytes(bytes.dropLast()))
    #expect(SecretBytes([]) == SecretBytes([]))
  }

  @Test("Taking bytes over empties the source")
  func consuming() {
    var bytes: [UInt8] = [1, 2, 3]
    let secret = SecretBytes(consuming: &bytes)
    #expect(bytes.isEmpty)
    #expect(secret == SecretBytes([1, 2, 3]))
  }

  @Test("Two random secrets differ")
  func random() {
    #expect(SecretBytes.random(count: 16) != SecretBytes.random(count: 16))
    #expect(SecretBytes.random(count: 16).count == 16)
  }

  @Test("Comparison in constant time says the same as comparison")
  func constantTime() {
    let code: [UInt8] = [0, 1, 254, 255]
    #expect(ConstantTime.areEqual(code, code))
    for flipped in everyFlippedBit(of: code) { #expect(!ConstantTime.areEqual(code, flipped)) }
    #expect(!ConstantTime.areEqual(code, Array(code.dropLast())))
    #expect(ConstantTime.areEqual([UInt8](), [UInt8]()))
  }

  @Test("Hex text is read in both cases and refused when odd or no digit")
  func hex() {
    #expect(Hex.bytes("00fF") == [0x00, 0xff])
    #expect(Hex.bytes("") == [])
    #expect(Hex.text([0x0a, 0xff]) == "0aff")
    for wrong in ["0", "000", "0g", " 00", "0x00", "００"] { #expect(Hex.bytes(wrong) == nil) }
  }
}
