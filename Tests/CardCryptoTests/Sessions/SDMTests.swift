import TestSupport
@testable import CardCrypto
import Testing

@Suite("SUN messages: PICCData and SDMMAC (NXP AN12196, chapter 3)")
struct SDMTests {
  struct Vector: Sendable, CustomStringConvertible {
    let source: String
    var encrypted: String?
    let uid: String
    let counter: UInt32
    var text = ""
    var sessionKey: String?
    let code: String

    var description: String { source }
  }

  static let vectors = [
    Vector(
      source: "AN12196, section 3.4.4: PICCData and code over nothing",
      encrypted: "EF963FF7828658A599F3041510671E88", uid: "04DE5F1EACC040", counter: 61,
      sessionKey: "3FB5F6E3A807A03D5E3570ACE393776F", code: "94EED9EE65337086"),
    Vector(
      source: "AN12196, table 5: code over mirrored file data",
      encrypted: "FD91EC264309878BE6345CBE53BADF40", uid: "04958CAA5C5E80", counter: 8,
      text: "CEE9A53E3E463EF1F459635736738962&cmac=",
      sessionKey: "3ED0920E5E6A0320D823D5987FEAFBB1", code: "ECC1E7F6C6C73BF6"),
    Vector(
      source: "NFC Developer, SDM backend: plain mirror, code over nothing",
      uid: "041E3C8A2D6B80", counter: 6, code: "4B00064004B0B3D3"),
  ]

  @Test("A published message gives its UID, counter, session key and code", arguments: vectors)
  func published(_ vector: Vector) throws {
    var data = try #require(PICCData(uid: hex(vector.uid), readCounter: vector.counter))
    if let encrypted = vector.encrypted {
      let read = try #require(try PICCData(decrypting: hex(encrypted), key: zeroKey))
      #expect(read == data)
      data = read
    }
    if let sessionKey = vector.sessionKey {
      let found = try AESCMAC.code(of: SDMCode.sessionVector(data), key: zeroKey)
      #expect(hexText(found) == sessionKey)
    }
    let code = try SDMCode.code(of: Array(vector.text.utf8), for: data, fileReadKey: zeroKey)
    #expect(hexText(code) == vector.code)
  }

  @Test("PICCData with any one bit flipped reads as nothing or as something else")
  func flipped() throws {
    let sealed = hex("EF963FF7828658A599F3041510671E88")
    let genuine = try PICCData(decrypting: sealed, key: zeroKey)
    for flipped in everyFlippedBit(of: sealed) {
      #expect(try PICCData(decrypting: flipped, key: zeroKey) != genuine)
    }
  }

  @Test("What is enciphered is read back, up to the last counter")
  func roundTrip() throws {
    var random = SplitMix64(seed: 4)
    for counter in [0, 1, 255, 256, 65_535, 65_536, PICCData.counterLimit] {
      let data = try #require(PICCData(uid: random.bytes(7), readCounter: counter))
      let sealed = try data.encrypted(key: zeroKey, using: &random)
      #expect(try PICCData(decrypting: sealed, key: zeroKey) == data)
    }
    #expect(PICCData(uid: random.bytes(7), readCounter: PICCData.counterLimit + 1) == nil)
    #expect(PICCData(uid: random.bytes(4), readCounter: 1) == nil)
  }

  @Test("PICCData of any other length is refused")
  func lengths() {
    for count in 0...40 where count != 16 {
      #expect(throws: SessionError.length(count)) {
        try PICCData(decrypting: [UInt8](repeating: 0, count: count), key: zeroKey)
      }
    }
  }
}
