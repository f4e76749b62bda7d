import BusinessCalendar
import Loyalty
import MemberStore
import Testing
import VIPCard
import Wording

/// What all lanes know together stops copied cards.
struct CardGuardChapter {
  static let cases = [
    StoreCase(
      "A tap counts once: the same counter again, or an older one, is refused", Self().taps),
    StoreCase("Ten hands with the same tap: one is served", together: true, Self().tapsAtOnce),
    StoreCase(
      "The rolling counter: committed, pending, promoted; a copy from before blocks the card",
      Self().rollingCounter),
    StoreCase(
      "Forged reads within the window close the lane, whoever read them, until it is released",
      Self().lockOut),
    StoreCase(
      "Forged reads of one number count across the lanes of a shop, and of any numbers by shop",
      Self().acrossLanes),
    StoreCase(
      "A card that was reported lost or copied calls the supervisor the first time", Self().wanted),
    StoreCase("The store's own settings go before the lane's", Self().settings),
    StoreCase("Nobody is in two stores sooner than one gets from one to the other", Self().travel),
    StoreCase("The daily cap counts sales and gifts together, voided sales not", Self().cap),
  ]

  private func identity() throws -> CardIdentity {
    let year = try #require(CardYear(2026))
    return try #require(
      CardIdentity(number: CardNumber(number), year: year, sequence: 1))
  }

  private func card(chip: String? = nil, counter: Int? = nil) throws -> CardRecord {
    CardRecord(
      number: number, year: 2026, sequence: 1, memberID: "M1", issued: try day("2026-01-05"),
      chipUID: chip, counterCommitted: counter)
  }

  private func refusal(
    _ reason: String = "forged", lane: String = "L1", shop: String = "S01", number: String? = nil,
    detail: String? = nil, at time: String
  ) throws -> RefusalEntry {
    RefusalEntry(
      maskedNumber: number, reason: reason, store: shop, lane: lane, date: try day("2026-11-22"),
      time: "2026-11-22T\(time)+08:00", detail: detail)
  }

  func taps(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.issue(card(chip: "04782E21801D80"))
      let register = StoreRegister(store, unknownCards: .strict)
      let uid: [UInt8] = [0x04, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80]
      let year = try #require(CardYear(2026))
      #expect(try await register.card(onChip: uid, year: year) == identity())
      #expect(try await register.card(onChip: [0x04], year: year) == nil)
      let next = try #require(CardYear(2027))
      #expect(try await register.card(onChip: uid, year: next) == nil)
      var answers: [Bool] = []
      for counter: UInt32 in [5, 5, 4, 6, 16_777_215, 6] {
        answers.append(try await register.advanceReadCounter(ofChip: uid, to: counter))
      }
      #expect(answers == [true, false, false, true, true, false])
    }
  }

  func tapsAtOnce(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let register = StoreRegister(store, unknownCards: .strict)
      let served = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<10 {
          group.addTask {
            (try? await register.advanceReadCounter(ofChip: [1, 2, 3], to: 7)) ?? false
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(served == 1)
    }
  }

  func rollingCounter(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.issue(card())
      let card = try identity()
      let date = try day("2026-11-22")
      func counter(_ value: Int) throws -> RollingCounter {
        try #require(RollingCounter(rawValue: value))
      }
      #expect(try await store.rollingCounter(of: card) == nil)
      let unknown = try #require(
        CardIdentity(number: card.number, year: card.year, sequence: 9))
      #expect(try await store.advance(unknown, read: .zero, on: date) == nil)
      // The first one that is proven is where the register begins.
      #expect(
        try await store.advance(card, read: counter(5), on: date)
          == .asCommitted(writeNext: counter(6)))
      #expect(try await store.advance(card, read: counter(9), on: date) == .neverWritten)
      #expect(
        try await store.rollingCounter(of: card)
          == .init(committed: counter(5), pending: counter(6)))
      try await store.startRollingCounter(of: card)
      // Read as committed: 1 is to be written, as often as the writing fails.
      for _ in 1...2 {
        #expect(
          try await store.advance(card, read: .zero, on: date)
            == .asCommitted(writeNext: counter(1)))
      }
      #expect(
        try await store.rollingCounter(of: card)
          == .init(committed: .zero, pending: counter(1)))
      #expect(
        try await store.advance(card, read: counter(1), on: date)
          == .promotePending(writeNext: counter(2)))
      // Never written: nothing changes.
      #expect(try await store.advance(card, read: counter(9), on: date) == .neverWritten)
      #expect(try await store.cards(of: "M1").first?.status == .active)
      #expect(try await store.advance(card, read: .zero, on: date) == .clone)
      #expect(try await store.cards(of: "M1").first?.status == .clone)
      #expect(
        try await StoreRegister(store, unknownCards: .strict).status(of: card) == .blocked(.clone))
    }
  }

  func lockOut(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      func note(_ entry: RefusalEntry) async throws -> Bool {
        try await store.note(entry, threshold: 3, windowMinutes: 10)
      }
      #expect(try await !note(refusal(at: "10:00:00")))
      // Other reasons and other lanes do not count, and neither does what is too long ago.
      #expect(try await !note(refusal("expired", at: "10:01:00")))
      #expect(try await !note(refusal(lane: "L2", at: "10:01:00")))
      #expect(try await !note(refusal(at: "10:09:00")))
      #expect(try await !note(refusal(at: "10:10:00")))
      #expect(try await !store.isClosed(store: "S01", lane: "L1"))
      #expect(try await note(refusal("cloneSuspected", at: "10:18:59")))
      #expect(try await store.isClosed(store: "S01", lane: "L1"))
      #expect(try await !store.isClosed(store: "S01", lane: "L2"))
      #expect(try await store.closedLanes().map(\.lane) == ["L1"])
      // It does not open by itself.
      #expect(try await note(refusal("foreign", at: "23:00:00")))
      let released = try await store.release(store: "S01", lane: "L1", by: "张", at: noon)
      #expect(released)
      #expect(try await !store.isClosed(store: "S01", lane: "L1"))
      // Counting begins anew.
      #expect(try await !note(refusal(at: "10:19:00")))
      #expect(try await !note(refusal(at: "10:19:30")))
      #expect(try await note(refusal(at: "10:19:40")))
    }
  }

  func acrossLanes(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      func note(_ lane: Int, _ number: String?, shop: String = "S01", at time: String) async throws
        -> Bool
      {
        try await store.note(
          refusal(lane: "L\(lane)", shop: shop, number: number, at: time), threshold: 3,
          windowMinutes: 10)
      }
      // One number: the third read closes the lane where it was read, and another shop is not asked.
      #expect(try await !note(1, "A", at: "10:00:00"))
      #expect(try await !note(1, "A", shop: "S02", at: "10:00:30"))
      #expect(try await !note(2, "A", at: "10:01:00"))
      #expect(try await note(3, "A", at: "10:02:00"))
      #expect(try await store.closedLanes().map(\.lane) == ["L3"])
      // The next lane is not safe from it either, until a supervisor has looked.
      #expect(try await note(4, "A", at: "10:03:00"))
      for lane in ["L3", "L4"] {
        try await store.release(store: "S01", lane: lane, by: "张", at: noon)
      }
      #expect(try await !note(5, "A", at: "10:04:00"))
      // Any numbers: the ninth read of the shop within the window.
      for lane in 6...12 {
        #expect(try await !note(lane, "N\(lane)", at: "10:05:00"))
      }
      #expect(try await note(13, "N13", at: "10:06:00"))
      #expect(try await !note(14, "N14", at: "10:30:00"))
    }
  }

  func wanted(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      for (index, detail) in ["staff", "replaced", nil].enumerated() {
        let entry = try refusal("blocked", number: "A", detail: detail, at: "10:0\(index):00")
        #expect(try await !store.note(entry, threshold: 3, windowMinutes: 10))
      }
      for (lane, detail) in [("L1", "lost"), ("L2", "clone")] {
        let entry = try refusal("blocked", lane: lane, number: "A", detail: detail, at: "10:10:00")
        #expect(try await store.note(entry, threshold: 3, windowMinutes: 10))
        #expect(try await store.isClosed(store: "S01", lane: lane))
      }
    }
  }

  func settings(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let settings = try await store.changeGuard(by: "Zhang", at: noon) {
        $0.forgedReads = 1
        $0.windowMinutes = 5
      }
      #expect(settings == GuardSettings(forgedReads: 1, windowMinutes: 5))
      #expect(try await store.guardSettings() == settings)
      #expect(try await store.note(refusal(at: "10:00:00"), threshold: 3, windowMinutes: 10))
      _ = try await store.changeGuard(by: "Zhang", at: noon) { $0.forgedReads = nil }
      #expect(try await store.guardSettings().forgedReads == nil)
    }
  }

  func travel(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      func sight(_ shop: String, _ time: String, proven: Bool = false) async throws -> Bool {
        try await store.sight(
          CardSighting(
            number: number, store: shop, lane: "L1", time: "2026-11-22T\(time)"), proven: proven)
          == nil
      }
      // Nothing is set: nothing is refused.
      #expect(try await sight("S01", "10:00:00+08:00"))
      #expect(try await sight("S02", "10:00:30+08:00"))
      _ = try await store.changeGuard(by: "Zhang", at: noon) { $0.travelMinutes = 30 }
      try await store.set(
        TravelTime(between: "S02", and: "S01", minutes: 10), by: "Zhang", at: noon)
      #expect(try await !sight("S01", "10:10:29+08:00"))
      #expect(try await sight("S01", "10:10:30+08:00"))
      // The same moment in another zone is the same moment.
      #expect(try await !sight("S02", "02:20:29Z"))
      #expect(try await !sight("S03", "10:40:29+08:00"))
      #expect(try await sight("S01", "10:11:00+08:00"))
      #expect(try await sight("S03", "10:41:00+08:00"))
      // A chip that has just proven itself is no copy.
      #expect(try await sight("S01", "10:41:01+08:00", proven: true))
      #expect(try await store.travelTimes().map(\.minutes) == [10])
    }
  }

  func cap(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(
        sampleMember(),
        opening: [.init(earned: day("2026-01-05"), expires: nil, remaining: 1_000)])
      _ = try await store.changeGuard(by: "Zhang", at: noon) { $0.dailyRedemptionCap = 100 }
      _ = try await store.hold(sampleSale("S1", spent: 60))
      func gift(_ id: String, _ points: Int64, on date: String = "2026-11-22") throws
        -> RedemptionRecord
      {
        RedemptionRecord(
          id: id, memberID: "M1", store: "S01", lane: "L1", date: try day(date), gift: "G",
          points: points, content: id, bookedAt: noon)
      }
      let error = await #expect(throws: StoreError.error(.redemptionCap)) {
        try await store.redeem(gift("G1", 41))
      }
      #expect(error?.message.english.contains("60") == true)
      _ = try await store.redeem(gift("G2", 40))
      await #expect(throws: StoreError.error(.redemptionCap)) {
        try await store.hold(sampleSale("S2", spent: 1))
      }
      _ = try await store.redeem(gift("G3", 100, on: "2026-11-23"))
      _ = try await store.void(sale: "S1", at: noon)
      _ = try await store.hold(sampleSale("S3", spent: 60))
    }
  }
}
