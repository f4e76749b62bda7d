public import BusinessCalendar
public import Loyalty

/// A lapsed member as operations keeps them once they have left the store (rule A48): one line of the
/// export file.
public struct LapsedMember: Sendable, Hashable, Codable {
  /// The member's id, by which the store's ledger and sales stay theirs.
  public var id: String
  /// The family name.
  public var familyName: String?
  /// The form of address.
  public var title: String?
  /// The birthday.
  public var birthday: BusinessDate?
  /// The day the card was received.
  public var joined: BusinessDate?
  /// The day the registration form came in.
  public var registered: BusinessDate?
  /// The level.
  public var level: String
  /// The cards, masked.
  public var cards: [String]
  /// The last purchase, or the joining of who never bought.
  public var lastPurchase: BusinessDate
  /// The day on which they left the store.
  public var left: BusinessDate
  /// The last day on which operations keeps them.
  public var keptUntil: BusinessDate
  /// What is still on the card, such as `12.50`.
  public var prepaid: String
}

/// Whose data are to leave the store, and whether operations still keeps them.
public struct Lapse: Sendable, Hashable {
  /// The member.
  public var member: Member
  /// The last purchase, or the joining of who never bought.
  public var since: BusinessDate
  /// The last day on which operations keeps the data; `nil` when that day has passed already.
  public var keptUntil: BusinessDate?
}

extension MemberStore {
  /// Members whose data are to leave the store on a day (rule A48), by id.
  ///
  /// A sale that came back whole is no purchase; members of whom no date is known are left alone.
  public func lapses(
    _ rules: ActivityRules, on date: BusinessDate
  ) async throws(StoreError) -> [Lapse] {
    try await read { store in
      try store.members().compactMap { try store.lapse(of: $0, rules, on: date) }
    }
  }

  /// What operations is to keep of lapsed members: those whose time is not over.
  public func export(
    _ lapses: [Lapse], on date: BusinessDate
  ) async throws(StoreError) -> [LapsedMember] {
    try await read { store in
      try lapses.compactMap { lapse in
        guard let until = lapse.keptUntil else { return nil }
        let member = lapse.member
        return LapsedMember(
          id: member.id, familyName: member.familyName, title: member.title,
          birthday: member.birthday, joined: member.joined, registered: member.registered,
          level: member.level, cards: try store.cards(of: member.id).map(\.maskedNumber),
          lastPurchase: lapse.since, left: date, keptUntil: until,
          prepaid: try store.prepaidBalance(of: member.id).description)
      }
    }
  }

  /// Takes a lapsed member's person out of the store: name, title and birthday, the copies of them in sales
  /// and quotes, the slips with name and signature, and where the card was seen. Points, money and what
  /// was sold stay under the member's id.
  ///
  /// - Parameters:
  ///   - id: the member.
  ///   - rules: when a member has lapsed; who bought in the meantime is left as they are.
  ///   - date: the business date on which they are erased.
  ///   - slip: what stands in the place of a slip.
  /// - Returns: whether the member was erased; `false` when there is nothing (more) to erase.
  public func erase(
    _ id: String, rules: ActivityRules, on date: BusinessDate,
    slip: @escaping @Sendable (ReceiptRecord) -> String
  ) async throws(StoreError) -> Bool {
    try await write { store in
      guard var member = try store.member(id) else { throw StoreError.unknownMember(id) }
      guard try store.lapse(of: member, rules, on: date) != nil else { return false }
      member.familyName = nil
      member.title = nil
      member.birthday = nil
      member.erased = date
      member.revision += 1
      try store.update(member)
      for card in try store.cards(of: id) { try store.forgetSighting(number: card.number) }
      var slips = try store.redemptions(of: id).map(\.id)
      for sale in try store.sales(of: id) {
        try store.replaceTexts(
          ofSale: sale.id, content: Anonymous.content(sale.content),
          priced: try Anonymous.sale(sale.priced), quote: Anonymous.quote(sale.quote))
        slips += try [sale.id] + store.goodsReturns(ofSale: sale.id).map(\.id)
      }
      for number in slips {
        guard var receipt = try store.receipt(number) else { continue }
        receipt.content = slip(receipt)
        receipt.signedHash = nil
        try store.update(receipt)
      }
      return true
    }
  }
}

extension StoreTransaction {
  /// Whether a member's data are to leave the store; `nil` while they are to stay, or have left.
  func lapse(of member: Member, _ rules: ActivityRules, on date: BusinessDate) throws -> Lapse? {
    guard member.erased == nil else { return nil }
    let newest = [member.lastPurchase, member.joined, member.registered].compactMap(\.self).max()
    // Most members bought lately: no need to look at their sales.
    guard let newest, rules.dataKeeping(lastPurchase: newest, today: date) != .everywhere,
      try openSales(of: member.id).isEmpty
    else { return nil }
    let booked = try purchases(of: member.id, from: .earliest, through: date)
    let since =
      booked.filter { $0.paid > .zero }.map(\.date).max()
      ?? (booked.isEmpty ? member.lastPurchase : nil) ?? member.joined ?? newest
    switch rules.dataKeeping(lastPurchase: since, today: date) {
    case .everywhere: return nil
    case .operationsOnly(let until): return Lapse(member: member, since: since, keptUntil: until)
    case .nowhere: return Lapse(member: member, since: since, keptUntil: nil)
    }
  }
}
