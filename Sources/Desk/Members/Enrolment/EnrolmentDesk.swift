package import BusinessCalendar
import Foundation
import Lane
package import Loyalty
package import MemberStore
package import VIPCard
import Wording

/// Decides whether a form can become a member, and books it.
package struct EnrolmentDesk: Sendable {
  let program: LoyaltyProgram
  let form: RegistrationForm
  let receipts: [String]
  let date: BusinessDate
  let making: CardMaking

  /// A form under a program.
  ///
  /// - Parameters:
  ///   - receipts: receipts that show a purchase; checked against the program's joining rules.
  ///   - making: what the card was made with.
  package init(
    program: LoyaltyProgram, form: RegistrationForm, receipts: [String] = [], date: BusinessDate,
    making: CardMaking = CardMaking()
  ) {
    self.program = program
    self.form = form
    self.receipts = receipts
    self.date = date
    self.making = making
  }

  /// What will be booked.
  package struct Plan: Sendable {
    package let card: CardIdentity
    package let joined: BusinessDate
  }

  /// Checks what needs no store. Throws ``PlainError`` of nature `input`.
  package func plan() throws -> Plan {
    guard let number = form.number else { throw EnrolmentMistake.missing("number") }
    guard IssuerPrefix.china.matches(number) else { throw EnrolmentMistake.foreignNumber }
    let joined = form.joined ?? date
    guard let year = CardYear(form.year ?? joined.year),
      let card = CardIdentity(number: number, year: year, sequence: form.sequence ?? 1)
    else { throw EnrolmentMistake.cardOutOfRange }
    guard joined <= date else { throw EnrolmentMistake.order("joined", joined, "date", date) }
    guard year.rawValue >= joined.year else {
      throw EnrolmentMistake.order("year", year.rawValue, "joined", joined)
    }
    if let registered = form.registered {
      guard registered >= joined else {
        throw EnrolmentMistake.order("registered", registered, "joined", joined)
      }
      guard registered <= date else {
        throw EnrolmentMistake.order("registered", registered, "date", date)
      }
    }
    if let birthday = form.birthday, birthday >= joined {
      throw EnrolmentMistake.order("birthday", birthday, "joined", joined)
    }
    if let level = form.level, program.level(level) == nil {
      throw EnrolmentMistake.unknownLevel(level, known: program.levels.map(\.id))
    }
    return Plan(card: card, joined: joined)
  }

  /// Books the member with the card.
  ///
  /// - Throws: ``PlainError`` of nature `refusal` when the receipts reach no card, ``StoreError``.
  package func enrol(_ plan: Plan, in store: any MemberStore) async throws -> Enrolment {
    let number = plan.card.number.digits
    let known = try await store.read { try $0.cards(number: number) }
    if let holder = known.first?.memberID {
      return try await repeated(holder, plan: plan, in: store)
    }
    let joining = try await joiningRule(in: store)
    let level = try level(joining)
    let id = form.id ?? MemberID.random()
    guard try await store.member(id) == nil else { throw EnrolmentMistake.idTaken(id) }
    let seed = MemberSnapshot(
      id: id, familyName: form.familyName, title: form.title, level: level,
      joined: plan.joined, registered: form.registered, birthday: form.birthday)
    let (receipts, date, program) = (receipts, date, program)
    let holder = try await store.admit(
      record(plan, member: id), seed: seed, referredBy: form.referrer, against: receipts
    ) { tables in
      // Goods may have come back since the level was decided.
      guard let joining else { return }
      let still = try tables.qualification(receipts: receipts, on: date, program: program)
      guard still?.level == joining.level else { throw StoreError.saleChanged(receipts[0]) }
    }
    guard holder == id else { throw EnrolmentMistake.cardTaken(plan.card.number) }
    return try await result(id, plan: plan, joining: joining, isRepeated: false, in: store)
  }

  private func record(_ plan: Plan, member: String) -> CardRecord {
    making.made(
      CardRecord(
        number: plan.card.number.digits, year: plan.card.year.rawValue,
        sequence: plan.card.sequence, memberID: member, issued: plan.joined))
  }

  /// The same enrolment once more; anything else under that number is somebody else's card.
  private func repeated(
    _ holder: String, plan: Plan, in store: any MemberStore
  ) async throws -> Enrolment {
    let cards = try await store.cards(of: holder)
    guard let member = try await store.member(holder), form.id ?? holder == holder,
      member.familyName == form.familyName, member.title == form.title,
      member.birthday == form.birthday, form.referrer == nil || form.referrer == member.referredBy,
      member.joined == plan.joined,
      cards.contains(where: {
        $0.year == plan.card.year.rawValue && $0.sequence == plan.card.sequence
          && $0.number == plan.card.number.digits
      })
    else { throw EnrolmentMistake.cardTaken(plan.card.number) }
    return try await result(holder, plan: plan, joining: nil, isRepeated: true, in: store)
  }

  private func result(
    _ id: String, plan: Plan, joining: JoiningRule?, isRepeated: Bool, in store: any MemberStore
  ) async throws -> Enrolment {
    guard let member = try await store.member(id) else { throw StoreError.unknownMember(id) }
    let registerBy =
      member.registered == nil
      ? program.registration.map { plan.joined.adding(days: $0.days) } : nil
    let date = date
    return Enrolment(
      holder: try await store.read { try CardHolder(member, on: date, $0) },
      joiningRule: joining?.rule, registerBy: registerBy, welcomeGift: program.gifts.welcome,
      isRepeated: isRepeated)
  }

  /// The rule that the receipts meet; `nil` without receipts.
  private func joiningRule(in store: any MemberStore) async throws -> JoiningRule? {
    guard !receipts.isEmpty else { return nil }
    let lane = CheckoutLane(
      configuration: LaneConfiguration(store: "", storeName: "", lane: ""), store: store,
      program: program, clock: SystemLaneClock(zone: .current))
    guard let rule = try await lane.qualification(receipts: receipts, on: date) else {
      throw EnrolmentMistake.notQualified(program)
    }
    return rule
  }

  /// The level asked for, as far as the receipts reach.
  private func level(_ joining: JoiningRule?) throws -> String {
    let ids = program.levels.map(\.id)
    guard let joining else { return form.level ?? ids[0] }
    guard let wanted = form.level, wanted != joining.level else { return joining.level }
    guard ids.firstIndex(of: wanted) ?? 0 <= ids.firstIndex(of: joining.level) ?? 0 else {
      throw EnrolmentMistake.notQualified(program)
    }
    return wanted
  }
}
