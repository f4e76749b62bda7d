package import BusinessCalendar
import Lane
package import Loyalty
package import MemberStore
package import Wording

/// Who left the store, or would (rule A48).
package struct RetentionSheet: Sendable {
  package let date: BusinessDate
  package let isApplied: Bool
  package let rule: RuleID
  /// Members who leave the store.
  package let lapses: [Lapse]
  /// Members who leave the file of operations.
  package let overdue: [String]
}

extension MemberDesk {
  /// Takes lapsed members out of the store, after operations has them in a file (rule A48).
  ///
  /// - Parameters:
  ///   - overdue: the ids of those who leave the file of operations.
  ///   - language: of what stands in the place of their slips; `nil` lists who would leave and changes nothing.
  ///   - keep: puts into the file of operations who leaves the store.
  package func retain(
    program: LoyaltyProgram, on date: BusinessDate, overdue: [String],
    erasingIn language: Language?,
    keep: ([LapsedMember]) throws -> Void
  ) async throws -> RetentionSheet {
    guard let rules = program.activity else { throw ActivityWords.noRules(program) }
    let lapses = try await store.lapses(rules, on: date)
    let exported = try await store.export(lapses, on: date)
    if let language {
      // Only when everything is safely with operations does anything leave the store.
      try keep(exported)
      for lapse in lapses {
        _ = try await store.erase(lapse.member.id, rules: rules, on: date) {
          ReceiptRecord.erasedSlip($0, language)
        }
      }
      if !lapses.isEmpty { try await store.purge() }
    }
    return RetentionSheet(
      date: date, isApplied: language != nil, rule: rules.retention.rule, lapses: lapses,
      overdue: overdue)
  }

  /// Everything that the store keeps of one member.
  package func file(
    of reference: MemberReference, on date: BusinessDate
  ) async throws -> MemberFile {
    try await store.read { tables in
      try MemberFile(try reference.find(tables), on: date, tables)
    }
  }
}
