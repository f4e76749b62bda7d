/// A person who may use the rights of a supervisor, by a PIN.
public struct Supervisor: Sendable, Hashable {
  /// How often a PIN may be wrong before none is tried for a while.
  public static let tries = 5
  /// How long none is tried then, in seconds.
  public static let pause: Int64 = 15 * 60

  /// The name, as it stands in every record.
  public var name: String
  /// What is kept of the PIN; the store does not look into it.
  public var pin: String
  /// Tries since the last right one.
  public var failures: Int
  /// Until when no PIN is tried, in seconds since 1970; `nil` where one may be.
  public var lockedUntil: Int64?

  /// Makes a supervisor.
  public init(name: String, pin: String, failures: Int = 0, lockedUntil: Int64? = nil) {
    self.name = name
    self.pin = pin
    self.failures = failures
    self.lockedUntil = lockedUntil
  }
}

/// Who may use a right.
public protocol SupervisorTables {
  /// The supervisor with a name.
  func supervisor(_ name: String) throws -> Supervisor?
  /// All supervisors, by name.
  func supervisors() throws -> [Supervisor]
  /// Adds a supervisor, or replaces what is kept of one.
  func put(_ supervisor: Supervisor) throws
  /// Takes a supervisor out.
  func removeSupervisor(_ name: String) throws
}
