import BusinessCalendar
package import Loyalty
import MemberStore
import Receipts
package import VIPCard

/// A sale with its quote, and what is needed to hold it.
struct PricedSale: Sendable {
  /// The sale with the member as the store knows them.
  var sale: Sale
  var quote: Quote
  /// The revision of the account that was priced; `nil` without a member, or for one yet unknown.
  var revision: Int64?
  /// The year of the card that was shown.
  var cardYear: Int?
  /// The holder of a card that the register does not know.
  var seed: MemberSnapshot?
  /// The decision on the level that came before the sale was entered, where its date lies in a period that
  /// is decided already.
  var late: Late?

  /// Decisions, one of which a sale comes too late for.
  struct Late: Sendable {
    /// All of the member's, oldest period first.
    var decisions: [LevelEntry]
    /// The member's level of today.
    var current: String
  }
}

extension CheckoutLane {
  /// Prices a sale for the holder of a card; nothing is booked.
  func price(_ sale: Sale, card: AcceptedCard?) async throws -> PricedSale {
    for tender in sale.specialTenders { try program.check(tender: tender.kind) }
    var sale = sale
    let (given, told) = (sale.member, sale.card)
    sale.member = nil
    var priced = PricedSale(
      sale: sale,
      quote: Quote(
        saleID: sale.id, program: program.identity, lines: [], gross: .zero, discount: .zero,
        due: .zero,
        points: QuotePoints(
          basis: .zero, earned: 0, bonus: 0, pending: 0, redeemed: 0, balanceAfter: nil,
          rules: []),
        level: nil, signatureRequired: false))
    // What the till says of the card counts but for its trust: only the reading proves that.
    let isReplacement = desk.sale?.id == sale.id && desk.replacedAnother
    priced.sale.card = CardPresentation(
      trust: card.map { CardTrust($0.trust) },
      replacedAnother: told?.replacedAnother == true || isReplacement,
      afterPayment: told?.afterPayment == true)
    if comesLate(sale) {
      // Nothing is done for a card that came after payment (rule A33).
    } else if let card {
      try check(card, on: sale.date, spending: sale.redeemPoints)
      try await identify(card, given: given, in: &priced)
    } else if configuration.memberWithoutCard == .asMember, let given {
      // A member who is found by other means has proved nothing.
      priced.sale.card?.trust = .low
      try await load(
        given.id, on: sale.date, seed: newcomer(given, on: sale.date), into: &priced)
    } else {
      priced.sale.card =
        told?.afterPayment == true ? CardPresentation(afterPayment: true) : nil
    }
    priced.quote = try await rules.quote(priced.sale)
    return priced
  }

  /// Whether the till says that the card came after payment, and the program is against it (rule A33).
  func comesLate(_ sale: Sale) -> Bool {
    sale.card?.afterPayment == true && program.courtesy.beforePayment != nil
  }

  /// What the program asks of a card: good on the sale's own date, and trusted enough.
  private func check(
    _ card: AcceptedCard, on date: BusinessDate, spending points: Int64
  ) throws(LaneError) {
    let year = card.identity.year
    switch year.validity(on: date) {
    case .expired: throw .card(.expired(year))
    case .notYetValid: throw .card(.notYetValid(year))
    case .current, .exchange, .early: break
    }
    let trust = CardTrust(card.trust)
    guard trust >= program.trust.earn else { throw .trustTooLow }
    guard points == 0 || trust >= program.trust.needed(toRedeem: points) else {
      throw .trustTooLow
    }
  }

  /// Finds the holder of a card in the register.
  private func identify(
    _ card: AcceptedCard, given: MemberSnapshot?, in priced: inout PricedSale
  ) async throws {
    let identity = card.identity
    let finding = try await store.finding(
      number: identity.number.digits, year: identity.year.rawValue,
      sequence: identity.sequence)
    let date = priced.sale.date
    switch finding {
    case .known(let record):
      guard record.status == .active else {
        throw LaneError.card(.blocked(BlockReason(rawValue: record.status.rawValue)))
      }
      try await load(record.memberID, on: date, cardYear: record.year, seed: nil, into: &priced)
    case .superseded(let newer):
      throw LaneError.card(.wrongSequence(current: newer.sequence))
    case .newCard(let holder):
      guard configuration.unknownCards == .enrolOnFirstUse else {
        throw LaneError.card(.notIssued)
      }
      try await load(
        holder, on: date, cardYear: identity.year.rawValue, seed: nil, into: &priced)
      priced.seed = priced.sale.member
    case .unknown:
      guard configuration.unknownCards == .enrolOnFirstUse else {
        throw LaneError.card(.notIssued)
      }
      // Whoever holds a stranger's card could name anybody's account.
      let isTaken = try await store.read { tables in
        guard let given, try tables.member(given.id) != nil else { return false }
        // Another lane may have taken the same card in just now.
        return try tables.cards(number: identity.number.digits).isEmpty
      }
      if isTaken, let given {
        throw StoreError.notTheirCard(identity.number.masked, member: given.id)
      }
      let seed = newcomer(given, on: date)
      priced.sale.member = seed
      priced.seed = seed
    }
    priced.cardYear = identity.year.rawValue
    // Who has exchanged the card already holds next year's, whichever is shown.
    if let id = priced.sale.member?.id {
      let newest = try await newestCardYear(of: id)
      priced.sale.member?.cardYear = max(identity.year.rawValue, newest ?? 0)
    }
  }

  /// The year of the newest card that a member may use; `nil` without one.
  func newestCardYear(of member: String) async throws -> Int? {
    try await store.cards(of: member).filter { $0.status == .active }.map(\.year).max()
  }

  /// Who comes with a card that the store does not know: a new member at the lowest level, without points,
  /// joined today. The till may say how to greet them and when their birthday is; levels, points and dates come
  /// from the store alone.
  private func newcomer(_ given: MemberSnapshot?, on date: BusinessDate) -> MemberSnapshot {
    MemberSnapshot(
      id: given?.id ?? newMemberID(), familyName: given?.familyName, title: given?.title,
      level: program.levels[0].id, joined: date, birthday: given?.birthday)
  }

  /// Takes the member from the store; a seed stands in for one whom the store does not know.
  private func load(
    _ id: String, on date: BusinessDate, cardYear: Int? = nil, seed: MemberSnapshot?,
    into priced: inout PricedSale
  ) async throws {
    try await store.settleLevel(of: id, program: program, on: date)
    let account = try await store.account(
      of: id, on: date, periodStart: program.advancement?.periodStart(on: date), cardYear: cardYear)
    priced.revision = account?.revision
    priced.sale.member = account?.snapshot ?? seed
    if account == nil { priced.seed = seed }
    // A sale that is entered late has the level of its day.
    guard let current = account?.member.level, program.advancement?.periodStart(on: date) != nil
    else { return }
    let decided = try await store.levelEntries(of: id)
    guard let decision = decided.first(where: { $0.periodEnd >= date }),
      program.level(decision.before) != nil
    else { return }
    priced.late = PricedSale.Late(decisions: decided, current: current)
    priced.sale.member?.level = decision.before
  }
}

extension CardTrust {
  /// A verdict's trust in the words of the program.
  package init(_ trust: TrustLevel) {
    switch trust {
    case .low: self = .low
    case .medium: self = .medium
    case .high: self = .high
    }
  }
}

extension Quote {
  /// The lots that the sale brings when it is committed.
  func earnings(on date: BusinessDate, program: LoyaltyProgram) -> [Earning] {
    guard level != nil else { return [] }
    var registerBy: BusinessDate?
    for case .pending(_, let last) in memberLines { registerBy = last }
    let expires = program.points.expiry.lastDay(ofPointsEarned: date)
    func earning(_ kind: Earning.Kind, _ count: Int64, _ rules: [RuleID]) -> [Earning] {
      guard count > 0 else { return [] }
      return [
        Earning(
          kind, points: count, earned: date, expires: expires,
          registerBy: points.pending > 0 ? registerBy : nil, basis: points.basis, rules: rules,
          program: self.program)
      ]
    }
    let bonusRules = program.points.bonus.map { [$0.rule] } ?? []
    return earning(.earned, points.earned, points.rules.filter { !bonusRules.contains($0) })
      + earning(.bonus, points.bonus, bonusRules)
  }
}
