public import BusinessCalendar

/// A slip as it was composed, kept so that it can be shown and printed again.
public struct ReceiptRecord: Sendable, Hashable {
  /// The receipt number: the id of the sale, return or redemption.
  public var number: String
  /// The store.
  public var store: String
  /// The lane.
  public var lane: String
  /// The business date.
  public var date: BusinessDate
  /// The composed slip as text, in the form of whoever composed it.
  public var content: String
  /// How far the member's signature has come; `nil` when the slip asks for none.
  public var signature: String?
  /// The hash of the slip that a drawn signature stands under; `nil` while there is none.
  public var signedHash: String?

  /// Makes a receipt.
  public init(
    number: String, store: String, lane: String, date: BusinessDate, content: String,
    signature: String?, signedHash: String? = nil
  ) {
    self.number = number
    self.store = store
    self.lane = lane
    self.date = date
    self.content = content
    self.signature = signature
    self.signedHash = signedHash
  }
}

/// One copy of a receipt on its way to paper.
public struct PrintJobRecord: Sendable, Hashable {
  /// The job's id, unique for ever.
  public var id: String
  /// The receipt.
  public var receiptNumber: String
  /// Whose copy it is.
  public var copy: String
  /// How many times the copy was printed before; 0 is the original.
  public var reprint: Int
  /// The store.
  public var store: String
  /// The lane.
  public var lane: String
  /// What became of it.
  public var state: PrintJobState
  /// When the state was reached, RFC 3339.
  public var time: String

  /// Makes a job.
  public init(
    id: String, receiptNumber: String, copy: String, reprint: Int, store: String, lane: String,
    state: PrintJobState, time: String
  ) {
    self.id = id
    self.receiptNumber = receiptNumber
    self.copy = copy
    self.reprint = reprint
    self.store = store
    self.lane = lane
    self.state = state
    self.time = time
  }
}

/// What became of a print job; unknown words survive.
public struct PrintJobState: RawRepresentable, Sendable, Hashable {
  /// The stored word.
  public let rawValue: String
  /// Wraps a stored word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Booked with what the slip says; nothing was sent yet.
  public static let queued = Self(rawValue: "queued")
  /// Going out; after a crash it is as good as unconfirmed.
  public static let sending = Self(rawValue: "sending")
  /// The printer answered after the last byte.
  public static let printed = Self(rawValue: "printed")
  /// Bytes went out and no answer came; never repeated on its own.
  public static let unconfirmed = Self(rawValue: "unconfirmed")
  /// Nothing was sent: the printer is not ready.
  public static let waiting = Self(rawValue: "waiting")
  /// Nothing was sent, and waiting does not help.
  public static let failed = Self(rawValue: "failed")

  /// Whether bytes may have reached the paper.
  public var mayBeOnPaper: Bool { self != .queued && self != .waiting && self != .failed }
}

/// A card that was refused. Bank cards are never recorded.
public struct RefusalEntry: Sendable, Hashable {
  /// The masked number; `nil` when none was read.
  public var maskedNumber: String?
  /// The check that failed, such as `forged`.
  public var reason: String
  /// The store.
  public var store: String
  /// The lane.
  public var lane: String
  /// The business date.
  public var date: BusinessDate
  /// The instant, RFC 3339.
  public var time: String
  /// What gave it away, where the reason does not say: `repeatedCode`, `counter`, `travel`; of a
  /// blocked card why it is blocked, such as `lost`.
  public var detail: String?

  /// Makes a refusal.
  public init(
    maskedNumber: String?, reason: String, store: String, lane: String, date: BusinessDate,
    time: String, detail: String? = nil
  ) {
    self.maskedNumber = maskedNumber
    self.reason = reason
    self.store = store
    self.lane = lane
    self.date = date
    self.time = time
    self.detail = detail
  }

  /// Seconds since 1970; `nil` when the time is none.
  package var instant: Int64? { Instant.seconds(time) }
}
