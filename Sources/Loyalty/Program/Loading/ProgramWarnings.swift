import Documents

/// What is legal in a program file and all the same surely wrong: told when the file is checked, and no
/// mistake.
struct ProgramWarnings {
  let program: LoyaltyProgram
  private(set) var found: [Warning] = []

  /// One of them, with the path of the field it is about.
  struct Warning {
    var path: String
    var words: ProgramWarning
  }

  init(_ program: LoyaltyProgram) {
    self.program = program
    rates()
    levels()
    joining()
    points()
    trust()
  }

  private mutating func warn(_ path: String, _ words: ProgramWarning) {
    found.append(Warning(path: path, words: words))
  }

  // MARK: Prices

  /// Below this a rate is more likely a slip than a sale: 8折 is 0.80, not 0.08.
  private static let lowest = 3_000

  private mutating func rates() {
    var given: [(path: String, rate: Rate)] = []
    for (index, level) in program.levels.enumerated() {
      given.append(("levels[\(index)].rate", level.rate))
      if let rate = level.birthdayRate { given.append(("levels[\(index)].birthdayRate", rate)) }
    }
    if let rate = program.birthday?.rate { given.append(("birthday.rate", rate)) }
    if let day = program.memberDay { given.append(("memberDay.rate", day.rate)) }
    for (path, rate) in given where rate.tenThousandths < Self.lowest {
      warn(path, .lowRate(rate))
    }
    birthdayRates()
    if let day = program.memberDay, program.levels.allSatisfy({ $0.rate <= day.rate }) {
      warn("memberDay.rate", .pointless(day.rate))
    }
    for (index, pair) in zip(program.levels, program.levels.dropFirst()).enumerated()
    where pair.1.rate > pair.0.rate {
      warn("levels[\(index + 1)].rate", .dearer(pair.1, than: pair.0))
    }
  }

  /// The better of both rates applies, so that a worse birthday rate never does.
  private mutating func birthdayRates() {
    for (index, level) in program.levels.enumerated() {
      if let rate = level.birthdayRate {
        if rate >= level.rate {
          warn("levels[\(index)].birthdayRate", .birthday(rate, level: level))
        }
      } else if let rate = program.birthday?.rate, rate > level.rate {
        warn("birthday.rate", .birthday(rate, level: level))
      }
    }
    let own = program.levels.filter { $0.birthdayRate == nil }
    if let rate = program.birthday?.rate, !own.isEmpty, own.allSatisfy({ $0.rate == rate }) {
      warn("birthday.rate", .pointless(rate))
    }
  }

  // MARK: Levels and joining

  private mutating func levels() {
    for (index, level) in program.levels.enumerated().dropFirst()
    where level.threshold == nil && !program.joining.contains(where: { $0.level == level.id }) {
      warn("levels[\(index)].id", .unreachable(level))
    }
    let thresholds = program.levels.compactMap(\.threshold)
    let gaps = zip([0] + thresholds, thresholds).map { $1 - $0 }
    if let rules = program.advancement, let least = gaps.min(), rules.remindWithin >= least {
      warn("advancement.remindWithin", .alwaysReminds)
    }
  }

  /// A way to join that asks for more, in less time, for no more than another gives.
  private mutating func joining() {
    func rank(_ rule: JoiningRule) -> Int {
      program.levels.firstIndex { $0.id == rule.level } ?? 0
    }
    for (index, rule) in program.joining.enumerated() {
      let other = program.joining.first { other in
        other != rule && other.within.contains(rule.within) && other.spend <= rule.spend
          && rank(other) >= rank(rule)
      }
      if let other { warn("joining[\(index)].spend", .neverDecides(rule, other)) }
    }
  }

  // MARK: Points

  private mutating func points() {
    let most = program.levels.map(\.pointsMultiplier).max() ?? 100
    if let off = program.redemption.moneyOff {
      // What one yuan earns, in money off, against half of that yuan.
      let back = Int128(program.points.earn) * Int128(most) * Int128(off.amount.fen) * 2
      let paid = Int128(program.points.every.fen) * Int128(off.points) * 100
      if back >= paid { warn("redemption.moneyOff.amount", .givesBackHalf) }
    }
    if let limit = program.redemption.ladder, limit.rungs.isEmpty, limit.further == nil {
      warn("redemption.ladder.rungs", .emptyLadder)
    }
  }

  private mutating func trust() {
    if program.trust.highTrustAbove != nil, program.trust.redeem == .high {
      warn("trust.highTrustAbove", .needless)
    }
  }
}

extension JoiningRule.Window {
  /// Whether every purchase that counts in another window counts in this one, too.
  fileprivate func contains(_ other: Self) -> Bool {
    switch (self, other) {
    case (.months(let own), .months(let months)): own >= months
    case (.months, _), (.oneDay, .onePurchase): true
    case (.oneDay, .oneDay), (.onePurchase, .onePurchase): true
    default: false
    }
  }
}
