import CardReaders
import MagneticStripe

/// Who has claimed which reader, after the rules of UnifiedPOS (``DeviceGate``).
///
/// A reader that nobody has claimed tells everybody. One that is claimed tells its owner alone, while it is enabled,
/// and one event each time the owner asks for data. A claim ends with its owner: when the owner releases it, when the
/// owner's token is revoked, or when the owner has not been heard of for ``idleLimit``; a stream of events, or a poll
/// that waits, is being heard of.
actor ReaderGates {
  /// How long an owner may be silent.
  static let idleLimit = Duration.seconds(60)

  /// A claim that ended without its owner's word.
  struct Lapse: Sendable, Hashable {
    let reader: String
    let owner: String
  }

  /// A claim as it stands.
  struct Claim: Sendable, Hashable {
    let owner: String
    let isEnabled: Bool
    let isDataEventEnabled: Bool
    let autoDisables: Bool
    let reportsByTrack: Bool
    let tracksToRead: [Int]
    let dataCount: Int
  }

  private var gates: [String: DeviceGate] = [:]
  private var heard: [String: ContinuousClock.Instant] = [:]
  private var listening: [String: Int] = [:]

  /// Claims a reader. Claiming it twice changes nothing.
  ///
  /// - Returns: whether it was claimed now.
  /// - Throws: ``GateError`` where another client owns it.
  func claim(
    _ reader: String, by client: String, at time: ContinuousClock.Instant
  ) throws(GateError) -> Bool {
    var gate = gates[reader] ?? DeviceGate()
    let isNew = gate.owner == nil
    try gate.claim(by: ReaderApplication(rawValue: client), at: time)
    gates[reader] = gate
    heard[client] = time
    return isNew
  }

  /// Releases a reader; what waits is dropped.
  ///
  /// - Parameter isManager: whether the client may end somebody else's claim.
  /// - Returns: whose claim ended; `nil` where nobody had claimed it.
  /// - Throws: ``GateError`` where another client owns it.
  func release(
    _ reader: String, by client: String, isManager: Bool, at time: ContinuousClock.Instant
  ) throws(GateError) -> String? {
    guard var gate = gates[reader], let owner = gate.owner else { return nil }
    try gate.release(
      by: isManager ? owner : ReaderApplication(rawValue: client), at: time)
    gates[reader] = nil
    return owner.rawValue
  }

  /// Sets what the owner wants of a reader, and gives the event that it may have now.
  ///
  /// - Throws: ``GateError`` where the client has not claimed it.
  func set(
    _ settings: ReaderSettings, of reader: String, by client: String
  ) throws(GateError) -> [GateEvent] {
    let application = ReaderApplication(rawValue: client)
    guard var gate = gates[reader] else { throw .notClaimed(application) }
    if let reporting = settings.errorReporting {
      try gate.setErrorReporting(reporting, by: application)
    }
    if let tracks = settings.tracksToRead { try gate.setTracksToRead(tracks, by: application) }
    if let autoDisables = settings.autoDisables {
      try gate.setAutoDisables(autoDisables, by: application)
    }
    if let isEnabled = settings.isEnabled { try gate.setEnabled(isEnabled, by: application) }
    if settings.clearsInput { try gate.clearInput(by: application) }
    var events: [GateEvent] = []
    if let isWanted = settings.isDataEventEnabled {
      events = try gate.setDataEventEnabled(isWanted, by: application)
    } else if gate.owner != application {
      throw .notClaimed(application)
    }
    gates[reader] = gate
    return events
  }

  /// Takes what happened at a reader.
  ///
  /// - Returns: the owner and what the owner is told now; `nil` where nobody has claimed the reader, and for what
  ///   everybody is told in any case: that readers and cards come and go.
  func receive(_ event: CardEvent) -> (owner: String, events: [GateEvent])? {
    // Without a name it is about the PC/SC service: cards that wait in its readers are gone.
    for name in event.reader.map({ [$0] }) ?? Array(gates.keys) {
      guard var gate = gates[name], let owner = gate.owner else { continue }
      let events = gate.receive(event)
      gates[name] = gate
      switch event.happening {
      case .swipe, .cardInserted, .error: return (owner.rawValue, events)
      default: continue
      }
    }
    return nil
  }

  /// The claim on a reader; `nil` where there is none.
  func claim(on reader: String) -> Claim? {
    guard let gate = gates[reader], let owner = gate.owner else { return nil }
    return Claim(
      owner: owner.rawValue, isEnabled: gate.isEnabled,
      isDataEventEnabled: gate.isDataEventEnabled, autoDisables: gate.autoDisables,
      reportsByTrack: gate.errorReporting == .track,
      tracksToRead: gate.tracksToRead.map(\.rawValue).sorted(), dataCount: gate.dataCount)
  }

  // MARK: being heard of

  /// A client has called.
  func hear(_ client: String, at time: ContinuousClock.Instant) { heard[client] = time }

  /// A client begins to wait for events.
  func beginListening(_ client: String) { listening[client, default: 0] += 1 }

  /// A client waits no longer.
  func endListening(_ client: String, at time: ContinuousClock.Instant) {
    heard[client] = time
    listening[client, default: 1] -= 1
    if listening[client] == 0 { listening[client] = nil }
  }

  /// Ends the claims of those who have not been heard of, or whose token is no more.
  ///
  /// - Parameter clients: whose tokens are in force; `nil` where that has not changed.
  /// - Returns: what ended.
  func lapse(
    at time: ContinuousClock.Instant, among clients: Set<String>? = nil
  ) -> [Lapse] {
    var lapses: [Lapse] = []
    for (reader, gate) in gates.sorted(by: { $0.key < $1.key }) {
      guard let owner = gate.owner?.rawValue else { continue }
      let isSilent =
        listening[owner] == nil && time - (heard[owner] ?? time) > Self.idleLimit
      guard isSilent || clients?.contains(owner) == false else { continue }
      gates[reader] = nil
      lapses.append(Lapse(reader: reader, owner: owner))
    }
    // Only owners are waited for.
    let owners = Set(gates.values.compactMap { $0.owner?.rawValue })
    heard = heard.filter { owners.contains($0.key) }
    return lapses
  }
}
