public import BusinessCalendar
public import Loyalty

extension MemberStore {
  /// Where a card stands in the register.
  public func finding(
    number: String, year: Int, sequence: Int
  ) async throws(StoreError) -> RegisterFinding {
    try await read { store in
      try store.finding(number: number, year: year, sequence: sequence)
    }
  }

  /// The cards of a member, newest first.
  public func cards(of member: String) async throws(StoreError) -> [CardRecord] {
    try await read { store in try store.cards(of: member) }
  }

  /// Enters a card into the register and ends the earlier cards of its number and year.
  ///
  /// The same card for the same member again changes nothing, except that a chip is noted that was not
  /// known.
  /// - Throws: `unknownMember`, `cardTaken`.
  public func issue(_ card: CardRecord) async throws(StoreError) {
    try await write { store in try store.issue(card) }
  }

  /// Blocks a card: lost (rule A30), a clone, or by the staff.
  ///
  /// - Throws: `unknownCard`.
  public func block(
    number: String, year: Int, sequence: Int, as status: CardStatus, on date: BusinessDate
  ) async throws(StoreError) {
    try await write { store in
      let cards = try store.cards(number: number)
      guard var card = cards.first(where: { $0.year == year && $0.sequence == sequence }) else {
        throw StoreError.unknownCard(CardRecord.masked(number))
      }
      card.status = status
      card.ended = status == .active ? nil : date
      try store.update(card)
    }
  }

  /// Takes a genuine card into the register at its first use, with its holder.
  ///
  /// A number that is known keeps its holder (the year's new card); otherwise the seed becomes the
  /// member. First use never joins a member that is there already: whoever holds a stranger's card could name
  /// anybody's account. A card joins a member when it is handed out.
  ///
  /// - Parameters:
  ///   - card: number, year, sequence and day; its member is decided here.
  ///   - seed: what is known of the holder.
  ///   - registerBy: the last day on which registering makes the seed's pending lots available.
  ///   - referrer: the member who brought the holder, when the seed becomes the member (rule C8).
  ///   - sales: the sales against which the seed becomes the member; they make no other card.
  ///   - confirm: looks, in the same step, whether the seed may become the member; throws where it may not.
  /// - Returns: the holder's id.
  /// - Throws: `cardTaken` when a member of the seed's id exists, `unknownMember` for the referrer,
  ///   `receiptDoesNotCount` for a sale that made a card.
  public func admit(
    _ card: CardRecord, seed: MemberSnapshot, registerBy: BusinessDate? = nil,
    referredBy referrer: String? = nil, against sales: [String] = [],
    confirm: @escaping @Sendable (any StoreTransaction) throws -> Void = { _ in }
  ) async throws(StoreError) -> String {
    try await write { store in
      var card = card
      if let holder = try store.cards(number: card.number).first?.memberID {
        card.memberID = holder
      } else {
        guard try store.member(seed.id) == nil else {
          throw StoreError.notTheirCard(card.maskedNumber, member: seed.id)
        }
        try confirm(store)
        var member = Member(seed)
        member.referredBy = referrer
        try store.enrol(member, opening: seed.lots, registerBy: registerBy)
        for sale in Set(sales).sorted() {
          guard try store.memberJoined(againstSale: sale) == nil else {
            throw StoreError.receiptUsed(sale)
          }
          try store.insertJoining(againstSale: sale, member: seed.id)
        }
        card.memberID = seed.id
      }
      try store.issue(card)
      return card.memberID
    }
  }
}

extension StoreTransaction {
  /// Where a card stands.
  func finding(number: String, year: Int, sequence: Int) throws -> RegisterFinding {
    let cards = try cards(number: number)
    let newer = cards.filter { $0.year == year && $0.sequence > sequence }
      .max { $0.sequence < $1.sequence }
    let exact = cards.first { $0.year == year && $0.sequence == sequence }
    if let newer, exact == nil || exact?.status == .active || exact?.status == .replaced {
      return .superseded(by: newer)
    }
    if let exact { return .known(exact) }
    if let holder = cards.first?.memberID { return .newCard(holder: holder) }
    return .unknown
  }

  /// The day on which a member received their card of a year, where that is a later card than the first
  /// (rule A7); `nil` for the first, which was received on joining.
  ///
  /// A card that takes the place of a damaged or lost one of its year is no new card in this sense. One that
  /// nobody entered yet is received on the day it is shown.
  ///
  /// - Parameter year: the card's year; `nil` for the newest that was handed out by the date.
  func cardReceived(
    by member: Member, year: Int?, on date: BusinessDate
  ) throws -> BusinessDate? {
    let cards = try cards(of: member.id).filter { $0.issued <= date }
    guard let joined = member.joined, let year = year ?? cards.map(\.year).max(),
      year > joined.year
    else { return nil }
    return cards.filter { $0.year == year }.map(\.issued).min() ?? date
  }

  /// Adds a card and ends the earlier ones of its number and year.
  func issue(_ card: CardRecord) throws {
    guard try member(card.memberID) != nil else {
      throw StoreError.unknownMember(card.memberID)
    }
    let known = try cards(number: card.number)
    if let other = known.first, other.memberID != card.memberID {
      throw StoreError.cardTaken(card.maskedNumber)
    }
    if var same = known.first(where: { $0.year == card.year && $0.sequence == card.sequence }) {
      // A card that was handed out before its chip was written gets the chip now.
      guard same.chipUID == nil, card.chipUID != nil else { return }
      same.chipUID = card.chipUID
      return try update(same)
    }
    for var earlier in known
    where earlier.year == card.year && earlier.sequence < card.sequence
      && earlier.status == .active
    {
      earlier.status = .replaced
      earlier.ended = card.issued
      try update(earlier)
    }
    try insert(card)
  }
}
