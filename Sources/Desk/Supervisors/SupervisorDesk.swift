package import CardCrypto
package import Foundation
package import MemberStore
import Wording

/// Who may use the rights of a supervisor.
///
/// As long as nobody is enrolled a name is taken on trust and written down. From the first supervisor on every
/// right asks for one of them and their PIN.
package struct SupervisorDesk: Sendable {
  private let store: any MemberStore
  private let now: Date
  private let time: String

  /// Works on a store.
  ///
  /// - Parameters:
  ///   - now: the machine's clock.
  ///   - time: the same as it is written down, RFC 3339.
  package init(_ store: any MemberStore, now: Date, time: String) {
    self.store = store
    self.now = now
    self.time = time
  }

  /// Makes sure that somebody may do what they want to do.
  ///
  /// - Parameters:
  ///   - name: who they say they are.
  ///   - pin: asks for the PIN; only where there are supervisors.
  /// - Throws: `unknownSupervisor`, `wrongPIN`, `pinLocked`, what `pin` throws.
  package func confirm(_ name: String, pin: () throws -> SecretBytes) async throws {
    guard try await !store.supervisors().isEmpty else { return }
    try await prove(name, pin: pin)
  }

  /// Takes a supervisor in, or gives one a new PIN.
  ///
  /// - Parameters:
  ///   - who: the supervisor who does it; the first one enrols themselves.
  ///   - pin: asks for the PIN of `who`.
  ///   - new: asks for the new PIN.
  /// - Returns: whether the name is new.
  /// - Throws: as ``confirm(_:pin:)``, and `weakPIN`.
  package func enrol(
    _ name: String, by who: String?, pin: () throws -> SecretBytes, new: () throws -> SecretBytes
  ) async throws -> Bool {
    if try await !store.supervisors().isEmpty {
      guard let who else { throw SupervisorError.supervisorNeeded }
      try await prove(who, pin: pin)
    }
    let record = try PINRecord(new: new())
    return try await store.enrol(
      Supervisor(name: name, pin: record.text), by: who ?? name, at: time)
  }

  /// Takes a supervisor out. Where the last one goes, names are taken on trust again.
  ///
  /// - Returns: whether the name was there.
  package func remove(
    _ name: String, by who: String, because why: String?, pin: () throws -> SecretBytes
  ) async throws -> Bool {
    try await confirm(who, pin: pin)
    return try await store.removeSupervisor(name, by: who, because: why, at: time)
  }

  /// Lets business of an earlier day in, and writes down who has.
  ///
  /// - Parameters:
  ///   - who: the supervisor.
  ///   - what: what is entered, such as a sale's id.
  ///   - date: its business date.
  package func allowLateEntry(
    of what: String, on date: String, by who: String, because why: String?, store shop: String?,
    lane: String?, pin: () throws -> SecretBytes
  ) async throws {
    try await confirm(who, pin: pin)
    try await store.note(
      AuditEntry(
        .lateEntry, by: who, because: why, store: shop, lane: lane, after: "\(what) \(date)",
        at: time))
  }

  private func prove(_ name: String, pin: () throws -> SecretBytes) async throws {
    let instant = Int64(now.timeIntervalSince1970)
    // Who is not there, or may not try, is told before a PIN is asked for.
    try await store.checkPIN(of: name, at: instant)
    let given = try pin()
    let known = try await store.beginPIN(of: name, at: instant, time: time)
    guard let record = PINRecord(known.pin) else { throw StoreError.unreadable("pin") }
    guard try record.accepts(given) else {
      throw SupervisorError.wrongPIN(left: max(0, Supervisor.tries - known.failures))
    }
    try await store.acceptPIN(of: name)
  }
}
