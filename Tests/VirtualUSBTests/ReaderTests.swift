import Testing

@testable import VirtualUSB

@Suite("Virtual readers")
struct ReaderTests {
  @Test(
    "A line is cut into tracks",
    arguments: [
      ("%A?;1?+2?", [.text("%A?"), .text(";1?"), .text("+2?")]),
      ("%A?;1?;2?", [.text("%A?"), .text(";1?"), .text(";2?")]),
      ("%A?%2?", [.text("%A?"), .empty, .text("%2?")]),
      (";1?", [.empty, .text(";1?"), .empty]),
      ("%E?;E?", [.undecodable, .undecodable, .empty]),
    ] as [(String, [SwipedCard.Track])])
  func line(_ line: String, _ tracks: [SwipedCard.Track]) {
    #expect(SwipedCard(line: line)?.tracks == tracks)
  }

  @Test(
    "What is no swipe is no swipe",
    arguments: ["", "unplug", "%A", "A?", ";1?x", "%A?;1?+2?+3?", "%Ä?", "+1?;2?"])
  func noLine(_ line: String) { #expect(SwipedCard(line: line) == nil) }

  @Test("A card says nothing of its tracks")
  func secrecy() {
    #expect("\(SwipedCard.member)" == "••••")
    #expect(String(reflecting: SwipedCard.member.tracks[0]) == "••••")
  }

  @Test("SureSwipe properties are got and set; the software id cannot be set")
  func properties() throws {
    let host = try Conversation(VirtualSureSwipe(serialNumber: "A12"))
    func message(_ bytes: [UInt8]) -> [UInt8] {
      bytes + [UInt8](repeating: 0, count: 24 - bytes.count)
    }
    func ask(_ command: [UInt8]) throws -> [UInt8] {
      let set = host.control([0x21, 9, 0, 3, 0, 0, 24, 0], data: message(command))
      #expect(set?.status == 0)
      return try #require(host.control([0xA1, 1, 0, 3, 0, 0, 24, 0])).data
    }
    #expect(try ask([0, 1, 1]) == message([0, 3] + "A12".utf8))
    #expect(try ask([1, 3, 1, 0x42, 0x39]) == message([0, 0]))
    #expect(try ask([0, 1, 1]) == message([0, 2] + "B9".utf8))
    #expect(try ask([1, 2, 0, 0x42])[0] == 2)
    #expect(try ask([0, 1, 0x77])[0] == 2)
    #expect(try ask([9, 0])[0] == 1)
  }

  @Test("Every character of a track is one key of an American keyboard, and no two are the same")
  func keys() throws {
    let characters = [UInt8](0x20...0x7E) + [0x0D]
    let strokes = try characters.map { try #require(USKeyboard.stroke($0)) }
    #expect(Set(strokes).count == characters.count)
    #expect(USKeyboard.stroke(UInt8(ascii: "%")) == .init(usage: 0x22, isShifted: true))
    #expect(USKeyboard.stroke(UInt8(ascii: ";")) == .init(usage: 0x33, isShifted: false))
    #expect(USKeyboard.stroke(UInt8(ascii: "?")) == .init(usage: 0x38, isShifted: true))
    #expect(USKeyboard.stroke(UInt8(ascii: "=")) == .init(usage: 0x2E, isShifted: false))
    #expect(USKeyboard.stroke(UInt8(ascii: "^")) == .init(usage: 0x23, isShifted: true))
    #expect(USKeyboard.stroke(UInt8(ascii: "0")) == .init(usage: 0x27, isShifted: false))
    #expect(USKeyboard.stroke(0x80) == nil)
  }

  @Test("Each key is let go before the next is pressed")
  func releases() {
    let reports = USKeyboard.reports(typing: Array("AA".utf8))
    let pressed: [UInt8] = [2, 0, 4, 0, 0, 0, 0, 0]
    #expect(reports == [pressed, USKeyboard.released, pressed, USKeyboard.released])
  }

  @Test("Makers type differently around the same tracks")
  func makers() {
    let card = SwipedCard(one: .text("%A?"), two: .undecodable, three: .text("+2?"))
    #expect(VirtualWedge(.magTek).text(for: card) == Array("%A?;E?+2?\r".utf8))
    #expect(VirtualWedge(.idTech).text(for: card) == Array("%A?\r;E?\r;2?\r".utf8))
  }
}
