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
  /// Points that could be spent if the registration form were here (rule A7).
  let waiting: Int64

  init(_ member: MemberSnapshot, on date: BusinessDate, program: LoyaltyProgram) {
    var snapshot = member
    level = program.levels.firstIndex { $0.id == snapshot.level } ?? -1
    registration = RegistrationStatus(of: snapshot, on: date, rule: program.registration)
    isBirthday =
      snapshot.birthday.map {
        Birthday.isCelebrated($0, on: date, leapDay: program.birthday?.leapDay ?? .february28)
      } ?? false
    if registration != .registered {
      // Whatever was earned with this card waits for the form, marked or not (rule A7).
      let received = snapshot.cardReceived ?? snapshot.joined ?? snapshot.registered ?? date
      for index in snapshot.lots.indices where snapshot.lots[index].earned >= received {
        snapshot.lots[index].pending = true
      }
    }
    self.snapshot = snapshot
    let lots = LotArithmetic.balance(
      snapshot.lots, on: date, pendingCounts: registration == .registered)
    balance = lots.saturating(plus: -max(0, snapshot.pointsOwed))
    if case .pending = registration {
      waiting =
        LotArithmetic.balance(snapshot.lots, on: date, pendingCounts: true)
        .saturating(plus: -lots)
    } else {
      waiting = 0
    }
  }

  /// Days by which promotions begin earlier for this member (rule C1).
  func earlyAccessDays(_ program: LoyaltyProgram) -> Int {
    guard level >= 0, !isDiscountOnly else { return 0 }
    return program.levels[level].earlyAccessDays
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
