public import BusinessCalendar
public import Wording

/// The prepaid balance of a card (储值, rule C5): a ledger of its own, apart from points.
public struct PrepaidLedger: Sendable, Hashable {
  /// All entries, oldest first.
  public private(set) var entries: [PrepaidEntry] = []
  /// What is on the card.
  public private(set) var balance: Money = .zero
  /// What is left of each top-up, oldest first, and where it was paid in.
  private var open: [(store: String, fen: Int64)] = []
  /// The most that the card may hold.
  public let limit: Money

  /// Makes an empty ledger.
  public init(limit: Money) { self.limit = limit }

  public static func == (left: Self, right: Self) -> Bool {
    left.entries == right.entries && left.limit == right.limit
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(entries)
    hasher.combine(limit)
  }

  /// Adds a top-up or a spending.
  ///
  /// - Returns: for a spending, what each store that took the money owes the store that sold the goods.
  /// - Throws: ``PrepaidError``; nothing changes then.
  @discardableResult
  public mutating func append(_ entry: PrepaidEntry) throws(PrepaidError) -> [Transfer] {
    guard entry.amount > .zero, entry.amount <= Bounds.amount else {
      throw .invalidAmount(entry.amount)
    }
    var transfers: [Transfer] = []
    switch entry.change {
    case .topUp:
      guard balance.fen.saturating(plus: entry.amount.fen) <= limit.fen else {
        throw .aboveLimit(limit: limit, balance: balance)
      }
      open.append((entry.store, entry.amount.fen))
      balance += entry.amount
    case .spent:
      guard entry.amount <= balance else {
        throw .notEnough(needed: entry.amount, balance: balance)
      }
      balance -= entry.amount
      transfers = take(entry)
    }
    entries.append(entry)
    return transfers
  }

  /// Takes from the oldest top-ups first.
  private mutating func take(_ entry: PrepaidEntry) -> [Transfer] {
    var left = entry.amount.fen
    var transfers: [Transfer] = []
    while left > 0, let first = open.first {
      let part = min(left, first.fen)
      left -= part
      if first.store != entry.store {
        transfers.append(
          Transfer(
            from: first.store, to: entry.store, amount: Money(fen: part), date: entry.date))
      }
      if part == first.fen { open.removeFirst() } else { open[0].fen -= part }
    }
    return transfers
  }
}

/// One entry of a prepaid ledger.
public struct PrepaidEntry: Sendable, Hashable {
  /// The business date.
  public var date: BusinessDate
  /// The store in which it happened.
  public var store: String
  /// What happened.
  public var change: Change
  /// How much; above 0.
  public var amount: Money
  /// The sale behind it.
  public var cause: String

  /// What an entry changes.
  public enum Change: String, Sendable, Hashable, CaseIterable, Codable {
    /// Money paid onto the card.
    case topUp
    /// A sale, or a part of it, paid from the card.
    case spent
  }

  /// Makes an entry.
  public init(date: BusinessDate, store: String, change: Change, amount: Money, cause: String) {
    self.date = date
    self.store = store
    self.change = change
    self.amount = amount
    self.cause = cause
  }
}

/// An entry that a prepaid balance cannot bear.
public enum PrepaidError: ExplainedError, Hashable {
  /// The card holds less than is to be paid.
  case notEnough(needed: Money, balance: Money)
  /// The card may not hold so much.
  case aboveLimit(limit: Money, balance: Money)
  /// The amount is not above 0.
  case invalidAmount(Money)

  public var code: String {
    switch self {
    case .notEnough: "notEnoughPrepaid"
    case .aboveLimit: "prepaidLimit"
    case .invalidAmount: "invalidAmount"
    }
  }

  public var nature: ErrorNature {
    if case .invalidAmount = self { return .input }
    return .refusal
  }

  public var message: Sentence {
    switch self {
    case .notEnough(let needed, let balance):
      .init(
        zhHans: "储值余额 \(balance) 不足以支付 \(needed)。", zhHant: "儲值餘額 \(balance) 不足以支付 \(needed)。",
        en: "The prepaid balance of \(balance) does not cover \(needed).")
    case .aboveLimit(let limit, let balance):
      .init(
        zhHans: "储值上限 \(limit)，现有 \(balance)。", zhHant: "儲值上限 \(limit)，現有 \(balance)。",
        en: "A card holds at most \(limit); it has \(balance).")
    case .invalidAmount(let amount):
      .init(
        zhHans: "\(amount) 不是有效的金额。", zhHant: "\(amount) 不是有效的金額。",
        en: "\(amount) is not a valid amount.")
    }
  }

  public var hint: Sentence? {
    .init(zhHans: "储值余额未变。", zhHant: "儲值餘額未變。", en: "The prepaid balance has not changed.")
  }
}
