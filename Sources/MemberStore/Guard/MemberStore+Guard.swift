import BusinessCalendar
import Wording

extension MemberStore {
  /// The settings against forgers.
  public func guardSettings() async throws(StoreError) -> GuardSettings {
    try await read { store in try store.guardSettings() }
  }

  /// Changes the settings against forgers; who has done it is written down.
  ///
  /// - Parameters:
  ///   - who: the supervisor.
  ///   - why: the reason, where one was given.
  ///   - time: when, RFC 3339.
  ///   - change: changes the settings.
  /// - Returns: the settings as they are now.
  public func changeGuard(
    by who: String, because why: String? = nil, at time: String,
    _ change: @escaping @Sendable (inout GuardSettings) -> Void
  ) async throws(StoreError) -> GuardSettings {
    try await write { store in
      let before = try store.guardSettings()
      var settings = before
      change(&settings)
      guard settings != before else { return settings }
      try store.set(settings)
      try store.append(
        AuditEntry(
          .limitsChanged, by: who, because: why, before: before.summary, after: settings.summary,
          at: time))
      return settings
    }
  }

  /// The times between stores.
  public func travelTimes() async throws(StoreError) -> [TravelTime] {
    try await read { store in try store.travelTimes() }
  }

  /// Sets the least time in which anybody gets from one store to another; who has done it is written down.
  ///
  /// - Parameters:
  ///   - time: the time between two stores.
  ///   - who: the supervisor.
  ///   - why: the reason, where one was given.
  ///   - moment: when, RFC 3339.
  public func set(
    _ time: TravelTime, by who: String, because why: String? = nil, at moment: String
  ) async throws(StoreError) {
    try await write { store in
      let before = try store.travelTimes().first { $0.isBetween(time) }
      guard before != time else { return }
      try store.set(time)
      try store.append(
        AuditEntry(
          .travelChanged, by: who, because: why, before: before?.summary, after: time.summary,
          at: moment))
    }
  }

  /// Records a refusal; too many forged or copied cards in a short time close the lane to cards, and so does
  /// the first one that was reported lost or copied.
  ///
  /// Every process that reads cards for the lane counts together; one number counts across the lanes of a shop
  /// as well, and all numbers at three times as many. A good card in between changes nothing, for a forger can
  /// have one too.
  ///
  /// - Parameters:
  ///   - refusal: the refusal; never a bank card's.
  ///   - threshold: how many call for a supervisor, where the store has no setting; below 1 counts as 1.
  ///   - windowMinutes: how long one counts, where the store has no setting.
  /// - Returns: whether the lane is closed now.
  public func note(
    _ refusal: RefusalEntry, threshold: Int, windowMinutes: Int
  ) async throws(StoreError) -> Bool {
    try await write { store in
      try store.insert(refusal)
      let last = try store.lastLaneEvent(store: refusal.store, lane: refusal.lane)
      if let last, last.isLocked { return true }
      let settings = try store.guardSettings()
      guard
        try store.callsForSupervisor(
          refusal, since: last, limits: ForgeryLimits(lane: settings.forgedReads ?? threshold),
          window: Int64(settings.windowMinutes ?? windowMinutes) * 60)
      else { return false }
      let found = try store.refusals(
        store: refusal.store, lane: refusal.lane, reasons: [], after: 0, since: 0)
      try store.append(
        LaneEvent(
          store: refusal.store, lane: refusal.lane, isLocked: true, afterRefusal: found.last,
          time: refusal.time))
      return true
    }
  }

  /// Whether a lane is closed to cards until a supervisor has been there.
  public func isClosed(store: String, lane: String) async throws(StoreError) -> Bool {
    try await read { tables in
      try tables.lastLaneEvent(store: store, lane: lane)?.isLocked ?? false
    }
  }

  /// The lanes that are closed to cards, with the time since.
  public func closedLanes() async throws(StoreError) -> [LaneEvent] {
    try await read { store in try store.lastLaneEvents().filter(\.isLocked) }
  }

  /// Opens a lane again: a supervisor was there. Counting begins anew.
  ///
  /// - Returns: whether it was closed.
  @discardableResult
  public func release(
    store: String, lane: String, by supervisor: String?, because why: String? = nil,
    at time: String
  ) async throws(StoreError) -> Bool {
    try await write { tables in
      let last = try tables.lastLaneEvent(store: store, lane: lane)
      let found = try tables.refusals(
        store: store, lane: lane, reasons: [], after: 0, since: 0)
      try tables.append(
        LaneEvent(
          store: store, lane: lane, isLocked: false, supervisor: supervisor,
          afterRefusal: found.last, time: time))
      try tables.append(
        AuditEntry(
          .laneReleased, by: supervisor ?? "", because: why, store: store, lane: lane,
          before: last?.isLocked == true ? "closed" : "open", after: "open", at: time))
      return last?.isLocked ?? false
    }
  }

  /// Notes where a card is used, unless nobody can have come from the last place in that time: then
  /// there are two of it.
  ///
  /// - Parameters:
  ///   - sighting: where and when the card is used now.
  ///   - proven: whether the card proved itself afresh, so that it is no copy; it is noted whatever was
  ///     seen before.
  /// - Returns: the sighting that cannot be; `nil` when all is well.
  public func sight(
    _ sighting: CardSighting, proven: Bool
  ) async throws(StoreError) -> CardSighting? {
    try await write { store in
      if !proven, let last = try store.lastSighting(number: sighting.number),
        last.store != sighting.store, let before = Instant.seconds(last.time),
        let now = Instant.seconds(sighting.time)
      {
        let wanted = TravelTime(between: last.store, and: sighting.store, minutes: 0)
        let known = try store.travelTimes()
          .first { $0.one == wanted.one && $0.other == wanted.other }?.minutes
        if let minutes = try known ?? store.guardSettings().travelMinutes,
          abs(now - before) < Int64(minutes) * 60
        {
          return last
        }
      }
      try store.put(sighting)
      return nil
    }
  }
}

extension StoreTransaction {
  /// Refuses to redeem more points on one day than the store allows.
  func checkRedemptionCap(_ points: Int64, of member: String, on date: BusinessDate) throws {
    guard points > 0, let cap = try guardSettings().dailyRedemptionCap else { return }
    let spent = try pointsRedeemed(by: member, on: date)
    guard points <= cap - spent else {
      throw StoreError.redemptionCap(cap, spent: spent)
    }
  }
}

extension StoreError {
  static func redemptionCap(_ cap: Int64, spent: Int64) -> StoreError {
    StoreError(
      .redemptionCap, nature: .refusal,
      message: Sentence(
        zhHans: "每位会员每天最多使用 \(cap) 分，今天已用 \(spent) 分。",
        zhHant: "每位會員每天最多使用 \(cap) 分，今天已用 \(spent) 分。",
        en: "A member may redeem at most \(cap) points a day; \(spent) are redeemed already."),
      hint: Sentence(
        zhHans: "积分未变，请改日再来。", zhHant: "積分未變，請改日再來。",
        en: "The points have not changed; the rest can be redeemed on another day."))
  }
}

extension StoreError.Code {
  /// More points would be redeemed on one day than the store allows.
  public static let redemptionCap = Self(rawValue: "redemptionCap")
}
