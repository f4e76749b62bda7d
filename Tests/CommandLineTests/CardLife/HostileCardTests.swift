import Glibc
import SmartCard
import Testing
import VirtualCards

/// At every fourth byte of every answer; at every single one where `CARDLANE_HOSTILE` is set, which
/// takes some minutes.
@Suite("card verify against hostile cards, through a real pcscd", .serialized)
struct HostileCardTests {
  private static let step = unsafe getenv("CARDLANE_HOSTILE") == nil ? 4 : 1

  private static let number = "9156880012345672"

  /// A genuine card of each kind, as `card issue` makes it.
  private func genuine(
    _ plastic: Plastic, _ number: String = number, uid: UInt8 = 7
  ) async throws -> any TornCard {
    let card = try #require(try plastic.blank?(uid))
    try await Issuing.issue(number, on: card)
    return card
  }

  /// The conversation of a genuine verification.
  private func conversation(
    _ turnpike: Turnpike, _ plastic: Plastic
  ) async throws -> [(command: [UInt8], answer: [UInt8])] {
    let card = HostileCard(try await genuine(plastic))
    let outcome = try #require(try await turnpike.judge([card]).first)
    try #require(outcome.status == 0, "\(outcome)")
    return card.conversation
  }

  /// Refused with a sentence, or a device failure with one; in time, and never accepted.
  private func expectRefused(
    _ outcomes: [Turnpike.Outcome], _ statuses: Set<Int32>, _ words: Set<String>,
    at location: SourceLocation = #_sourceLocation
  ) {
    for (index, outcome) in outcomes.enumerated() {
      #expect(
        statuses.contains(outcome.status) && words.contains(outcome.word), "\(index): \(outcome)",
        sourceLocation: location)
      #expect(!outcome.sentence.isEmpty, sourceLocation: location)
    }
  }

  private static let refusals: Set<String> = ["unreadable", "forged", "foreign"]
  private static let failures: Set<String> = [
    "cardRemoved", "cardReset", "cardUnpowered", "cardUnresponsive", "communicationFailed",
    "timedOut", "noCard", "pcscError", "readerGone", "malformedAnswer", "readerRefusedCommand",
  ]

  /// One of each kind: more of them would say the same.
  static let kinds = Plastic.chips.filter {
    ["DESFire ev1", "DESFire ev2", "NTAG 424 DNA", "MIFARE Classic", "CPU card, t1"].contains(
      $0.name)
  }

  @Test(
    "An answer that is cut at any byte, and handed on as if it were whole, is refused",
    arguments: kinds)
  func shortened(_ plastic: Plastic) async throws {
    let turnpike = try await Turnpike()
    let said = try await conversation(turnpike, plastic)
    let card = try await genuine(plastic)
    let cards = said.indices.flatMap { index in
      // One byte would be a control byte to vpcd: it never arrives.
      stride(from: 2 + index % Self.step, to: said[index].answer.count, by: Self.step).map {
        count in
        HostileCard(card) { .message($0 == index ? Self.cut($2, after: count) : $2) }
      }
    }
    expectRefused(try await turnpike.judge(cards), [1, 3], Self.refusals.union(Self.failures))
    await turnpike.close()
  }

  /// The first bytes of an answer. Where those of a session happen to end like `6Cxx`, one bit of that is
  /// turned: it would have the command sent once more, and a genuine card then answers well.
  private static func cut(_ answer: [UInt8], after count: Int) -> [UInt8] {
    var bytes = Array(answer.prefix(count))
    if bytes[count - 2] == 0x6C { bytes[count - 2] ^= 0x80 }
    return bytes
  }

  // The card leaves before the answer, since the service did not outlive a frame that ends in the
  // middle (pcscd 1.9.9 with vpcd 3.3); an answer that is cut is what the test above hands on.
  @Test(
    "A card that is pulled out before any answer is a device failure: never judged, never to blame",
    arguments: kinds)
  func pulledOut(_ plastic: Plastic) async throws {
    let turnpike = try await Turnpike()
    let count = try await conversation(turnpike, plastic).count
    let card = try await genuine(plastic)
    let cards = (0..<count).map { step in
      HostileCard(card) { $0 == step ? .leave(after: []) : .message($2) }
    }
    expectRefused(try await turnpike.judge(cards), [3], Self.failures)
    await turnpike.close()
  }

  @Test("A card that falls mute at any step ends with the time limit", arguments: kinds)
  func mute(_ plastic: Plastic) async throws {
    let turnpike = try await Turnpike()
    let count = try await conversation(turnpike, plastic).count
    let card = try await genuine(plastic)
    let cards: [any VirtualCard] = (0..<count).map { step in
      HostileCard(card) { $0 == step ? .silence : .message($2) }
    }
    expectRefused(try await turnpike.judge(cards), [3], Self.failures)
    expectRefused(try await turnpike.judge([ScriptedCard.mute()]), [3], Self.failures)
    await turnpike.close()
  }

  @Test(
    "Endless 61xx and 6Cxx, answers that are too long, one status for everything: never accepted",
    arguments: kinds)
  func endless(_ plastic: Plastic) async throws {
    let turnpike = try await Turnpike()
    let said = try await conversation(turnpike, plastic)
    // What comes before the proof anybody can say, at any length.
    let proof = said.firstIndex {
      [0xAA, 0x71, 0x88].contains($0.command[1]) || $0.command.starts(with: [0xFF, 0xB0])
    }
    let card = try await genuine(plastic)
    let statuses: [[UInt8]] = [
      [0x61, 0x10], [0x61, 0x00], [0x6C, 0x10], [0x6C, 0x00], [0x90, 0x00], [0x91, 0x00],
      [0x91, 0xAF], [0x63, 0xC0], [0x69, 0x82], [0x6F, 0x00], [0x00, 0x00], [0xFF, 0xFF],
    ]
    var cards: [any VirtualCard] = []
    for step in said.indices {
      // From a step on the same answer to everything, with and without data.
      for status in statuses {
        cards.append(HostileCard(card) { .message($0 < step ? $2 : status) })
      }
      let filled = [UInt8](repeating: 0x5A, count: 16)
      cards.append(HostileCard(card) { .message($0 < step ? $2 : filled + [0x61, 0x10]) })
      cards.append(HostileCard(card) { .message($0 < step ? $2 : filled + [0x91, 0xAF]) })
      guard step >= proof ?? said.count else { continue }
      cards.append(
        HostileCard(card) {
          .message($0 == step ? Array($2.dropLast(2)) + [0] + $2.suffix(2) : $2)
        })
      cards.append(
        HostileCard(card) {
          .message($0 == step ? [UInt8](repeating: 0, count: 300) + $2.suffix(2) : $2)
        })
    }
    expectRefused(try await turnpike.judge(cards), [1, 3], Self.refusals.union(Self.failures))
    await turnpike.close()
  }

  @Test(
    "A wrong RndA′, a wrong code, a whole conversation or one answer of another session: forged",
    arguments: kinds.filter { $0.chip != "classic" })
  func replayed(_ plastic: Plastic) async throws {
    let turnpike = try await Turnpike()
    let said = try await conversation(turnpike, plastic)
    let card = try await genuine(plastic)
    let answers = said.map(\.answer)
    // The answers from the proof on: the handshake's last, and the member file with its code.
    let protected = said.indices.filter {
      [0xAF, 0xBD, 0xAD, 0x88].contains(said[$0].command[1]) && said[$0].answer.count > 16
    }
    #expect(!protected.isEmpty)
    var cards: [any VirtualCard] = [
      HostileCard(card) { number, _, answer in
        .message(number < answers.count ? answers[number] : answer)
      }
    ]
    for index in protected {
      cards.append(HostileCard(card) { .message($0 == index ? answers[index] : $2) })
      for place in [0, said[index].answer.count - 3] {
        cards.append(
          HostileCard(card) { number, _, answer in
            guard number == index, place < answer.count else { return .message(answer) }
            var answer = answer
            answer[place] ^= 0x01
            return .message(answer)
          })
      }
    }
    expectRefused(try await turnpike.judge(cards), [1], ["forged", "unreadable"])
    await turnpike.close()
  }

  @Test(
    "Another genuine card that answers from a command on is refused, or judged as itself",
    arguments: kinds)
  func swapped(_ plastic: Plastic) async throws {
    let turnpike = try await Turnpike()
    let count = try await conversation(turnpike, plastic).count
    let (one, other) = (
      try await genuine(plastic), try await genuine(plastic, "9156880012345680", uid: 9)
    )
    let cards = (1..<count).map { SwappedCard(one, other, after: $0) }
    // Swapped before anything of the first card counts, it is simply the second card.
    let outcomes = try await turnpike.judge(cards)
    for outcome in outcomes where outcome.status == 0 {
      #expect(outcome.number == "9156880012345680")
    }
    #expect(outcomes.last?.status != 0)
    expectRefused(
      outcomes.filter { $0.status != 0 }, [1, 3], Self.refusals.union(Self.failures))
    await turnpike.close()
  }
}
