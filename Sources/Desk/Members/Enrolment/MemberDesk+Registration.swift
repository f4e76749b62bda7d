package import BusinessCalendar
package import Loyalty
import MemberStore

/// A registration form that came in.
package struct Registration: Sendable {
  package let holder: CardHolder
  /// `nil` where no program says whether the form was in time.
  package let status: RegistrationStatus?
  package let balance: Int64
  /// Whether the form was in already, and said nothing else of the person.
  package let isRepeated: Bool
}

extension MemberDesk {
  /// What a form says of the person; what is not known is left out.
  package struct Person: Sendable {
    package var familyName: String?
    package var title: String?
    package var birthday: BusinessDate?

    package init(familyName: String?, title: String?, birthday: BusinessDate?) {
      self.familyName = familyName
      self.title = title
      self.birthday = birthday
    }

    /// Whether anything of it is not what is known already.
    fileprivate func changes(_ member: Member) -> Bool {
      familyName.map { $0 != member.familyName } ?? false
        || title.map { $0 != member.title } ?? false
        || birthday.map { $0 != member.birthday } ?? false
    }
  }

  /// Books that a member's registration form came in (rules A6, A7), and what it says of the person.
  package func register(
    _ reference: MemberReference, on date: BusinessDate, person: Person, program: LoyaltyProgram?
  ) async throws -> Registration {
    let member = try await reference.find(in: store)
    let isBooked = try await store.register(member.id, on: date)
    if person.familyName != nil || person.title != nil || person.birthday != nil {
      try await store.rename(
        member.id, familyName: person.familyName ?? member.familyName,
        title: person.title ?? member.title, birthday: person.birthday ?? member.birthday)
    }
    guard let account = try await store.account(of: member.id, on: date) else {
      throw StoreError.unknownMember(member.id)
    }
    return Registration(
      holder: try await store.read { try CardHolder(account.member, on: date, $0) },
      status: program.map {
        RegistrationStatus(of: account.snapshot, on: date, rule: $0.registration)
      },
      balance: account.balance, isRepeated: !isBooked && !person.changes(member))
  }
}
