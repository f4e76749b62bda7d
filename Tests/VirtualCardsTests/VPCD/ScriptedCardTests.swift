import Testing
import VirtualCards

@Suite("Cards by script")
struct ScriptedCardTests {
  @Test(
    "The first rule that fits answers; several answers come one after the other, the last stays")
  func rules() {
    var card = ScriptedCard(rules: [
      .on([0x00, 0xB0], .message([0x6C, 0x01]), .message([0xAA, 0x90, 0x00])),
      .on([0x00], .message([0x6E, 0x00])),
    ])
    #expect(card.answer(to: .command([0, 0xB0, 0, 0])) == .message([0x6C, 1]))
    #expect(card.answer(to: .command([0, 0xB0, 0, 0])) == .message([0xAA, 0x90, 0]))
    #expect(card.answer(to: .command([0, 0xB0, 0, 0])) == .message([0xAA, 0x90, 0]))
    #expect(card.answer(to: .command([0, 0xA4, 0, 0])) == .message([0x6E, 0]))
    #expect(card.answer(to: .command([0x80, 0, 0, 0])) == .message([0x6D, 0]))
    #expect(card.answer(to: .atr) == .message(ScriptedCard.t1))
    #expect(card.transcript.commands.count == 5)
  }

  @Test("A script in text does what the rules do")
  func script() throws {
    var card = try CardScript.card(
      from: """
        # a card with faults
        atr 3B055649503236
        00A4 -> 6110
        00B0 -> 6C10, 0102 # twice
        00C0 -> wait 200 9000
        0088 -> hang
        0084 -> leave 0008AABB
        0082 -> raw 0000
        otherwise 6E00
        """)
    #expect(card.answer(to: .atr) == .message(ScriptedCard.t0))
    #expect(card.answer(to: .command([0, 0xA4, 4, 0])) == .message([0x61, 0x10]))
    #expect(card.answer(to: .command([0, 0xB0, 0, 0])) == .message([0x6C, 0x10]))
    #expect(card.answer(to: .command([0, 0xB0, 0, 0])) == .message([1, 2]))
    #expect(
      card.answer(to: .command([0, 0xC0, 0, 0]))
        == .delayed(.milliseconds(200), .message([0x90, 0])))
    #expect(card.answer(to: .command([0, 0x88, 0, 0])) == .silence)
    #expect(card.answer(to: .command([0, 0x84, 0, 0])) == .leave(after: [0, 8, 0xAA, 0xBB]))
    #expect(card.answer(to: .command([0, 0x82, 0, 0])) == .raw([0, 0]))
    #expect(card.answer(to: .command([0x80, 0, 0, 0])) == .message([0x6E, 0]))
  }

  @Test(
    "A line that is not understood is named",
    arguments: [
      "00A4 ->", "00A4 9000", "zz -> 9000", "00A4 -> 900", "00A4 -> wait", "00A4 -> wait x 9000",
      "00A4 -> wait -1 9000", "atr", "00A4 -> 9000 9000", "00A4 -> 9000,",
    ])
  func malformed(_ line: String) {
    let error = #expect(throws: CardScriptError.self) {
      try CardScript.card(from: "# first\n\(line)\n")
    }
    #expect(error?.line == 2)
  }
}
