import BusinessCalendar
import Loyalty
import MemberStore
import Testing

/// The register of cards.
struct CardRegisterChapter {
  static let cases = [
    StoreCase("A card is found by number, year and sequence", Self().find),
    StoreCase("Re-issue kills the card before, of the same year only", Self().reissue),
    StoreCase("A30: a lost card is blocked and stays blocked", Self().lost),
    StoreCase(
      "A7: a later year's card is received on its own day, a card in place of another is not",
      Self().received),
    StoreCase("A number never changes hands", Self().taken),
    StoreCase("An unknown card never joins a member that is there already", Self().stranger),
    StoreCase("An unknown card brings its holder with it, once", Self().admit),
  ]

  func card(
    _ sequence: Int = 1, year: Int = 2026, member: String = "M1", of other: String? = nil
  ) throws -> CardRecord {
    CardRecord(
      number: other ?? number, year: year, sequence: sequence, memberID: member,
      issued: try day("2026-01-05"))
  }

  func find(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      #expect(try await store.finding(number: number, year: 2026, sequence: 1) == .unknown)
      try await store.enrol(sampleMember())
      try await store.issue(card())
      try await store.issue(card())
      #expect(try await store.finding(number: number, year: 2026, sequence: 1) == .known(card()))
      #expect(
        try await store.finding(number: number, year: 2026, sequence: 2)
          == .newCard(holder: "M1"))
      #expect(
        try await store.finding(number: number, year: 2027, sequence: 1)
          == .newCard(holder: "M1"))
    }
  }

  func received(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      func received(_ year: Int?, _ date: String) async throws -> BusinessDate? {
        try await store.snapshot(of: "M1", on: day(date), cardYear: year)?.cardReceived
      }
      #expect(try await received(nil, "2026-06-01") == nil)
      for (sequence, year, issued) in [
        (1, 2026, "2026-01-05"), (2, 2026, "2026-05-01"), (1, 2027, "2026-12-10"),
        (2, 2027, "2027-03-01"),
      ] {
        try await store.issue(
          CardRecord(
            number: number, year: year, sequence: sequence, memberID: "M1", issued: day(issued)))
      }
      #expect(try await received(2026, "2026-06-01") == nil)
      #expect(try await received(nil, "2026-12-09") == nil)
      #expect(try await received(nil, "2026-12-10") == day("2026-12-10"))
      #expect(try await received(2026, "2026-12-10") == nil)
      #expect(try await received(2027, "2027-04-01") == day("2026-12-10"))
      // A card that nobody entered is received on the day it is shown.
      #expect(try await received(2028, "2027-12-03") == day("2027-12-03"))
    }
  }

  func reissue(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.issue(card(1, year: 2025))
      try await store.issue(card(1))
      try await store.issue(card(2))
      guard
        case .superseded(let newer) = try await store.finding(
          number: number, year: 2026, sequence: 1)
      else {
        Issue.record("the first card is still good")
        return
      }
      #expect(newer.sequence == 2)
      let cards = try await store.cards(of: "M1")
      #expect(cards.map(\.sequence) == [2, 1, 1])
      #expect(cards.map(\.status) == [.active, .replaced, .active])
    }
  }

  func lost(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.issue(card())
      try await store.block(
        number: number, year: 2026, sequence: 1, as: .lost, on: day("2026-11-22"))
      try await store.issue(card())
      guard
        case .known(let record) = try await store.finding(
          number: number, year: 2026, sequence: 1)
      else {
        Issue.record("the register forgot the card")
        return
      }
      #expect(record.status == .lost && record.ended?.description == "2026-11-22")
      await #expect(throws: StoreError.error(.unknownCard)) {
        try await store.block(
          number: number, year: 2026, sequence: 7, as: .lost, on: day("2026-11-22"))
      }
    }
  }

  func taken(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.enrol(sampleMember("M2"))
      try await store.issue(card())
      await #expect(throws: StoreError.error(.cardTaken)) {
        try await store.issue(card(1, year: 2027, member: "M2"))
      }
      let holder = try await store.admit(
        card(1, year: 2027, member: ""), seed: .init(id: "M2", level: "vip"))
      #expect(holder == "M1")
    }
  }

  func stranger(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      await #expect(throws: StoreError.error(.cardTaken)) {
        try await store.admit(card(member: ""), seed: .init(id: "M1", level: "vip"))
      }
      #expect(try await store.cards(of: "M1").isEmpty)
      #expect(try await store.finding(number: number, year: 2026, sequence: 1) == .unknown)
    }
  }

  func admit(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let seed = MemberSnapshot(
        id: "M9", familyName: "李", level: "vip", joined: try day("2026-11-22"),
        lots: [
          .init(
            earned: try day("2026-11-22"), expires: try day("2026-12-31"), remaining: 5,
            pending: true)
        ], accumulatedPoints: 5)
      for _ in 1...2 {
        let holder = try await store.admit(
          card(member: ""), seed: seed, registerBy: day("2026-12-22"))
        #expect(holder == "M9")
      }
      let account = try #require(try await store.account(of: "M9", on: day("2026-11-23")))
      #expect(account.member.familyName == "李" && account.member.accumulatedPoints == 5)
      #expect(account.balance == 0 && account.pendingPoints == 5)
      // A receipt makes one card; what is no longer so when it is booked makes none.
      try await store.book(sampleSale("S-1", member: nil))
      let other = MemberSnapshot(id: "M8", level: "vip")
      await #expect(throws: StoreError.error(.saleChanged)) {
        try await store.admit(
          card(member: "", of: "9156880012345680"), seed: other, against: ["S-1"]
        ) { tables in
          throw StoreError.saleChanged("S-1")
        }
      }
      #expect(try await store.member("M8") == nil)
      #expect(
        try await store.admit(
          card(member: "", of: "9156880012345680"), seed: other, against: ["S-1"]) == "M8")
      await #expect(throws: StoreError.error(.receiptDoesNotCount)) {
        try await store.admit(
          card(member: "", of: "9156880012345698"), seed: .init(id: "M7", level: "vip"),
          against: ["S-1"])
      }
      #expect(try await store.member("M7") == nil)
    }
  }
}
