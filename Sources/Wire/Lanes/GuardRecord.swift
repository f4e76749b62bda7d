package import MemberStore

/// What is in force against copied cards, after `docs/schemas/guard.schema.json`.
package struct GuardRecord: Encodable, Sendable {
  package let closedLanes: [Lane]
  package let forgedReads: Int?
  package let windowMinutes: Int?
  package let travelMinutes: Int?
  package let dailyRedemptionCap: Int64?
  package let travelTimes: [Time]

  /// A lane that waits for a supervisor.
  package struct Lane: Encodable, Sendable {
    package let shop: String
    package let lane: String
    package let since: String
  }

  /// The least time between two stores.
  package struct Time: Encodable, Sendable {
    package let between: [String]
    package let minutes: Int
  }

  package init(closed: [LaneEvent], settings: GuardSettings, times: [TravelTime]) {
    closedLanes = closed.map { Lane(shop: $0.store, lane: $0.lane, since: $0.time) }
    forgedReads = settings.forgedReads
    windowMinutes = settings.windowMinutes
    travelMinutes = settings.travelMinutes
    dailyRedemptionCap = settings.dailyRedemptionCap
    travelTimes = times.map { Time(between: [$0.one, $0.other], minutes: $0.minutes) }
  }
}

/// A lane that takes cards again, after `docs/schemas/lane-release.schema.json`.
package struct LaneReleaseRecord: Encodable, Sendable {
  private let shop: String
  private let lane: String
  private let by: String
  private let wasClosed: Bool

  package init(shop: String, lane: String, by: String, wasClosed: Bool) {
    self.shop = shop
    self.lane = lane
    self.by = by
    self.wasClosed = wasClosed
  }
}
