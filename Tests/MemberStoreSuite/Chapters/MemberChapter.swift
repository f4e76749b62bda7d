import BusinessCalendar
import Loyalty
import MemberStore
import Testing

/// Members, their gifts and their paper.
struct MemberChapter {
  static let cases = [
    StoreCase("A member is kept as enrolled, and enrolled once", Self().enrol),
    StoreCase("A registration has one date, not before the joining", Self().register),
    StoreCase("Seen from an earlier day, what came later has not happened", Self().earlierDay),
    StoreCase(
      "A8, B8, B10: a gift is handed out once in its period",
      with: [
        (RuleID.a(8), GiftClaim.Cycle.once, "2027-06-01", false),
        (.b(10), .yearly, "2026-12-31", false), (.b(10), .yearly, "2027-01-01", true),
        (.b(8), .quarterly, "2026-12-31", false), (.b(8), .quarterly, "2027-01-01", true),
      ], Self().gifts),
    StoreCase("C6: the fee of a card year is paid once and never unpaid", Self().fee),
    StoreCase("A correction of name and birthday is kept", Self().rename),
    StoreCase("A receipt changes only from the state that was read", Self().signature),
    StoreCase("A job that may be on paper makes the next one a reprint", Self().printJobs),
    StoreCase("Refusals are kept by lane and day, oldest first", Self().refusals),
    StoreCase("When a step fails, nothing of it has happened", Self().atomic),
  ]

  func enrol(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let member = try sampleMember()
      try await store.enrol(member)
      #expect(try await store.member("M1") == member)
      #expect(try await store.member("M2") == nil)
      #expect(try await store.members(familyName: "王") == [member])
      #expect(try await store.members(familyName: "李").isEmpty)
      #expect(try await store.members(bornIn: 11) == [member])
      #expect(try await store.members(bornIn: 1).isEmpty)
      await #expect(throws: StoreError.error(.memberExists)) { try await store.enrol(member) }
    }
  }

  func register(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember(registered: nil))
      await #expect(throws: StoreError.error(.dateContradicts)) {
        try await store.register("M1", on: day("2026-01-04"))
      }
      try await store.register("M1", on: day("2026-01-06"))
      // Asked again, that day or after midnight: the form is in.
      try await store.register("M1", on: day("2026-01-06"))
      try await store.register("M1", on: day("2026-01-07"))
      #expect(try await store.member("M1")?.registered == day("2026-01-06"))
      await #expect(throws: StoreError.error(.dateContradicts)) {
        try await store.register("M1", on: day("2026-01-05"))
      }
      #expect(try await store.member("M1")?.revision == 1)
      await #expect(throws: StoreError.error(.unknownMember)) {
        try await store.register("M2", on: day("2026-01-06"))
      }
    }
  }

  func earlierDay(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      let snapshot = try #require(try await store.snapshot(of: "M1", on: day("2026-01-08")))
      #expect(snapshot.registered == nil && snapshot.lastPurchase == nil)
      #expect(snapshot.lots.isEmpty)
    }
  }

  func gifts(
    subject: StoreUnderTest, gift: (rule: RuleID, cycle: GiftClaim.Cycle, next: String, again: Bool)
  ) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      func claim(_ reference: String, _ date: String) throws -> GiftClaim {
        GiftClaim(
          member: "M1", rule: gift.rule, cycle: gift.cycle, reference: reference,
          date: try day(date))
      }
      try await store.claim(claim("S-1", "2026-11-22"))
      try await store.claim(claim("S-1", "2026-11-22"))
      if gift.again {
        try await store.claim(claim("S-2", gift.next))
      } else {
        await #expect(throws: StoreError.error(.giftClaimed)) {
          try await store.claim(claim("S-2", gift.next))
        }
      }
      #expect(try await store.giftClaims(of: "M1").count == (gift.again ? 2 : 1))
      let snapshot = try await store.snapshot(of: "M1", on: day("2026-11-22"))
      #expect(snapshot?.claims == [RewardClaim(rule: gift.rule, date: try day("2026-11-22"))])
    }
  }

  func fee(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.payFee("M1", forYear: 2026)
      try await store.payFee("M1", forYear: 2025)
      #expect(try await store.snapshot(of: "M1", on: day("2026-11-22"))?.feePaidFor == 2026)
    }
  }

  func rename(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      try await store.enrol(sampleMember())
      try await store.rename("M1", familyName: "㐂", title: nil, birthday: day("2000-02-29"))
      let member = try #require(try await store.member("M1"))
      #expect(member.familyName == "㐂" && member.title == nil)
      #expect(member.birthday?.description == "2000-02-29")
    }
  }

  func signature(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let receipt = try sampleReceipt("S-1")
      _ = try await store.hold(sampleSale("S-1", member: nil), receipt: receipt)
      var printed = receipt
      printed.signature = "printed"
      try await store.replace(receipt, by: printed)
      #expect(try await store.receipt("S-1") == printed)
      var signed = printed
      signed.signature = "signed"
      await #expect(throws: StoreError.error(.signatureStep)) {
        try await store.replace(receipt, by: signed)
      }
      #expect(try await store.receipts(store: "S01", on: day("2026-11-22")) == [printed])
      let unknown = try sampleReceipt("S-9")
      await #expect(throws: StoreError.error(.unknownReceipt)) {
        try await store.replace(unknown, by: unknown)
      }
    }
  }

  func printJobs(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      _ = try await store.hold(
        sampleSale("S-1", member: nil), receipt: sampleReceipt("S-1"))
      func claim(_ copy: String, again: Bool = false) async throws -> PrintJobRecord? {
        try await store.claimPrintJob(receipt: "S-1", copy: copy, again: again, at: noon) {
          "S-1-\(copy)-\($0)"
        }
      }
      let first = try #require(try await claim("merchant"))
      #expect(first.reprint == 0 && first.state == .sending)
      #expect(try await claim("merchant") == nil)
      try await store.setPrintJob(first.id, to: .waiting, at: noon)
      #expect(try await claim("merchant")?.id == first.id)
      try await store.setPrintJob(first.id, to: .unconfirmed, at: noon)
      #expect(try await store.openPrintJobs(store: "S01", lane: "L1").map(\.id) == [first.id])
      let second = try #require(try await claim("merchant", again: true))
      #expect(second.reprint == 1 && second.id == "S-1-merchant-1")
      #expect(try await claim("customer")?.reprint == 0)
      try await store.setPrintJob(second.id, to: .printed, at: noon)
      #expect(
        try await store.printJobs(receipt: "S-1").map(\.state)
          == [.unconfirmed, .printed, .sending])
      // What is booked now is queued in the same step, but for copies that have a job.
      let copies = ["merchant", "customer"].map { QueuedCopy(job: "S-2-\($0)-0", copy: $0) }
      _ = try await store.hold(sampleSale("S-2", member: nil), receipt: sampleReceipt("S-2"))
      for _ in 1...2 { _ = try await store.commit(sale: "S-2", at: noon, queue: copies) }
      #expect(try await store.printJobs(receipt: "S-2").map(\.state) == [.queued, .queued])
      _ = try await store.commit(sale: "S-1", at: noon, queue: copies)
      #expect(try await store.printJobs(receipt: "S-1").count == 3)
    }
  }

  func refusals(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let date = try day("2026-11-22")
      for (reason, lane) in [("forged", "L1"), ("expired", "L1"), ("forged", "L2")] {
        try await store.record(
          RefusalEntry(
            maskedNumber: "9156 **** **** 5672", reason: reason, store: "S01", lane: lane,
            date: date, time: noon))
      }
      let refusals = try await store.refusals(store: "S01", lane: "L1", on: date)
      #expect(refusals.map(\.reason) == ["forged", "expired"])
    }
  }

  func atomic(subject: StoreUnderTest) async throws {
    try await subject.withStore { store in
      let member = try sampleMember()
      await #expect(throws: StoreError.error(.giftClaimed)) {
        try await store.write { tables in
          try tables.insert(member)
          throw StoreError.error(.giftClaimed)
        }
      }
      #expect(try await store.member("M1") == nil)
    }
  }
}
