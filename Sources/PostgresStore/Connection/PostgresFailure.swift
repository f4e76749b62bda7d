import MemberStore

/// Why a transaction came to nothing.
enum PostgresFailure: Error {
  /// Two transactions met, and the server gave this one up: it is to be run again.
  case again(String)
  /// A key is taken: two lanes inserted the same at the same moment, and it is to be run again.
  case taken(String)
  /// The link is gone, or there was none; nothing was committed.
  case lost(String)
  /// It would end the same way again.
  case refused(StoreError)

  /// What an error of the server means.
  ///
  /// - Parameters:
  ///   - state: the five characters of SQLSTATE (PostgreSQL documentation, appendix A).
  ///   - store: the store's address.
  init(state: String, message: String, store: String) {
    switch state {
    // serialization_failure, deadlock_detected, lock_not_available.
    case "40001", "40P01", "55P03": self = .again(message)
    // unique_violation.
    case "23505": self = .taken(message)
    // connection exceptions, and a server that is being shut down, crashed, or is starting.
    case let state where state.hasPrefix("08"): self = .lost(message)
    case "57P01", "57P02", "57P03", "57P05", "25P03": self = .lost(message)
    case "25006": self = .refused(.postgresReadOnly(store))
    case "53100": self = .refused(.diskFull(store))
    // A statement that took too long.
    case "57014": self = .refused(.storeBusy(store))
    case "42501": self = .refused(.notPermitted(store, message))
    // A table or a column is not there.
    case "42P01", "42703", "3F000": self = .refused(.noTables(store))
    default: self = .refused(.storeFailed(store, "\(state) \(message)"))
    }
  }
}
