public import BusinessCalendar
public import Loyalty

extension MemberStore {
  /// Gives a member the level that the period which has ended calls for (rule C1), at the first touch in
  /// the new one.
  ///
  /// Decided once for each period, by what was earned or spent in it, never by the balance; the decision
  /// is an entry with its rule. Programs that count everything ever earned (rule B7) decide nothing here.
  /// - Returns: the entry that was booked; `nil` when there was nothing to decide.
  @discardableResult
  public func settleLevel(
    of member: String, program: LoyaltyProgram, on date: BusinessDate
  ) async throws(StoreError) -> LevelEntry? {
    let isDue = try await read { store in
      try store.dueLevel(of: member, program: program, on: date) != nil
    }
    guard isDue else { return nil }
    return try await write { store in
      try store.settleLevel(of: member, program: program, on: date)
    }
  }

  /// Does so for every member, each in a transaction of its own; members who are done are passed over.
  ///
  /// - Returns: what was booked, by member id.
  public func settleLevels(
    program: LoyaltyProgram, on date: BusinessDate
  ) async throws(StoreError) -> [LevelEntry] {
    guard program.advancement?.lastPeriod(before: date) != nil else { return [] }
    var entries: [LevelEntry] = []
    for member in try await members() {
      if let entry = try await settleLevel(of: member.id, program: program, on: date) {
        entries.append(entry)
      }
    }
    return entries
  }

  /// How a member's level came about, oldest period first.
  public func levelEntries(of member: String) async throws(StoreError) -> [LevelEntry] {
    try await read { store in try store.levelEntries(of: member) }
  }
}

extension StoreTransaction {
  /// What is to be decided for a member; `nil` when everything is.
  func dueLevel(
    of id: String, program: LoyaltyProgram, on date: BusinessDate
  ) throws -> (member: Member, first: BusinessDate, last: BusinessDate)? {
    guard let period = program.advancement?.lastPeriod(before: date),
      let member = try member(id), program.level(member.level) != nil,
      member.joined ?? period.last <= period.last
    else { return nil }
    if let done = try lastLevelPeriod(of: id), done >= period.last { return nil }
    // Before its first sale the store knows nothing of what anybody earned or spent.
    guard let began = try firstBusinessDate(), began <= period.last else { return nil }
    return (member, period.first, period.last)
  }

  /// Decides and books the level of a new period.
  func settleLevel(
    of id: String, program: LoyaltyProgram, on date: BusinessDate
  ) throws -> LevelEntry? {
    guard let advancement = program.advancement,
      let due = try dueLevel(of: id, program: program, on: date)
    else { return nil }
    var member = due.member
    let (first, last) = (due.first, due.last)
    let counted =
      switch advancement.counted {
      case .spentInPeriod:
        try purchases(of: id, from: first, through: last).reduce(Int64(0)) { $0 + $1.paid.fen }
      case .pointsInPeriod: try pointsEarned(by: id, from: first, through: last)
      case .pointsEverEarned: Int64(0)
      }
    let entry = LevelEntry(
      memberID: id, periodEnd: last, before: member.level,
      after: program.levelAfterPeriod(current: member.level, counted: counted),
      rule: advancement.rule.description, counted: counted, date: date)
    try append(entry)
    if entry.before != entry.after {
      member.level = entry.after
      member.revision += 1
      try update(member)
    }
    return entry
  }
}

extension Advancement {
  /// The first day of the period that levels count on a date; `nil` where they count everything ever
  /// earned.
  public func periodStart(on date: BusinessDate) -> BusinessDate? {
    guard counted != .pointsEverEarned else { return nil }
    guard let months else { return BusinessDate(year: date.year, month: 1, day: 1) }
    return date.adding(months: -months).adding(days: 1)
  }

  /// The last period that is over on a date: the calendar year before, or, where the program counts a
  /// number of months, those that ended with the last calendar month. `nil` where no period ends.
  public func lastPeriod(
    before date: BusinessDate
  ) -> (first: BusinessDate, last: BusinessDate)? {
    guard counted != .pointsEverEarned else { return nil }
    guard months == nil else {
      let last = date.adding(days: -date.day)
      return periodStart(on: last).map { ($0, last) }
    }
    guard let first = BusinessDate(year: date.year - 1, month: 1, day: 1) else { return nil }
    return (first, first.endOfYear)
  }
}
