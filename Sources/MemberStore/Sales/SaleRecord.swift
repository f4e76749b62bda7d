public import BusinessCalendar
public import Loyalty

/// A sale as it is kept: frozen when it is held, then committed or voided.
public struct SaleRecord: Sendable, Hashable {
  /// The lane's own id.
  public var id: String
  /// The store.
  public var store: String
  /// The lane.
  public var lane: String
  /// The business date.
  public var date: BusinessDate
  /// The cashier; `nil` when not told.
  public var cashier: String?
  /// The request in canonical form: the same id with another content is a conflict.
  public var content: String
  /// The sale as it was priced, the member's snapshot included, in the form of ``Loyalty/Sale/json``.
  public var priced: String
  /// The quote as the outside world gets it.
  public var quote: String
  /// The member; `nil` for a sale at everyone's price.
  public var memberID: String?
  /// The lines with their frozen shares.
  public var lines: [FrozenLine]
  /// The program and version that decided; a return uses the same.
  public var program: ProgramVersion
  /// What was to be paid.
  public var due: Money
  /// The amount that points are counted on.
  public var basis: Money
  /// What the sale earns when it is committed.
  public var earnings: [Earning]
  /// Points spent on it; they are reserved as soon as it is held.
  public var pointsSpent: Int64
  /// The level that it was priced with; `nil` without a member.
  public var level: String?
  /// The level from the next sale on, when it changes.
  public var newLevel: String?
  /// What it does beside its points.
  public var effects: SaleEffects
  /// Where it stands.
  public var state: SaleState
  /// When it was held, RFC 3339.
  public var heldAt: String
  /// When it was committed or voided, RFC 3339.
  public var closedAt: String?

  /// Makes a held sale.
  public init(
    id: String, store: String, lane: String, date: BusinessDate, cashier: String? = nil,
    content: String, priced: String, quote: String, memberID: String? = nil,
    lines: [FrozenLine], program: ProgramVersion, due: Money, basis: Money = .zero,
    earnings: [Earning] = [], pointsSpent: Int64 = 0, level: String? = nil,
    newLevel: String? = nil, effects: SaleEffects = SaleEffects(), heldAt: String
  ) {
    self.id = id
    self.store = store
    self.lane = lane
    self.date = date
    self.cashier = cashier
    self.content = content
    self.priced = priced
    self.quote = quote
    self.memberID = memberID
    self.lines = lines
    self.program = program
    self.due = due
    self.basis = basis
    self.earnings = earnings
    self.pointsSpent = pointsSpent
    self.level = level
    self.newLevel = newLevel
    self.effects = effects
    self.state = .hold
    self.heldAt = heldAt
    self.closedAt = nil
  }

  /// Freezes a sale with its quote.
  ///
  /// - Parameters:
  ///   - sale: the sale as it was priced.
  ///   - quote: what the program makes of it.
  ///   - member: the member's id; `nil` for a sale at everyone's price.
  ///   - content: the canonical form of the request.
  ///   - quoteText: the quote as the outside world gets it.
  ///   - earnings: the lots that the sale brings when it is committed.
  ///   - effects: what it does beside its points.
  ///   - heldAt: when it is held, RFC 3339.
  public init(
    _ sale: Sale, quote: Quote, member: String?, content: String, quoteText: String,
    earnings: [Earning], effects: SaleEffects = SaleEffects(), heldAt: String
  ) {
    self.init(
      id: sale.id, store: sale.store, lane: sale.lane, date: sale.date, cashier: sale.cashier,
      content: content, priced: sale.json, quote: quoteText, memberID: member,
      lines: zip(sale.lines, quote.lines).map { FrozenLine($0, priced: $1) },
      program: quote.program, due: quote.due, basis: quote.points.basis, earnings: earnings,
      pointsSpent: member == nil ? 0 : quote.points.redeemed, level: quote.level?.before,
      newLevel: quote.level.flatMap { $0.before == $0.after ? nil : $0.after },
      effects: effects, heldAt: heldAt)
  }

  /// The sale and its quote, as far as a return needs them.
  ///
  /// - Throws: ``Loyalty/SaleError`` when the stored sale cannot be read.
  public func committed() throws(SaleError) -> CommittedSale {
    func points(_ kind: Earning.Kind) -> Int64 {
      earnings.reduce(0) { $0 + ($1.kind == kind ? $1.points : 0) }
    }
    let gross = lines.reduce(Money.zero) { $0 + $1.gross }
    return CommittedSale(
      sale: try Sale.read(json: priced),
      quote: Quote(
        saleID: id, program: program, lines: lines.map(\.quoteLine), gross: gross,
        discount: gross - due, due: due,
        points: QuotePoints(
          basis: basis, earned: points(.earned), bonus: points(.bonus),
          pending: earnings.reduce(0) { $0 + ($1.registerBy == nil ? 0 : $1.points) },
          redeemed: pointsSpent, balanceAfter: nil, rules: []),
        level: level.map { LevelChange(before: $0, after: newLevel ?? $0) },
        signatureRequired: memberID != nil))
  }

  /// Points earned, bonus included.
  public var pointsEarned: Int64 { earnings.reduce(0) { $0 + $1.points } }
}

/// Where a sale stands. Raw values are stored and appear in JSON.
public enum SaleState: String, Sendable, Hashable, CaseIterable, Codable {
  /// Frozen and reserved; the payment is under way.
  case hold
  /// Paid; its points count.
  case committed
  /// Given up; nothing of it counts.
  case void
}
