/// A program that uses a reader: a till, a tool, a test.
public struct ReaderApplication: RawRepresentable, Sendable, Hashable {
  /// A name that is unique on this machine.
  public let rawValue: String

  /// Makes an application from its name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// What a gate delivers to the owner of a reader, in the words of UnifiedPOS.
public enum GateEvent: Sendable, Equatable {
  /// DataEvent: a swipe without errors, or a card that was inserted.
  case data(CardEvent)
  /// ErrorEvent: a swipe with errors, or a reader that failed. At card level the event holds no
  /// readable track, at track level the good ones.
  case error(CardEvent)
  /// StatusUpdateEvent: readers and cards come and go.
  case status(CardEvent)
  /// Another program wants the reader: retain it, or it goes over.
  case releaseRequested(by: ReaderApplication)
  /// The claim is over: it went to another program that asked for it.
  case claimLost(to: ReaderApplication)
}

/// How much of a swipe with errors is delivered (UnifiedPOS MSR `ErrorReportingType`).
public enum ErrorReporting: Sendable, Hashable {
  /// `MSR_ERT_CARD`: one bad track spoils the swipe; no track is delivered.
  case card
  /// `MSR_ERT_TRACK`: good tracks are delivered, bad ones say why.
  case track
}
