import BusinessCalendar
import Desk
import Lane
import Loyalty
import MemberStore
import VIPCard
import Wire
import Wording

extension LaneHost {
  /// Takes a new member in and enters the card that is handed out.
  func enrol(_ document: [UInt8]) async throws -> Answer {
    let order = try EnrolmentOrder.read(document)
    let date = try bookingDate(order.date)
    let desk = EnrolmentDesk(
      program: try await program(on: date), form: order.form, receipts: order.receipts, date: date,
      making: order.making)
    let joined = try await desk.enrol(desk.plan(), in: served.store)
    return Answer(json: try JSONLine.text(joined))
  }

  /// Books that a member's registration form came in.
  func register(_ id: String, _ document: [UInt8]) async throws -> Answer {
    let order = try RegistrationOrder.read(document)
    let date = try bookingDate(order.date)
    let registration = try await desk.register(
      .id(id), on: date, person: order.person, program: program(on: date))
    return Answer(json: try JSONLine.text(registration))
  }

  /// Enters a member's next card.
  func exchange(_ id: String, _ document: [UInt8]) async throws -> Answer {
    let order = try ExchangeOrder.read(document)
    let date = try bookingDate(order.date)
    let number = try CardNumber(try await newestCard(of: id).number)
    guard let old = CardIdentity(number: number, year: order.year, sequence: order.sequence) else {
      throw ServiceMistake.noCard(of: id)
    }
    let exchanged = try await desk.nextCard(
      old, newNumber: order.newNumber, collectsOld: order.collectsOld,
      shop: order.isFromStock ? served.configuration.store : nil, making: order.making,
      program: program(on: date), on: date, chip: nil)
    return Answer(json: try JSONLine.text(exchanged))
  }

  /// Blocks a member's card, or takes a block back.
  func block(
    _ id: String, _ document: [UInt8], by role: ServiceRole?
  ) async throws -> Answer {
    let order = try BlockOrder.read(document)
    // Whoever lost a card says so at any till; that it is good again says the manager.
    guard order.reason == .lost || role == .manager else { throw ServiceMistake.wrongRole }
    let date = try bookingDate(order.date)
    let card = try await newestCard(of: id, year: order.year, sequence: order.sequence)
    guard let year = CardYear(card.year),
      let identity = CardIdentity(
        number: try CardNumber(card.number), year: year, sequence: card.sequence)
    else { throw ServiceMistake.noCard(of: id) }
    let changed = try await desk.block(
      identity, as: CardStatus(rawValue: order.reason.rawValue), on: date)
    return Answer(json: try JSONLine.text(["card": CardJSON(changed)]))
  }

  /// Books that a member got a gift of the program.
  func hand(_ id: String, _ document: [UInt8]) async throws -> Answer {
    let order = try GiftOrder.read(document)
    let date = try bookingDate(order.date)
    let booked = try await desk.hand(
      order.gift, to: .id(id), against: order.reference, on: date, program: program(on: date))
    return Answer(json: try JSONLine.text(booked))
  }

  /// Books that a member paid the fee of a card year.
  func payFee(_ id: String, _ document: [UInt8]) async throws -> Answer {
    let year = try FeeOrder.read(document)
    let paid = try await desk.payFee(.id(id), forYear: year, program: program(on: today))
    return Answer(json: try JSONLine.text(paid))
  }

  private var desk: MemberDesk { MemberDesk(served.store) }

  private func program(on date: BusinessDate) async throws -> LoyaltyProgram {
    try await shelf.lane(on: date).program
  }

  /// A member's newest card, or the newest of a year or sequence.
  private func newestCard(
    of member: String, year: Int? = nil, sequence: Int? = nil
  ) async throws -> CardRecord {
    guard try await served.store.member(member) != nil else {
      throw StoreError.unknownMember(member)
    }
    let card = try await served.store.cards(of: member)
      .filter { $0.year == year ?? $0.year && $0.sequence == sequence ?? $0.sequence }
      .max { ($0.year, $0.sequence, $0.issued) < ($1.year, $1.sequence, $1.issued) }
    guard let card else { throw ServiceMistake.noCard(of: member) }
    return card
  }
}
