import SmartCard
import TestSupport
import Testing
import Wording

@Suite("Answers-to-reset (ISO/IEC 7816-3)")
struct ATRTests {
  @Test("A T=1 card's ATR: interface bytes, historical bytes, check byte")
  func t1() {
    let atr = ATR(hex("3B858001564950323 64F"))
    #expect(atr.problems.isEmpty)
    #expect(atr.convention == .direct)
    #expect(atr.interfaceBytes.map(\.name) == ["TD1", "TD2"])
    #expect(atr.protocols == [0, 1])
    #expect(atr.historicalBytes == Array("VIP26".utf8))
    #expect(atr.checkByte == 0x4F)
  }

  @Test("A T=0 card's ATR has no check byte")
  func t0() {
    let atr = ATR(hex("3B055649503236"))
    #expect(atr.problems.isEmpty)
    #expect(atr.protocols == [0])
    #expect(atr.checkByte == nil)
  }

  // PC/SC part 3, and the ATR list of pcsc-tools (samples).
  @Test(
    "A contactless memory card is named",
    arguments: [
      ("3B8F8001804F0CA000000306030001000000006A", "MIFARE Classic 1K"),
      ("3B8F8001804F0CA00000030603FF4000000000D4", "MIFARE DESFire EV3"),
    ])
  func storageCard(_ text: String, _ name: String) {
    let atr = ATR(hex(text))
    #expect(atr.problems.isEmpty)
    #expect(atr.isContactless)
    #expect(atr.storageCard?.standard == 3)
    #expect(atr.storageCard?.name == name)
    #expect(atr.explanation.english == "contactless memory card, \(name)")
    #expect(atr.explanation.simplifiedChinese.contains(name))
  }

  @Test("Capabilities in compact-TLV are read: chaining, extended length, logical channels")
  func capabilities() {
    let atr = ATR(hex("3B8680018073 0000C3 00 00"))
    #expect(atr.historicalBytes == hex("80730000C300"))
    let read = HistoricalBytes(hex("80 73 0000C3"))
    #expect(read.isWellFormed)
    #expect(
      read.capabilities
        == CardCapabilities(hasCommandChaining: true, hasExtendedLength: true, logicalChannels: 4))
  }

  @Test("Every flipped bit after TS shows in the check byte")
  func flippedBits() {
    let good = hex("3B8F8001804F0CA000000306030001000000006A")
    for index in 5..<good.count {
      for bit in 0..<8 {
        var bad = good
        bad[index] ^= 1 << UInt8(bit)
        #expect(!ATR(bad).problems.isEmpty)
      }
    }
  }

  @Test(
    "What is wrong is said",
    arguments: [
      ("", ATR.Problem.empty), ("3B", .cutOff(before: "T0")), ("42 00", .unknownConvention(0x42)),
      ("3B 80", .cutOff(before: "TD1")), ("3B 05 56 49", .cutOff(before: "T3")),
      ("3B 85 80 01 5649503236", .checkByteMissing),
      ("3B 85 80 01 5649503236 4E", .checkByteWrong(found: 0x4E, expected: 0x4F)),
      ("3B 00 99", .trailingBytes(1)),
    ])
  func problems(_ text: String, _ problem: ATR.Problem) {
    let atr = ATR(hex(text))
    #expect(atr.problems == [problem])
    #expect(atr.explanation.english.contains(problem.sentence.english))
  }

  @Test("More than 33 bytes are read as far as the standard goes")
  func tooLong() {
    #expect(ATR([0x3B, 0x00] + [UInt8](repeating: 0, count: 40)).problems.contains(.tooLong(42)))
  }

  @Test("Any bytes are taken apart without harm, and explained in three languages")
  func anyBytes() {
    var random = SplitMix64(seed: 33)
    for _ in 0..<5_000 {
      let atr = ATR([0x3B] + random.bytes(upTo: 40))
      #expect(atr.historicalBytes.count <= 15)
      #expect(atr.interfaceBytes.count <= 32)
      for language in Language.allCases { #expect(!atr.explanation[language].isEmpty) }
    }
  }

  @Test(
    "TA1 tells the bit rate and TC1 the guard time; both have defaults",
    arguments: [
      ("3F6525002C09699000", 372, 1, 0), ("3F65250893046C9000", 372, 1, 8),
      ("3B16947C030100000D", 512, 8, 0), ("3BE300FF81315245A1A2A31B", 372, 1, 255),
      ("3BF2951234013606", 512, 16, 0x34), ("3B1011", 372, 1, 0), ("3B1018", 372, 12, 0),
    ] as [(String, Int, Int, UInt8)])
  func transmission(_ text: String, _ conversion: Int, _ adjustment: Int, _ guardTime: UInt8) {
    let atr = ATR(hex(text))
    #expect(atr.bitRate?.conversion == conversion)
    #expect(atr.bitRate?.adjustment == adjustment)
    #expect(atr.extraGuardTime == guardTime)
  }

  @Test(
    "A TA1 that the standard reserves gives no bit rate", arguments: ["3B1070", "3B101A", "3B10F1"])
  func reserved(_ text: String) {
    #expect(ATR(hex(text)).bitRate == nil)
  }

  @Test("The highest bit rate follows from both")
  func highestBitRate() {
    // 5 MHz, F = 512, D = 32.
    #expect(ATR(hex("3B1096")).bitRate?.highestBitRate == 312_500)
    #expect(ATR(hex("3B00")).bitRate?.highestBitRate == 13_440)
  }

  @Test("Hex text makes an ATR, other text does not")
  func text() {
    #expect(ATR(hexadecimal: "3b 05 5649503236")?.hexadecimal == "3B055649503236")
    #expect(ATR(hexadecimal: "3B0") == nil)
    #expect(ATR(hexadecimal: "card") == nil)
  }
}
