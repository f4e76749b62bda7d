import TestSupport
import Testing

@testable import SmartCard

/// A card on paper: expects commands in order and answers each.
final class PaperCard {
  private var script: [(command: [UInt8], answer: [UInt8])]
  private(set) var surprises: [[UInt8]] = []

  init(_ script: [(String, String)]) { self.script = script.map { (hex($0.0), hex($0.1)) } }

  var isDone: Bool { script.isEmpty && surprises.isEmpty }

  func exchange(_ bytes: [UInt8]) throws(SmartCardError) -> [UInt8] {
    guard let next = script.first, next.command == bytes else {
      surprises.append(bytes)
      return [0x6F, 0x00]
    }
    script.removeFirst()
    return next.answer
  }
}

@Suite("From one command to the exchanges it needs")
struct TransferTests {
  func send(
    _ command: CommandAPDU, to card: PaperCard, rules: TransferRules = .standard,
    over transport: CardProtocols = .t1, _ capabilities: CardCapabilities? = nil
  ) throws -> ResponseAPDU {
    try Transfer(rules: rules, activeProtocol: transport, capabilities: capabilities)
      .send(command) { bytes throws(SmartCardError) in try card.exchange(bytes) }
  }

  @Test("T=0 carries data or Le: a case 4 goes without Le, and its answer is fetched")
  func caseFourOverT0() throws {
    let card = PaperCard([("00A4040002F001", "6104"), ("00C0000004", "6F02AABB9000")])
    let answer = try send(
      .init(cla: 0, ins: 0xA4, p1: 4, p2: 0, data: [0xF0, 1], expectedLength: 256), to: card,
      over: .t0)
    #expect(answer == .init(data: hex("6F02AABB")))
    #expect(card.isDone)
  }

  @Test("61xx is followed until the answer is complete, on the command's logical channel")
  func moreData() throws {
    let card = PaperCard([
      ("81CB000000", "01 6102"), ("01C0000002", "0203 6100"), ("01C0000000", "04 9000"),
    ])
    let answer = try send(.init(cla: 0x81, ins: 0xCB, p1: 0, p2: 0, expectedLength: 256), to: card)
    #expect(answer == .init(data: [1, 2, 3, 4]))
    #expect(card.isDone)
  }

  @Test("No more is fetched than was asked for")
  func noMoreThanAsked() throws {
    let card = PaperCard([("0084000008", "6110"), ("00C0000008", "0102030405060708 6108")])
    let answer = try send(.init(cla: 0, ins: 0x84, p1: 0, p2: 0, expectedLength: 8), to: card)
    #expect(answer.data.count == 8)
    #expect(card.isDone)
  }

  @Test("6Cxx is answered by the same command with the right Le, once")
  func wrongLength() throws {
    let card = PaperCard([("00B0000000", "6C10"), ("00B0000010", "6C08")])
    let answer = try send(.init(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 256), to: card)
    #expect(answer.status.correctLength == 8)
    #expect(card.isDone)
  }

  @Test("Verbatim rules change nothing")
  func verbatim() throws {
    let card = PaperCard([("00B0000000", "6C10"), ("00A4000001AA00", "6110")])
    #expect(
      try send(
        .init(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 256), to: card, rules: .verbatim
      ).status.rawValue == 0x6C10)
    #expect(
      try send(
        .init(cla: 0, ins: 0xA4, p1: 0, p2: 0, data: [0xAA], expectedLength: 256), to: card,
        rules: .verbatim, over: .t0
      ).status.rawValue == 0x6110)
    #expect(card.isDone)
  }

  static let long = CommandAPDU(
    cla: 0, ins: 0xDB, p1: 0, p2: 0, data: [UInt8](repeating: 0xEE, count: 300))
  static let first = "10DB0000FF" + String(repeating: "EE", count: 255)
  static let second = "00DB00002D" + String(repeating: "EE", count: 45)
  static let whole = "00DB000000012C" + String(repeating: "EE", count: 300)

  @Test("Long data goes in one extended command where the card takes it")
  func extended() throws {
    let card = PaperCard([(Self.whole, "9000")])
    #expect(try send(Self.long, to: card).isSuccess)
    #expect(card.isDone)
  }

  @Test("A card that answers 6700 to extended length gets a chain")
  func fallback() throws {
    let card = PaperCard([(Self.whole, "6700"), (Self.first, "9000"), (Self.second, "9000")])
    #expect(try send(Self.long, to: card).isSuccess)
    #expect(card.isDone)
  }

  @Test("T=0, and a card that says it has no extended length, get a chain at once")
  func chained() throws {
    let none = CardCapabilities(
      hasCommandChaining: true, hasExtendedLength: false, logicalChannels: 1)
    for (transport, capabilities) in [(CardProtocols.t0, nil), (.t1, none)] {
      let card = PaperCard([(Self.first, "9000"), (Self.second, "9000")])
      #expect(try send(Self.long, to: card, over: transport, capabilities).isSuccess)
      #expect(card.isDone)
    }
  }

  @Test("A chain stops at the first refusal")
  func chainRefused() throws {
    let card = PaperCard([(Self.first, "6884")])
    #expect(
      try send(Self.long, to: card, rules: .init(longCommands: .chained)).status
        == .chainingNotSupported)
    #expect(card.isDone)
  }

  @Test("Long commands can be refused before anything is sent")
  func refused() {
    let card = PaperCard([])
    #expect(throws: SmartCardError(.malformedCommand)) {
      try send(Self.long, to: card, rules: .init(longCommands: .refused))
    }
    #expect(card.isDone)
  }

  @Test("A card that announces more data without end is a malformed answer, not a loop")
  func endless() {
    #expect(throws: SmartCardError(.malformedAnswer)) {
      try Transfer(rules: .standard, activeProtocol: .t1, capabilities: nil)
        .send(.init(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 256)) { _ in [0x61, 0x00] }
    }
    #expect(throws: SmartCardError(.malformedAnswer)) {
      try Transfer(rules: .standard, activeProtocol: .t1, capabilities: nil)
        .send(.init(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 256)) { _ in [1, 0x61, 0x00] }
    }
  }
}
