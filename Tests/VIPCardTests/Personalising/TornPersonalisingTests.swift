import SmartCard
import Testing
import VIPCard
import VirtualCards

@Suite("A card that is pulled out while it is made")
struct TornPersonalisingTests {
  /// Tears the making of a card at every moment; after each, the same order is repeated.
  private func tearEverywhere(
    _ blank: BlankChip, _ order: CardPersonaliser.Order, before: CardPersonaliser.Order? = nil,
    moments: [CardTear.Moment]
  ) async throws -> (torn: Int, spoiled: Int) {
    func prepared() async throws -> any ChipOnDesk {
      let chip = try blank.fresh()
      if let before {
        #expect(try await IssuingDesk.failure(chip.inserted(), before) == nil)
      }
      return chip
    }
    let whole = try await prepared().inserted()
    #expect(try await IssuingDesk.failure(whole, order) == nil)
    var counts = (torn: 0, spoiled: 0)
    for command in 0..<whole.count {
      for moment in moments {
        let chip = try await prepared()
        let tear = CardTear(command: command, moment)
        let failure = try await IssuingDesk.failure(chip.inserted(tear), order)
        guard case .interrupted(let error)? = failure else {
          Issue.record("\(tear): \(String(describing: failure))")
          continue
        }
        #expect(error.reason == .cardRemoved)
        counts.torn += 1
        // Whatever was torn: the lane accepts the card that was ordered, the one before, or none.
        let seen = try await IssuingDesk.identity(chip, on: "2026-06-01")
        #expect(seen == nil || seen == order.identity || seen == before?.identity, "\(tear)")

        switch try await IssuingDesk.failure(chip.inserted(), order) {
        case nil:
          #expect(
            try await IssuingDesk.identity(chip, on: "\(order.identity.year)-06-01")
              == order.identity, "\(tear)")
        case .spoiled where blank.kind == .classic:
          counts.spoiled += 1
          // It says so again and again.
          guard case .spoiled = try await IssuingDesk.failure(chip.inserted(), order) else {
            Issue.record("\(tear): not spoiled any more")
            continue
          }
        case let failure: Issue.record("\(tear): \(String(describing: failure))")
        }
      }
    }
    return counts
  }

  @Test(
    "Before or after any command: put back and repeated, it ends in a good card",
    arguments: BlankChip.all)
  func betweenCommands(_ blank: BlankChip) async throws {
    let counts = try await tearEverywhere(
      blank, IssuingDesk.order(address: "https://example.org/card"), moments: [.before, .after])
    #expect(counts.torn > 30 || blank.kind == .cpu)
    #expect(counts.spoiled == 0)
  }

  @Test(
    "In the middle of any write, at any byte: a good card after all, or clearly a spoiled Classic",
    arguments: BlankChip.all)
  func withinWrites(_ blank: BlankChip) async throws {
    let counts = try await tearEverywhere(
      blank, IssuingDesk.order(), moments: (0...24).map { .during($0) })
    #expect((counts.spoiled > 0) == (blank.kind == .classic))
  }

  @Test(
    "While an old year's card is overwritten: never both cards, and in the end the new one",
    arguments: BlankChip.all)
  func overwriting(_ blank: BlankChip) async throws {
    let counts = try await tearEverywhere(
      blank, IssuingDesk.order(overwrites: true), before: IssuingDesk.order(year: 2025),
      moments: [.before, .during(7), .after])
    #expect(counts.torn > 10)
  }

  @Test(
    "While the next card of the year is written over: in the end the new one",
    arguments: BlankChip.all)
  func reissuing(_ blank: BlankChip) async throws {
    let counts = try await tearEverywhere(
      blank, IssuingDesk.order(sequence: 2, overwrites: true), before: IssuingDesk.order(),
      moments: [.before, .during(3), .after])
    #expect(counts.spoiled == 0)
  }

  @Test(
    "Torn again at every try, one command later each time, it ends in a good card",
    arguments: BlankChip.all)
  func tornAgainAndAgain(_ blank: BlankChip) async throws {
    let (chip, order) = (try blank.fresh(), try IssuingDesk.order())
    var command = 0
    while case .interrupted? = try await IssuingDesk.failure(
      chip.inserted(CardTear(command: command, .after)), order)
    { command += 1 }
    #expect(command > 5)
    #expect(try await IssuingDesk.identity(chip) == order.identity)
  }
}
