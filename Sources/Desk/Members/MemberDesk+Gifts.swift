package import BusinessCalendar
package import Loyalty
package import MemberStore
package import Wording

/// What a member is promised once in a period.
package enum MemberGift: String, Sendable, CaseIterable {
  case welcome, birthday, quarter
}

/// A gift that was handed out.
package struct GiftBooked: Sendable {
  package let claim: GiftClaim
  /// Whether it had been handed out before: there is no second one.
  package let isRepeated: Bool
}

extension MemberDesk {
  /// Books that a member got a gift of the program.
  ///
  /// - Parameter reference: the receipt or entry against which it is handed out; a birthday gift takes a
  ///   receipt of the member of that very day.
  /// - Throws: ``PlainError`` `noGiftDue`, ``StoreError`` `giftClaimed`, `unknownSale`,
  ///   `receiptDoesNotCount`.
  package func hand(
    _ gift: MemberGift, to member: MemberReference, against reference: String,
    on date: BusinessDate, program: LoyaltyProgram
  ) async throws -> GiftBooked {
    let member = try await member.find(in: store)
    let due: (rule: RuleID, cycle: GiftClaim.Cycle)?
    switch gift {
    case .welcome: due = program.gifts.welcome.map { ($0, .once) }
    case .quarter: due = program.level(member.level)?.quarterlyGift.map { ($0, .quarterly) }
    case .birthday:
      let isToday =
        member.birthday.map {
          Birthday.isCelebrated(
            $0, on: date, leapDay: program.birthday?.leapDay ?? .february28)
        } ?? false
      due = isToday ? program.gifts.birthday.map { ($0, .yearly) } : nil
    }
    guard let due else { throw gift.notDue(to: member, on: date) }
    let claim = GiftClaim(
      member: member.id, rule: due.rule, cycle: due.cycle, reference: reference, date: date)
    return try await book(claim) { tables in
      if gift == .birthday {
        try tables.requirePurchase(reference, of: member.id, on: date)
      }
    }
  }

  /// Books that a member was asked in this quarter's survey (rule A38).
  package func surveyed(
    _ reference: MemberReference, on date: BusinessDate, program: LoyaltyProgram
  ) async throws -> GiftBooked {
    guard let rule = program.activity?.survey else { throw ActivityWords.noRules(program) }
    let member = try await reference.find(in: store)
    return try await book(
      GiftClaim(
        member: member.id, rule: rule, cycle: .quarterly, reference: "survey", date: date))
  }

  private func book(
    _ claim: GiftClaim,
    confirm: @escaping @Sendable (any StoreTransaction) throws -> Void = { _ in }
  ) async throws -> GiftBooked {
    let earlier = try await store.claim(claim, confirm: confirm)
    return GiftBooked(claim: earlier ?? claim, isRepeated: earlier != nil)
  }
}

extension StoreTransaction {
  /// Requires a receipt to be of a member's own purchase on a day, of which something was kept (rule B10).
  fileprivate func requirePurchase(
    _ id: String, of member: String, on date: BusinessDate
  ) throws {
    guard let sale = try sale(id) else { throw StoreError.unknownSale(id) }
    guard sale.state == .committed else { throw StoreError.receiptNotPaid(id) }
    guard sale.memberID == member else { throw StoreError.receiptOfAnother(id) }
    guard sale.date == date else { throw StoreError.receiptOfAnotherDay(id, sale.date) }
    let returned = sale.returned(in: try goodsReturns(ofSale: id))
    let isKept = sale.lines.contains { $0.isPurchase && returned[$0.id]?.quantity != $0.quantity }
    guard isKept else { throw StoreError.receiptReturned(id) }
  }
}

extension MemberGift {
  /// The gift's name for people.
  package var name: Sentence {
    switch self {
    case .welcome: Sentence(zhHans: "入会礼", zhHant: "入會禮", en: "welcome gift")
    case .birthday: Sentence(zhHans: "生日礼", zhHant: "生日禮", en: "birthday gift")
    case .quarter: Sentence(zhHans: "季度礼", zhHant: "季度禮", en: "quarter's gift")
    }
  }

  fileprivate func notDue(to member: Member, on date: BusinessDate) -> PlainError {
    PlainError(
      code: "noGiftDue",
      Sentence(
        zhHans: "\(date) 会员 \(member.id) 没有\(name.simplifiedChinese)可领。",
        zhHant: "\(date) 會員 \(member.id) 沒有\(name.traditionalChinese)可領。",
        en: "No \(name.english) is due to the member \(member.id) on \(date)."),
      nature: .refusal)
  }
}
