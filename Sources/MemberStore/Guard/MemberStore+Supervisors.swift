import Wording

extension MemberStore {
  /// All supervisors, by name; as long as there are none, a name is taken on trust.
  public func supervisors() async throws(StoreError) -> [Supervisor] {
    try await read { tables in try tables.supervisors() }
  }

  /// Takes a supervisor in, or gives one a new PIN; who has done it is written down.
  ///
  /// - Parameters:
  ///   - supervisor: the name, and what is kept of the PIN.
  ///   - who: who does it; the new one themselves where there was none before.
  ///   - time: when, RFC 3339.
  /// - Returns: whether the name is new.
  public func enrol(
    _ supervisor: Supervisor, by who: String, at time: String
  ) async throws(StoreError) -> Bool {
    try await write { tables in
      let isNew = try tables.supervisor(supervisor.name) == nil
      try tables.put(supervisor)
      try tables.append(
        AuditEntry(
          .supervisorEnrolled, by: who, before: isNew ? nil : supervisor.name,
          after: supervisor.name, at: time))
      return isNew
    }
  }

  /// Takes a supervisor out; who has done it is written down.
  ///
  /// - Returns: whether the name was there.
  public func removeSupervisor(
    _ name: String, by who: String, because why: String? = nil, at time: String
  ) async throws(StoreError) -> Bool {
    try await write { tables in
      guard try tables.supervisor(name) != nil else { return false }
      try tables.removeSupervisor(name)
      try tables.append(
        AuditEntry(.supervisorRemoved, by: who, because: why, before: name, at: time))
      return true
    }
  }

  /// Looks whether a supervisor's PIN may be tried; nothing is counted.
  ///
  /// - Parameters:
  ///   - name: the supervisor.
  ///   - instant: now, in seconds since 1970.
  /// - Throws: `unknownSupervisor`, `pinLocked`.
  public func checkPIN(of name: String, at instant: Int64) async throws(StoreError) {
    _ = try await read { tables in try tables.supervisor(name, triesAt: instant) }
  }

  /// Begins one try of a supervisor's PIN. It counts before it is looked at, so that nobody tries more often
  /// than is allowed, from however many places at once; ``acceptPIN(of:)`` takes it back.
  ///
  /// - Parameters:
  ///   - name: the supervisor.
  ///   - instant: now, in seconds since 1970.
  ///   - time: the same, RFC 3339.
  /// - Returns: what is kept of the supervisor, this try counted.
  /// - Throws: `unknownSupervisor`, `pinLocked`.
  public func beginPIN(
    of name: String, at instant: Int64, time: String
  ) async throws(StoreError) -> Supervisor {
    try await write { tables in
      var supervisor = try tables.supervisor(name, triesAt: instant)
      supervisor.failures += 1
      if supervisor.failures >= Supervisor.tries {
        supervisor.lockedUntil = instant + Supervisor.pause
        try tables.append(AuditEntry(.pinLocked, by: name, at: time))
      }
      try tables.put(supervisor)
      return supervisor
    }
  }

  /// The PIN of the try that was begun is right: the tries before it are forgotten.
  public func acceptPIN(of name: String) async throws(StoreError) {
    try await write { tables in
      guard var supervisor = try tables.supervisor(name) else { return }
      supervisor.failures = 0
      supervisor.lockedUntil = nil
      try tables.put(supervisor)
    }
  }

  /// Writes down that a right was used.
  public func note(_ entry: AuditEntry) async throws(StoreError) {
    try await write { tables in try tables.append(entry) }
  }
}

extension StoreTransaction {
  /// A supervisor whose PIN may be tried; a lock that is over is gone.
  fileprivate func supervisor(_ name: String, triesAt instant: Int64) throws -> Supervisor {
    guard var supervisor = try supervisor(name) else { throw StoreError.unknownSupervisor(name) }
    guard let until = supervisor.lockedUntil else { return supervisor }
    guard until <= instant else {
      throw StoreError.pinLocked(name, minutes: (until - instant + 59) / 60)
    }
    supervisor.failures = 0
    supervisor.lockedUntil = nil
    return supervisor
  }
}

extension StoreError {
  static func unknownSupervisor(_ name: String) -> StoreError {
    StoreError(
      .unknownSupervisor, nature: .refusal,
      message: Sentence(
        zhHans: "“\(name)”不是登记的主管，什么也没有做。", zhHant: "「\(name)」不是登記的主管，什麼也沒有做。",
        en: "\"\(name)\" is not one of the supervisors; nothing was done."),
      hint: Sentence(
        zhHans: "请登记的主管来办理。", zhHant: "請登記的主管來辦理。", en: "Call one of them."))
  }

  static func pinLocked(_ name: String, minutes: Int64) -> StoreError {
    StoreError(
      .pinLocked, nature: .refusal,
      message: Sentence(
        zhHans: "\(name) 的密码输错次数太多，\(minutes) 分钟后再试。",
        zhHant: "\(name) 的密碼輸錯次數太多，\(minutes) 分鐘後再試。",
        en: "The PIN of \(name) was wrong too often; try again in \(minutes) minutes."))
  }
}

extension StoreError.Code {
  /// The name is none of the supervisors'.
  public static let unknownSupervisor = Self(rawValue: "unknownSupervisor")
  /// The PIN was wrong too often.
  public static let pinLocked = Self(rawValue: "pinLocked")
}
