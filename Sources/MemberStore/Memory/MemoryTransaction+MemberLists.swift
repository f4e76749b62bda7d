import BusinessCalendar
import Loyalty

extension MemoryTransaction {
  func purchases(
    ofMembers members: [String]?, through: BusinessDate
  ) throws -> [String: [Purchase]] {
    var all: [String: [Purchase]] = [:]
    for member in members.map(Set.init) ?? Set(tables.members.keys) {
      let list = try purchases(of: member, from: .earliest, through: through)
      if !list.isEmpty { all[member] = list }
    }
    return all
  }

  func giftClaims(rule: RuleID, through: BusinessDate) throws -> [GiftClaim] {
    try tables.members.keys.sorted().flatMap { try giftClaims(of: $0) }
      .filter { $0.rule == rule && $0.date <= through }
  }
}
