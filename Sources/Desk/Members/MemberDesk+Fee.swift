package import Loyalty
import MemberStore
import Wording

/// The fee of a card year that was paid.
package struct FeePaid: Sendable {
  package let member: String
  /// The latest year that is paid for.
  package let year: Int
  package let amount: Money
  package let rule: RuleID
  /// Whether it, or a later year's, had been paid before.
  package let isRepeated: Bool
}

extension MemberDesk {
  /// Books that a member paid the fee of a card year (rule C6); an earlier year changes nothing.
  package func payFee(
    _ reference: MemberReference, forYear year: Int, program: LoyaltyProgram
  ) async throws -> FeePaid {
    guard let fee = program.yearlyFee else { throw Self.noFee(program) }
    let member = try await reference.find(in: store)
    let isBooked = try await store.payFee(member.id, forYear: year)
    return FeePaid(
      member: member.id, year: max(year, member.feePaidFor ?? year), amount: fee.amount,
      rule: fee.rule, isRepeated: !isBooked)
  }

  private static func noFee(_ program: LoyaltyProgram) -> PlainError {
    PlainError(
      code: "noYearlyFee",
      Sentence(
        zhHans: "规则“\(program.id)”不收年费。", zhHant: "規則「\(program.id)」不收年費。",
        en: "The program \"\(program.id)\" has no yearly fee."))
  }
}
