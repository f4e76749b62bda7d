import BusinessCalendar
import CardCrypto
import Foundation
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Virtual MIFARE Classic through PC/SC part 3")
struct VirtualClassicCardTests {
  static let uid = hex("04782E21801D80")

  private func personalised() async throws -> VirtualClassicCard {
    let year = try #require(CardYear(2026))
    let identity = try #require(
      CardIdentity(number: CardNumber("9156880012345672"), year: year, sequence: 1))
    return try await .personalised(
      identity: identity, uid: Self.uid, issued: try #require(BusinessDate("2025-12-03")),
      keys: MemoryKeyStore([2026: SecretBytes((0...15).map { UInt8($0) })], right: .issue))
  }

  private func converse(
    _ card: inout VirtualClassicCard, _ conversation: [(command: String, answer: String)]
  ) {
    for (command, answer) in conversation {
      #expect(hexText(card.respond(to: hex(command))) == answer, "\(command)")
    }
  }

  @Test("Its answer-to-reset names a MIFARE Classic 1K, with a valid check byte")
  func answerToReset() {
    let atr = ATR(VirtualClassicCard(ClassicMemory(uid: Self.uid)).atr)
    #expect(atr.hexadecimal == "3B8F8001804F0CA000000306030001000000006A")
    #expect(atr.problems.isEmpty && atr.storageCard?.name == "MIFARE Classic 1K")
  }

  @Test("Every wrong command has the status word of PC/SC part 3")
  func statusWords() {
    var card = VirtualClassicCard(ClassicMemory(uid: hex("01020304")))
    converse(
      &card,
      [
        ("FFCA000000", "010203049000"), ("FFCA010000", "6A81"), ("FFCA0000", "6700"),
        ("FFB0000410", "6982"), ("FFD6000410" + String(repeating: "00", count: 16), "6982"),
        ("FF860000050100046000", "6984"), ("FF82000005FFFFFFFFFF", "6989"),
        ("FF82000206FFFFFFFFFFFF", "6988"), ("FF82000006FFFFFFFFFFFF", "9000"),
        ("FF860000050100046200", "6986"), ("FF860000050100406000", "6A82"),
        ("FF860000040100046000", "6700"), ("FF860000050100046000", "9000"),
        ("FFB0004010", "6A82"), ("FFB0000408", "6C10"),
        ("FFB0000410", String(repeating: "00", count: 16) + "9000"),
        ("FFD60004085555555555555555", "6700"), ("FF00000000", "6D00"), ("00A4040000", "6E00"),
      ])
  }

  @Test(
    "A wrong key opens nothing, three times, and closes what was open; the right one opens one sector"
  )
  func keys() {
    var card = VirtualClassicCard(ClassicMemory(uid: Self.uid))
    let zeros = String(repeating: "00", count: 16)
    converse(
      &card,
      [
        ("FF82000006FFFFFFFFFFFF", "9000"), ("FF82000106000000000000", "9000"),
        ("FF860000050100046000", "9000"), ("FFB0000510", zeros + "9000"),
        ("FFB0000810", "6982"), ("FF860000050100046001", "6300"), ("FFB0000510", "6982"),
        ("FF860000050100046001", "6300"), ("FF860000050100046001", "6300"),
        ("FF860000050100046000", "9000"), ("FFB0000510", zeros + "9000"),
      ])
    card.reset()
    converse(&card, [("FFB0000510", "6982"), ("FF860000050100046000", "6984")])
  }

  @Test("With transport access bits key A writes everything and is never shown")
  func transport() {
    var card = VirtualClassicCard(ClassicMemory(uid: Self.uid))
    let block = "00112233445566778899AABBCCDDEEFF"
    converse(
      &card,
      [
        ("FF82000006FFFFFFFFFFFF", "9000"), ("FF860000050100046000", "9000"),
        ("FFD6000410" + block, "9000"), ("FFB0000410", block + "9000"),
        ("FFB0000710", "000000000000FF078069FFFFFFFFFFFF9000"),
        // Key B can be read, so it opens nothing.
        ("FF860000050100046100", "9000"), ("FFB0000410", "6982"),
        // New keys, written with key A.
        ("FF860000050100046000", "9000"),
        ("FFD6000710" + "A0A1A2A3A4A5787788FFB0B1B2B3B4B5", "9000"),
        ("FF860000050100046000", "6300"), ("FF82000006A0A1A2A3A4A5", "9000"),
        ("FF860000050100046000", "9000"), ("FFD6000410" + block, "6982"),
        ("FFB0000710", "000000000000787788FF0000000000009000"),
        ("FF82000006B0B1B2B3B4B5", "9000"), ("FF860000050100046100", "9000"),
        ("FFD6000410" + block, "9000"),
        // The manufacturer's block is never written.
        ("FF82000006FFFFFFFFFFFF", "9000"), ("FF860000050100006000", "9000"),
        ("FFD6000010" + block, "6982"),
      ])
  }

  @Test("Access bits that contradict themselves lock the sector")
  func contradiction() {
    var memory = ClassicMemory(uid: Self.uid)
    memory.set(hex("FFFFFFFFFFFFFF078169FFFFFFFFFFFF"), block: 7)
    var card = VirtualClassicCard(memory)
    converse(
      &card,
      [
        ("FF82000006FFFFFFFFFFFF", "9000"), ("FF860000050100046000", "9000"),
        ("FFB0000410", "6982"),
      ])
  }

  @Test("A personalised card is read with key A and written with key B only")
  func issued() async throws {
    var card = try await personalised()
    let trailer = card.memory.blocks[7]
    let (keyA, keyB) = (
      hexText(Array(trailer.prefix(6))), hexText(Array(trailer.suffix(6)))
    )
    #expect(keyA != keyB && keyA != "FFFFFFFFFFFF")
    let member = hexText(card.memory.blocks[4])
    #expect(member.hasPrefix("010007EA01109156880012345672"))
    converse(
      &card,
      [
        ("FF82000006FFFFFFFFFFFF", "9000"), ("FF860000050100046000", "6300"),
        ("FF82000006" + keyA, "9000"), ("FF860000050100046000", "9000"),
        ("FFB0000410", member + "9000"), ("FFD6000410" + member, "6982"),
        ("FF82000006" + keyB, "9000"), ("FF860000050100046100", "9000"),
        ("FFD6000410" + member, "9000"),
      ])
  }

  @Test("Block 0 holds the UID: four bytes with their check byte, or seven")
  func manufacturerBlock() {
    #expect(
      hexText(ClassicMemory(uid: hex("01020304")).blocks[0]).hasPrefix("0102030404080400"))
    #expect(hexText(ClassicMemory(uid: Self.uid).blocks[0]).hasPrefix("04782E21801D80080400"))
  }

  @Test("What it keeps survives coding and decoding")
  func survives() async throws {
    let memory = try await personalised().memory
    #expect(
      try JSONDecoder().decode(ClassicMemory.self, from: JSONEncoder().encode(memory)) == memory)
  }

  @Test("No random bytes ever crash the card, or change it")
  func noise() async throws {
    var random = SplitMix64(seed: 44)
    var card = try await personalised()
    let before = card.memory
    for _ in 0..<10_000 {
      let count = Int.random(in: 0...24, using: &random)
      var command = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      if count > 4, Bool.random(using: &random) {
        let instruction: UInt8 = [0x82, 0x86, 0xB0, 0xD6, 0xCA][Int(random.next() % 5)]
        command.replaceSubrange(0..<2, with: [0xFF, instruction])
      }
      #expect(card.respond(to: command).count >= 2)
    }
    #expect(card.memory == before)
  }
}
