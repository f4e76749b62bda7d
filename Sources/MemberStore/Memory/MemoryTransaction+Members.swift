import BusinessCalendar
import Loyalty

extension MemoryTransaction {
  func member(_ id: String) throws -> Member? { tables.members[id] }

  func members(familyName: String) throws -> [Member] {
    tables.members.values.filter { $0.familyName == familyName }.sorted { $0.id < $1.id }
  }

  func members(bornIn month: Int) throws -> [Member] {
    tables.members.values.filter { $0.birthday?.month == month }
      .sorted { ($0.birthday?.day ?? 0, $0.id) < ($1.birthday?.day ?? 0, $1.id) }
  }

  func insert(_ member: Member) throws {
    try require(tables.members[member.id] == nil, "members")
    tables.members[member.id] = member
  }

  func update(_ member: Member) throws {
    if tables.members[member.id] != nil { tables.members[member.id] = member }
  }

  func cards(number: String) throws -> [CardRecord] {
    (tables.cards[number] ?? []).sorted(by: Self.isNewer)
  }

  func cards(of member: String) throws -> [CardRecord] {
    (tables.numbers[member] ?? []).flatMap { tables.cards[$0] ?? [] }
      .filter { $0.memberID == member }.sorted(by: Self.isNewer)
  }

  private static func isNewer(_ left: CardRecord, _ right: CardRecord) -> Bool {
    (right.year, right.sequence, left.number) < (left.year, left.sequence, right.number)
  }

  func insert(_ card: CardRecord) throws {
    try require(tables.members[card.memberID] != nil, "cards")
    try require(position(of: card) == nil, "cards")
    tables.cards[card.number, default: []].append(card)
    tables.numbers[card.memberID, default: []].insert(card.number)
  }

  func update(_ card: CardRecord) throws {
    guard let index = position(of: card) else { return }
    tables.cards[card.number]?[index].status = card.status
    tables.cards[card.number]?[index].ended = card.ended
    tables.cards[card.number]?[index].chipUID = card.chipUID
    tables.cards[card.number]?[index].counterCommitted = card.counterCommitted
    tables.cards[card.number]?[index].counterPending = card.counterPending
  }

  private func position(of card: CardRecord) -> Int? {
    tables.cards[card.number]?
      .firstIndex { $0.year == card.year && $0.sequence == card.sequence }
  }

  func giftClaims(of member: String) throws -> [GiftClaim] {
    (tables.claims[member] ?? []).sorted {
      ($0.date, $0.rule.description, $0.period) < ($1.date, $1.rule.description, $1.period)
    }
  }

  func memberJoined(againstSale id: String) throws -> String? { tables.joiningSales[id] }

  func insertJoining(againstSale id: String, member: String) throws {
    try require(tables.sales[id] != nil && tables.members[member] != nil, "joining_sales")
    try require(tables.joiningSales[id] == nil, "joining_sales")
    tables.joiningSales[id] = member
  }

  func insert(_ claim: GiftClaim) throws {
    try require(tables.members[claim.memberID] != nil, "gift_claims")
    let known = tables.claims[claim.memberID] ?? []
    try require(
      !known.contains { $0.rule == claim.rule && $0.period == claim.period }, "gift_claims")
    tables.claims[claim.memberID] = known + [claim]
  }
}
