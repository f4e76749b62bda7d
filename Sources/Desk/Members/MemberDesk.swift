package import BusinessCalendar
package import Loyalty
package import MemberStore
package import VIPCard
import Wording

/// The service desk: what is done for members beside a sale.
package struct MemberDesk: Sendable {
  package let store: any MemberStore

  package init(_ store: any MemberStore) { self.store = store }

  /// By what members are looked for.
  package enum Search: Sendable, Hashable {
    case number(CardNumber)
    case familyName(String)
    /// 1 to 12.
    case birthMonth(Int)
  }

  /// Members by card number, family name or birth month; nobody found is an empty list.
  package func find(_ search: Search, on date: BusinessDate) async throws -> [CardHolder] {
    try await store.read { tables in
      let members: [Member] =
        switch search {
        case .number(let number):
          try tables.cards(number: number.digits).first.flatMap { try tables.member($0.memberID) }
            .map { [$0] } ?? []
        case .familyName(let name): try tables.members(familyName: name)
        case .birthMonth(let month): try tables.members(bornIn: month)
        }
      return try CardHolder.all(members, on: date, tables)
    }
  }

  /// Everything about a member on a date.
  ///
  /// - Parameter program: adds registration and activity.
  package func sheet(
    of reference: MemberReference, on date: BusinessDate, program: LoyaltyProgram?
  ) async throws -> MemberSheet {
    let member = try await reference.find(in: store)
    guard let account = try await store.account(of: member.id, on: date) else {
      throw StoreError.unknownMember(member.id)
    }
    return try await store.read { tables in
      MemberSheet(
        date: date, holder: try CardHolder(account.member, on: date, tables),
        balance: account.balance, pending: account.pendingPoints, owed: account.owed,
        prepaid: account.prepaid,
        registration: program.map {
          RegistrationStatus(of: account.snapshot, on: date, rule: $0.registration)
        },
        activity: try program?.activity.map { rules in
          let record = try tables.record(of: member, through: date, survey: rules.survey)
          return MemberActivity(record, on: date, rules: rules)
        },
        gifts: try tables.giftClaims(of: member.id), levels: try tables.levelEntries(of: member.id))
    }
  }

  /// How active a member is on a date, and what that calls for (rules A41 to A48).
  package func activity(
    of reference: MemberReference, on date: BusinessDate, program: LoyaltyProgram
  ) async throws -> MemberActivity {
    guard let rules = program.activity else { throw ActivityWords.noRules(program) }
    return try await store.read { tables in
      let member = try reference.find(tables)
      let record = try tables.record(of: member, through: date, survey: rules.survey)
      return MemberActivity(record, on: date, rules: rules)
    }
  }

  /// Gives every member the level that the period which is over calls for (rule C1), and returns what was
  /// decided now.
  package func settleLevels(
    program: LoyaltyProgram, on date: BusinessDate
  ) async throws -> [LevelEntry] {
    try await store.settleLevels(program: program, on: date)
  }
}

/// Everything about a member on a date.
package struct MemberSheet: Sendable {
  package let date: BusinessDate
  package let holder: CardHolder
  package let balance: Int64
  package let pending: Int64
  package let owed: Int64
  /// What is on the card (rule C5).
  package let prepaid: Money
  package let registration: RegistrationStatus?
  package let activity: MemberActivity?
  package let gifts: [GiftClaim]
  package let levels: [LevelEntry]
}
