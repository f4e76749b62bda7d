public import FoundationEssentials
public import SmartCard

/// Every chip and contactless reader behind PC/SC.
///
/// The service may start later, go away and come back: that is told by
/// ``CardEvent/Happening/serviceLost`` and ``CardEvent/Happening/serviceRestored``, and the readers and
/// cards are announced anew.
public struct PCSCReaders: CardReader {
  private let source: @Sendable () -> AsyncStream<ReaderEvent>
  private let now: @Sendable () -> Date

  /// Makes the readers of a monitor.
  public init(
    monitor: ReaderMonitor = ReaderMonitor(), now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.init(source: { monitor.events() }, now: now)
  }

  /// Makes readers of any source of PC/SC events.
  public init(
    source: @escaping @Sendable () -> AsyncStream<ReaderEvent>,
    now: @escaping @Sendable () -> Date
  ) {
    self.source = source
    self.now = now
  }

  /// Always ``ReaderKind/pcsc``.
  public var kind: ReaderKind { .pcsc }

  /// What the service tells, from now on: every reader, then every card, then what comes.
  public func events() -> AsyncStream<CardEvent> {
    let (source, now) = (source, now)
    return .reading { report in
      for await event in source() {
        report(CardEvent(.init(event), reader: event.reader, kind: .pcsc, time: now()))
      }
    }
  }
}

extension CardEvent.Happening {
  /// What a PC/SC event is to everyone.
  init(_ event: ReaderEvent) {
    switch event {
    case .readerAdded: self = .readerAdded
    case .readerRemoved: self = .readerRemoved
    case .cardInserted(_, let atr): self = .cardInserted(atr: atr.bytes, card: atr.explanation)
    case .cardUnresponsive(let reader):
      self = .error(CardReaderError(SmartCardError(.cardUnresponsive, reader: reader)))
    case .cardRemoved: self = .cardRemoved
    case .serviceLost: self = .serviceLost
    case .serviceRestored: self = .serviceRestored
    case .exclusiveUseBegan: self = .readerBusy
    case .exclusiveUseEnded: self = .readerFree
    }
  }
}
