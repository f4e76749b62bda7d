public import BusinessCalendar
public import Loyalty
import Wording

extension MemberStore {
  /// Takes a member into the store, with the points that they bring along.
  ///
  /// - Parameters:
  ///   - member: the member; the id is not in use.
  ///   - opening: lots from elsewhere; they count in `accumulatedPoints` already.
  ///   - registerBy: the last day on which registering makes pending lots available (rule A7).
  /// - Throws: `memberExists`.
  public func enrol(
    _ member: Member, opening: [PointLot] = [], registerBy: BusinessDate? = nil
  ) async throws(StoreError) {
    try await write { store in
      try store.enrol(member, opening: opening, registerBy: registerBy)
    }
  }

  /// The member with an id, or `nil`.
  public func member(_ id: String) async throws(StoreError) -> Member? {
    try await read { store in try store.member(id) }
  }

  /// Members with a family name, by id.
  public func members(familyName: String) async throws(StoreError) -> [Member] {
    try await read { store in try store.members(familyName: familyName) }
  }

  /// Members whose birthday falls into a month (1 to 12), by day (rules A27, A28).
  public func members(bornIn month: Int) async throws(StoreError) -> [Member] {
    try await read { store in try store.members(bornIn: month) }
  }

  /// A member on a date, with their points; `nil` when the store does not know them.
  ///
  /// - Parameters:
  ///   - member: the member's id.
  ///   - date: the business date.
  ///   - periodStart: the first day of the period on which levels count what was earned and spent (rule
  ///     C1); `nil` where the program counts no period.
  ///   - cardYear: the year of the card that was shown; `nil` for the newest that was handed out by then.
  public func account(
    of member: String, on date: BusinessDate, periodStart: BusinessDate? = nil,
    cardYear: Int? = nil
  ) async throws(StoreError) -> MemberAccount? {
    try await read { store in
      try store.account(of: member, on: date, periodStart: periodStart, cardYear: cardYear)
    }
  }

  /// What the rules may see of a member on a date; `nil` when the store does not know them.
  public func snapshot(
    of member: String, on date: BusinessDate, cardYear: Int? = nil
  ) async throws(StoreError) -> MemberSnapshot? {
    try await account(of: member, on: date, cardYear: cardYear)?.snapshot
  }

  /// Books that the registration form came in (rule A7).
  ///
  /// Lots that waited for it become available when it is in time; nothing else needs to be done. Asked
  /// again, that day or later, it changes nothing: the form is in. A date before the joining, or before the
  /// registration that is booked, is refused.
  ///
  /// - Returns: whether it was booked now; `false` where the form was in already.
  @discardableResult
  public func register(_ id: String, on date: BusinessDate) async throws(StoreError) -> Bool {
    try await write { store in
      guard var member = try store.member(id) else { throw StoreError.unknownMember(id) }
      if let registered = member.registered {
        if date >= registered { return false }
        throw StoreError.dateContradicts(
          Sentence(
            zhHans: "会员 \(id) 已于 \(registered) 登记。", zhHant: "會員 \(id) 已於 \(registered) 登記。",
            en: "The member \(id) was registered on \(registered)."))
      }
      if let joined = member.joined, date < joined {
        throw StoreError.dateContradicts(
          Sentence(
            zhHans: "登记日期 \(date) 早于领卡日期 \(joined)。",
            zhHant: "登記日期 \(date) 早於領卡日期 \(joined)。",
            en: "The registration on \(date) is before the joining on \(joined)."))
      }
      member.registered = date
      member.revision += 1
      try store.update(member)
      try store.settleDebts(of: member, reference: "registration:\(id)", on: date)
      return true
    }
  }

  /// Books what the registration form or a correction says of the person.
  public func rename(
    _ id: String, familyName: String?, title: String?, birthday: BusinessDate?
  ) async throws(StoreError) {
    try await write { store in
      guard var member = try store.member(id) else { throw StoreError.unknownMember(id) }
      member.familyName = familyName
      member.title = title
      member.birthday = birthday
      // Who is back after their data had left the store is a person there again (rule A48).
      if familyName != nil || birthday != nil { member.erased = nil }
      member.revision += 1
      try store.update(member)
    }
  }

  /// Hands out a gift that a member gets once in a period (rules A8, B8, B10).
  ///
  /// The same claim again changes nothing.
  /// - Parameters:
  ///   - claim: what is handed out, to whom, and against what.
  ///   - confirm: looks, in the same step, whether it may be handed out; throws where it may not.
  /// - Returns: the claim that was booked before; `nil` when this is the first.
  /// - Throws: `giftClaimed` when it was handed out against something else, `unknownMember`.
  @discardableResult
  public func claim(
    _ claim: GiftClaim,
    confirm: @escaping @Sendable (any StoreTransaction) throws -> Void = { _ in }
  ) async throws(StoreError) -> GiftClaim? {
    try await write { store in
      guard try store.member(claim.memberID) != nil else {
        throw StoreError.unknownMember(claim.memberID)
      }
      let earlier = try store.giftClaims(of: claim.memberID)
        .first { $0.rule == claim.rule && $0.period == claim.period }
      guard let earlier else {
        try confirm(store)
        try store.insert(claim)
        return nil
      }
      guard earlier.reference == claim.reference else { throw StoreError.giftClaimed(earlier) }
      return earlier
    }
  }

  /// The gifts that a member had.
  public func giftClaims(of member: String) async throws(StoreError) -> [GiftClaim] {
    try await read { store in try store.giftClaims(of: member) }
  }

  /// Books that the fee of a card year was paid (rule C6); an earlier year changes nothing.
  ///
  /// - Returns: whether it was booked now; `false` where that year, or a later one, was paid already.
  @discardableResult
  public func payFee(_ id: String, forYear year: Int) async throws(StoreError) -> Bool {
    try await write { store in
      guard var member = try store.member(id) else { throw StoreError.unknownMember(id) }
      guard year > member.feePaidFor ?? 0 else { return false }
      try store.payFee(year: year, of: &member, reference: "fee:\(id):\(year)", on: nil)
      member.revision += 1
      try store.update(member)
      return true
    }
  }
}

extension StoreTransaction {
  /// Adds a member with an opening balance.
  func enrol(_ member: Member, opening: [PointLot], registerBy: BusinessDate?) throws {
    guard try self.member(member.id) == nil else { throw StoreError.memberExists(member.id) }
    try checkReferrer(of: member)
    try insert(member)
    if let year = member.feePaidFor {
      let reference = "opening:\(member.id)"
      try append(
        FeeEntry(
          id: "\(reference)/f1", memberID: member.id, year: year, isPayment: true,
          reference: reference, date: nil))
    }
    let lots = opening.map {
      Earning(
        .opening, points: $0.remaining, earned: $0.earned, expires: $0.expires,
        registerBy: $0.pending ? registerBy : nil)
    }
    try earn(lots, member: member.id, reference: "opening:\(member.id)")
  }

  /// The member with the points that are valid on a date.
  func account(
    of id: String, on date: BusinessDate, periodStart: BusinessDate?, cardYear: Int? = nil
  ) throws -> MemberAccount? {
    guard let member = try member(id) else { return nil }
    // What lies after the date has not happened yet, seen from there.
    var snapshot = MemberSnapshot(
      id: member.id, familyName: member.familyName, title: member.title, level: member.level,
      joined: member.joined, registered: member.registered.flatMap { $0 <= date ? $0 : nil },
      birthday: member.birthday, accumulatedPoints: member.accumulatedPoints,
      lastPurchase: member.lastPurchase.flatMap { $0 <= date ? $0 : nil },
      cardReceived: try cardReceived(by: member, year: cardYear, on: date),
      feePaidFor: member.feePaidFor,
      claims: try giftClaims(of: id).filter { $0.date <= date }
        .map { RewardClaim(rule: $0.rule, date: $0.date) })
    let left = try standing(of: member, on: date)
    snapshot.lots = left.lots
    snapshot.pointsOwed = left.owed
    if let periodStart {
      snapshot.periodPoints = try pointsEarned(by: id, from: periodStart, through: date)
      snapshot.periodSpent = try purchases(of: id, from: periodStart, through: date)
        .reduce(.zero) { $0 + $1.paid }
    }
    return MemberAccount(
      member: member, snapshot: snapshot, owed: left.owed,
      prepaid: try prepaidBalance(of: id))
  }
}
