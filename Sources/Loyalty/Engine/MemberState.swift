import BusinessCalendar

/// What the rules make of a member on the day of the sale.
///
/// A class, so that the snapshot is copied once and then passed on by reference.
final class MemberState {
  let snapshot: MemberSnapshot
  /// The level's index; -1 when the program has no such level.
  let level: Int
  let registration: RegistrationStatus
  let isBirthday: Bool
  /// Valid points before the sale, pending ones left out.
  let balance: Int64

  init(_ snapshot: MemberSnapshot, on date: BusinessDate, program: LoyaltyProgram) {
    self.snapshot = snapshot
    level = program.levels.firstIndex { $0.id == snapshot.level } ?? -1
    registration = RegistrationStatus(
      joined: snapshot.joined, registered: snapshot.registered, on: date,
      rule: program.registration)
    isBirthday =
      snapshot.birthday.map {
        Birthday.isCelebrated($0, on: date, leapDay: program.birthday?.leapDay ?? .february28)
      } ?? false
    let lots = LotArithmetic.balance(
      snapshot.lots, on: date, pendingCounts: registration == .registered)
    balance = lots.saturating(plus: -max(0, snapshot.pointsOwed))
  }

  /// What a level's threshold is compared with, before this sale.
  func counted(_ measure: LevelMeasure) -> Int64 {
    switch measure {
    case .pointsEverEarned: snapshot.accumulatedPoints
    case .pointsInPeriod: snapshot.periodPoints
    case .spentInPeriod: snapshot.periodSpent.fen
    }
  }

  var isDiscountOnly: Bool { registration == .discountOnly }

  func hasClaimed(_ rule: RuleID, where matches: (BusinessDate) -> Bool) -> Bool {
    snapshot.claims?.contains { $0.rule == rule && matches($0.date) } ?? false
  }
}
