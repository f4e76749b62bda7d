/// How many forged or copied cards call for a supervisor.
///
/// A forger with many lanes to go to reads twice at each and is never counted by one of them, so one number
/// counts across the lanes of a shop as it does at one; a forger with many numbers is counted by the shop.
struct ForgeryLimits {
  /// Forged reads at one lane.
  let lane: Int

  /// Takes what a lane bears; below 1 counts as 1.
  init(lane: Int) { self.lane = max(1, lane) }

  /// Forged reads of one number, at whichever lanes of the shop.
  var number: Int { lane }
  /// Forged reads of any numbers at any lanes of the shop.
  var shop: Int { 3 * lane }
}

extension RefusalEntry {
  /// The reasons that count towards closing a lane.
  static let forgeries = ["forged", "cloneSuspected"]

  /// The reasons for which a card was blocked that call for a supervisor when it appears for the first time:
  /// whoever holds it is not who lost it, or holds the copy.
  private static let wanted = ["lost", "clone"]

  /// Whether the card is one that was reported lost or copied.
  var isOfWantedCard: Bool { reason == "blocked" && detail.map(Self.wanted.contains) ?? false }
}

extension StoreTransaction {
  /// Whether a refusal that was just added calls for a supervisor.
  func callsForSupervisor(
    _ refusal: RefusalEntry, since last: LaneEvent?, limits: ForgeryLimits, window: Int64
  ) throws -> Bool {
    if refusal.isOfWantedCard { return true }
    guard RefusalEntry.forgeries.contains(refusal.reason) else { return false }
    let instant = (refusal.instant ?? 0) - window + 1
    let atLane = try refusals(
      store: refusal.store, lane: refusal.lane, reasons: RefusalEntry.forgeries,
      after: last?.afterRefusal ?? 0, since: instant)
    if atLane.count >= limits.lane { return true }
    // What a supervisor has looked at anywhere in the shop is dealt with.
    let dealtWith = try lastRefusalDealtWith(store: refusal.store)
    func count(_ number: String?) throws -> Int {
      try refusals(
        store: refusal.store, number: number, reasons: RefusalEntry.forgeries, after: dealtWith,
        since: instant)
    }
    if let number = refusal.maskedNumber, try count(number) >= limits.number { return true }
    return try count(nil) >= limits.shop
  }
}
