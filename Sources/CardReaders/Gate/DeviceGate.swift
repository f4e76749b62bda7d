public import MagneticStripe

/// Decides which events of a reader reach which program, and when, as UnifiedPOS has it.
///
/// One program owns the reader at a time. Its events are let through while the reader is enabled;
/// data and errors wait in a queue until `DataEventEnabled`, which goes off with each one that is
/// delivered. Whatever happened before the claim is dropped: a swipe for the last customer never
/// reaches the next one's sale, and a chip card that was left in the reader must be inserted anew.
///
/// A value without clock, thread or device: every call gives the events to deliver to the owner.
public struct DeviceGate: Sendable {
  /// The program that has claimed the reader.
  public private(set) var owner: ReaderApplication?
  /// `DeviceEnabled`.
  public private(set) var isEnabled = false
  /// `DataEventEnabled`.
  public private(set) var isDataEventEnabled = false
  /// `AutoDisable`: the reader is disabled as soon as data are queued.
  public private(set) var autoDisables = false
  /// `ErrorReportingType`.
  public private(set) var errorReporting = ErrorReporting.card
  /// `TracksToRead`: other tracks are delivered as empty and cause no error.
  public private(set) var tracksToRead = Set(TrackNumber.allCases)

  private var queue: [GateEvent] = []
  private var claimTime: ContinuousClock.Instant?
  private var claimant: ReaderApplication?

  /// Makes a gate that nobody has claimed.
  public init() {}

  /// `DataCount`: how many data events are waiting.
  public var dataCount: Int {
    queue.count { if case .data = $0 { true } else { false } }
  }

  // MARK: claim and release

  /// Claims the reader. Claiming it twice changes nothing.
  ///
  /// Throws ``GateError/claimed(owner:)`` if another program owns it.
  public mutating func claim(
    by application: ReaderApplication, at time: ContinuousClock.Instant
  ) throws(GateError) {
    if let owner, owner != application { throw .claimed(owner: owner) }
    if owner == nil { begin(application, at: time) }
  }

  /// Asks the owner to give the reader up. The owner has until ``yieldClaim(at:)`` to
  /// ``retain(by:)`` it. If nobody owns the reader, it is claimed at once.
  public mutating func requestRelease(
    by application: ReaderApplication, at time: ContinuousClock.Instant
  ) -> [GateEvent] {
    guard let owner else {
      begin(application, at: time)
      return []
    }
    guard owner != application else { return [] }
    claimant = application
    return [.releaseRequested(by: application)]
  }

  /// The owner keeps the reader in spite of a request.
  public mutating func retain(by application: ReaderApplication) throws(GateError) {
    try check(application)
    claimant = nil
  }

  /// The time to retain the reader is over: it goes to the program that asked, unless retained. The
  /// events are for the former owner.
  public mutating func yieldClaim(at time: ContinuousClock.Instant) -> [GateEvent] {
    guard let claimant else { return [] }
    begin(claimant, at: time)
    return [.claimLost(to: claimant)]
  }

  /// Releases the reader: it is disabled, and what waits is dropped. A program that asked for it
  /// gets it.
  public mutating func release(
    by application: ReaderApplication, at time: ContinuousClock.Instant
  ) throws(GateError) {
    try check(application)
    let next = claimant
    reset()
    if let next { begin(next, at: time) }
  }

  // MARK: properties of the owner

  /// Sets `DeviceEnabled`. Disabling keeps what waits.
  public mutating func setEnabled(
    _ isEnabled: Bool, by application: ReaderApplication
  ) throws(GateError) {
    try check(application)
    self.isEnabled = isEnabled
  }

  /// Sets `DataEventEnabled`, and gives the first event that waits for it.
  public mutating func setDataEventEnabled(
    _ isDataEventEnabled: Bool, by application: ReaderApplication
  ) throws(GateError) -> [GateEvent] {
    try check(application)
    self.isDataEventEnabled = isDataEventEnabled
    return deliver()
  }

  /// Sets `AutoDisable`.
  public mutating func setAutoDisables(
    _ autoDisables: Bool, by application: ReaderApplication
  ) throws(GateError) {
    try check(application)
    self.autoDisables = autoDisables
  }

  /// Sets `ErrorReportingType` for the swipes to come.
  public mutating func setErrorReporting(
    _ errorReporting: ErrorReporting, by application: ReaderApplication
  ) throws(GateError) {
    try check(application)
    self.errorReporting = errorReporting
  }

  /// Sets `TracksToRead` for the swipes to come.
  public mutating func setTracksToRead(
    _ tracksToRead: Set<TrackNumber>, by application: ReaderApplication
  ) throws(GateError) {
    try check(application)
    self.tracksToRead = tracksToRead
  }

  /// `clearInput`: drops what waits.
  public mutating func clearInput(by application: ReaderApplication) throws(GateError) {
    try check(application)
    queue = []
  }

  // MARK: input

  /// Takes what happened at the reader, and gives what the owner is told of it now.
  public mutating func receive(_ event: CardEvent) -> [GateEvent] {
    guard let claimTime, event.arrival >= claimTime else { return [] }
    switch event.happening {
    case .swipe(let swipe):
      return enqueue(swipe.gated(event, errorReporting, tracksToRead))
    case .cardInserted: return enqueue(.data(event))
    case .error: return enqueue(.error(event))
    case .cardRemoved, .readerRemoved:
      withdrawInsertions(of: event.reader)
      return status(event)
    case .serviceLost:
      withdrawInsertions(of: nil)
      return status(event)
    case .readerAdded, .readerBusy, .readerFree, .serviceRestored: return status(event)
    }
  }

  private func status(_ event: CardEvent) -> [GateEvent] { isEnabled ? [.status(event)] : [] }

  private mutating func enqueue(_ event: GateEvent) -> [GateEvent] {
    guard isEnabled else { return [] }
    queue.append(event)
    if autoDisables, case .data = event { isEnabled = false }
    return deliver()
  }

  private mutating func deliver() -> [GateEvent] {
    guard isDataEventEnabled, !queue.isEmpty else { return [] }
    isDataEventEnabled = false
    return [queue.removeFirst()]
  }

  /// An insertion that has not been delivered when the card is gone again is nothing to act on.
  private mutating func withdrawInsertions(of reader: String?) {
    queue.removeAll { waiting in
      guard case .data(let event) = waiting, case .cardInserted = event.happening else {
        return false
      }
      return reader == nil || event.reader == reader
    }
  }

  private func check(_ application: ReaderApplication) throws(GateError) {
    guard owner == application else { throw .notClaimed(application) }
  }

  private mutating func begin(_ application: ReaderApplication, at time: ContinuousClock.Instant) {
    reset()
    owner = application
    claimTime = time
  }

  private mutating func reset() { self = DeviceGate() }
}
