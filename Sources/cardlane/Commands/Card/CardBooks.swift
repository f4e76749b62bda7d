import ArgumentParser
import BusinessCalendar
import Desk
import MemberStore
import VIPCard
import Wording

/// Where a card that was made is written down.
struct BookingOptions: ParsableArguments {
  @Option(help: "The SQLite file with the register of cards; without it nothing is written down.")
  var store: String?
  @Option(
    help: "The shop whose stock of blank cards the card comes from.",
    transform: PersonArgument.parse)
  var shop: String?
  @Option(
    help: "The member's id, for a number that nobody holds yet.", transform: PersonArgument.parse)
  var member: String?

  func validate() throws {
    guard store != nil || (shop == nil && member == nil) else {
      throw ValidationError("--shop and --member go with --store")
    }
  }
}

/// Register and stock, as far as making a card touches them.
struct CardBooks {
  private let store: any MemberStore
  private let shop: String?
  private let member: String?
  private let date: BusinessDate

  /// Opens the books; `nil` where no store is named.
  static func open(_ options: BookingOptions, date: BusinessDate) async throws -> CardBooks? {
    guard let path = options.store else { return nil }
    var file = StoreOptions()
    file.store = path
    return CardBooks(
      store: try file.open(), shop: options.shop, member: options.member, date: date)
  }

  init(store: any MemberStore, shop: String?, member: String?, date: BusinessDate) {
    self.store = store
    self.shop = shop
    self.member = member
    self.date = date
  }

  func close() async throws { try await store.close() }

  /// Whether the card may be made: nothing newer is out, it is not blocked, and a blank card is there.
  func check(_ identity: CardIdentity) async throws {
    let known = try await cards(of: identity)
    let sameYear = known.filter { $0.year == identity.year.rawValue }
    if let newest = sameYear.map(\.sequence).max(), newest > identity.sequence {
      throw CardMistake.olderSequence(newest)
    }
    if let card = sameYear.first(where: { $0.sequence == identity.sequence }),
      card.status != .active
    {
      throw CardMistake.blocked(card)
    }
    if let member, let holder = known.first?.memberID, holder != member {
      throw CardMistake.otherHolder(identity.number)
    }
    if let member, try await store.member(member) == nil {
      throw StoreError.unknownMember(member)
    }
    guard let shop, try await !isBooked(issueID(identity)) else { return }
    guard try await blanks(shop, identity.year) > 0 else {
      throw CardMistake.noBlanks(shop, identity.year)
    }
  }

  /// The UID of the chip on which the card lies, where the register knows of one.
  func chipUID(of identity: CardIdentity) async throws -> [UInt8]? {
    let record = try await cards(of: identity).first {
      $0.year == identity.year.rawValue && $0.sequence == identity.sequence
    }
    return try record?.chipUID.map { try Hexadecimal.bytes($0.utf8) }
  }

  /// Writes down that the card was made, and on which chip: a tap by telephone names nothing else.
  /// Returns whether it is in the register.
  func enter(_ identity: CardIdentity, on chip: ChipIdentity? = nil) async throws -> Bool {
    if let shop {
      try await book(issueID(identity), shop, identity.year, .issued)
    }
    guard let holder = try await cards(of: identity).first?.memberID ?? member else {
      return false
    }
    try await store.issue(
      CardRecord(
        number: identity.number.digits, year: identity.year.rawValue, sequence: identity.sequence,
        memberID: holder, issued: date, chipUID: chip.map { ChipUID.text($0.uid) }))
    return true
  }

  /// Writes down that a blank card is spoiled.
  func spoil(_ chip: ChipIdentity, _ identity: CardIdentity) async throws {
    guard let shop else { return }
    try await book("card-spoiled-\(chip.uidText)", shop, identity.year, .spoiled)
  }

  // MARK: The store

  private func cards(of identity: CardIdentity) async throws -> [CardRecord] {
    let number = identity.number.digits
    return try await store.read { try $0.cards(number: number) }
  }

  private func issueID(_ identity: CardIdentity) -> String {
    "card-\(identity.number.digits)-\(identity.year)-\(identity.sequence)"
  }

  private func isBooked(_ id: String) async throws -> Bool {
    try await store.read { try $0.stockEntry(id) } != nil
  }

  private func blanks(_ shop: String, _ year: CardYear) async throws -> Int64 {
    try await store.stock(store: shop, through: .latest)
      .filter { $0.year == year.rawValue }.reduce(0) { $0 + $1.change }
  }

  private func book(
    _ id: String, _ shop: String, _ year: CardYear, _ movement: StockMovement
  ) async throws {
    guard try await !isBooked(id) else { return }
    try await store.book(
      StockEntry(
        id: id, store: shop, year: year.rawValue, movement: movement, count: 1, date: date))
  }
}

extension CardMistake {
  static func blocked(_ card: CardRecord) -> PlainError {
    PlainError(
      code: "cardBlocked",
      Sentence(
        zhHans: "\(card.maskedNumber) 第 \(card.sequence) 张已停用（\(card.status.rawValue)）。",
        zhHant: "\(card.maskedNumber) 第 \(card.sequence) 張已停用（\(card.status.rawValue)）。",
        en: "\(card.maskedNumber), card \(card.sequence), is blocked (\(card.status.rawValue))."),
      hint: Sentence(
        zhHans: "请用更大的 --sequence 制新卡。", zhHant: "請用更大的 --sequence 製新卡。",
        en: "Make a new card with a higher --sequence."),
      nature: .refusal)
  }

  static func otherHolder(_ number: CardNumber) -> PlainError {
    PlainError(
      code: "cardTaken",
      Sentence(
        zhHans: "卡号 \(number) 属于另一位会员。", zhHant: "卡號 \(number) 屬於另一位會員。",
        en: "The number \(number) belongs to another member."),
      nature: .refusal)
  }

  static func noBlanks(_ shop: String, _ year: CardYear) -> PlainError {
    PlainError(
      code: "notEnoughCards",
      Sentence(
        zhHans: "门店 \(shop) 没有 \(year) 年的空白卡。", zhHant: "門店 \(shop) 沒有 \(year) 年的空白卡。",
        en: "The shop \(shop) has no blank card of \(year)."),
      hint: Sentence(
        zhHans: "请先登记收到的空白卡（stock --movement received）。",
        zhHant: "請先登記收到的空白卡（stock --movement received）。",
        en: "Book the cards that were received first (stock --movement received)."),
      nature: .refusal)
  }
}
