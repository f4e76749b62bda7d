import MemberStore
import Testing

/// Rights belong to people, and a PIN is tried five times.
struct SupervisorChapter {
  static let cases = [
    StoreCase("Supervisors come and go, each written down", Self().comeAndGo),
    StoreCase(
      "A try counts before it is looked at; the fifth closes the PIN for a while", Self().tries),
    StoreCase("Many hands try a PIN at once: five of them may", together: true, Self().atOnce),
  ]

  private let start: Int64 = 1_795_000_000

  func comeAndGo(_ subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      #expect(try await store.enrol(Supervisor(name: "张", pin: "a"), by: "张", at: noon))
      #expect(try await store.enrol(Supervisor(name: "李", pin: "b"), by: "张", at: noon))
      #expect(try await !store.enrol(Supervisor(name: "张", pin: "c"), by: "李", at: noon))
      #expect(try await store.supervisors().map(\.pin) == ["c", "b"])
      #expect(try await store.removeSupervisor("张", by: "李", because: "moved", at: noon))
      #expect(try await !store.removeSupervisor("张", by: "李", at: noon))
      #expect(try await store.supervisors().map(\.name) == ["李"])
      let audit = try await store.auditEntries()
      #expect(
        audit.map(\.action) == [
          .supervisorEnrolled, .supervisorEnrolled, .supervisorEnrolled, .supervisorRemoved,
        ])
      #expect(audit.map(\.who) == ["张", "张", "李", "李"])
    }
  }

  func tries(_ subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      _ = try await store.enrol(Supervisor(name: "张", pin: "a"), by: "张", at: noon)
      await #expect(throws: StoreError.error(.unknownSupervisor)) {
        try await store.beginPIN(of: "李", at: start, time: noon)
      }
      for number in 1...3 {
        #expect(try await store.beginPIN(of: "张", at: start, time: noon).failures == number)
      }
      try await store.acceptPIN(of: "张")
      for number in 1...Supervisor.tries {
        #expect(try await store.beginPIN(of: "张", at: start, time: noon).failures == number)
      }
      await #expect(throws: StoreError.error(.pinLocked)) {
        try await store.beginPIN(of: "张", at: start + Supervisor.pause - 1, time: noon)
      }
      let later = try await store.beginPIN(of: "张", at: start + Supervisor.pause, time: noon)
      #expect(later.failures == 1)
      #expect(try await store.auditEntries().map(\.action).last == .pinLocked)
    }
  }

  func atOnce(_ subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      _ = try await store.enrol(Supervisor(name: "张", pin: "a"), by: "张", at: noon)
      let begun = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<20 {
          group.addTask {
            do {
              _ = try await store.beginPIN(of: "张", at: start, time: noon)
              return 1
            } catch let error as StoreError where error.kind == .pinLocked {
              return 0
            }
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(begun == Supervisor.tries)
    }
  }
}
