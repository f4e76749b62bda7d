/// A right that somebody has used: who, when, why, and what was before and after. Added, never changed, never
/// removed.
public struct AuditEntry: Sendable, Hashable {
  /// What was done.
  public var action: Action
  /// Who has done it.
  public var who: String
  /// Why, in their own words; `nil` where nobody asked.
  public var why: String?
  /// The store that it is about; `nil` for all of them.
  public var store: String?
  /// The lane that it is about; `nil` for all of them.
  public var lane: String?
  /// What was before; `nil` where there was nothing.
  public var before: String?
  /// What is now; `nil` where there is nothing.
  public var after: String?
  /// When, RFC 3339.
  public var time: String

  /// Makes an entry.
  public init(
    _ action: Action, by who: String, because why: String? = nil, store: String? = nil,
    lane: String? = nil, before: String? = nil, after: String? = nil, at time: String
  ) {
    self.action = action
    self.who = who
    self.why = why
    self.store = store
    self.lane = lane
    self.before = before
    self.after = after
    self.time = time
  }

  /// What was done; unknown words survive.
  public struct Action: RawRepresentable, Sendable, Hashable {
    /// The stored word.
    public let rawValue: String
    /// Wraps a stored word.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A lane takes cards again.
    public static let laneReleased = Self(rawValue: "laneReleased")
    /// The limits against forgers were changed.
    public static let limitsChanged = Self(rawValue: "limitsChanged")
    /// The time between two stores was changed.
    public static let travelChanged = Self(rawValue: "travelChanged")
    /// The latest business date was taken back.
    public static let dateRepaired = Self(rawValue: "dateRepaired")
    /// A backup was put in the store's place.
    public static let storeRestored = Self(rawValue: "storeRestored")
    /// Business of an earlier day was let in.
    public static let lateEntry = Self(rawValue: "lateEntry")
    /// A supervisor was taken in, or has a new PIN.
    public static let supervisorEnrolled = Self(rawValue: "supervisorEnrolled")
    /// A supervisor was taken out.
    public static let supervisorRemoved = Self(rawValue: "supervisorRemoved")
    /// A PIN was tried too often.
    public static let pinLocked = Self(rawValue: "pinLocked")
  }
}

/// What rights were used.
public protocol AuditTables {
  /// Adds an entry.
  func append(_ entry: AuditEntry) throws
  /// Every entry, oldest first.
  func auditEntries() throws -> [AuditEntry]
}

extension MemberStore {
  /// Every right that somebody has used, oldest first.
  public func auditEntries() async throws(StoreError) -> [AuditEntry] {
    try await read { tables in try tables.auditEntries() }
  }
}
