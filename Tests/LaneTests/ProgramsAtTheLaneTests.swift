import BusinessCalendar
import Lane
import Loyalty
import MemberStore
import Receipts
import Testing
import VIPCard
import Wording

@Suite("C5, C6, C8 and C1 at the lane: the card's money, the fee, referral, levels")
struct ProgramsAtTheLaneTests {
  /// A counter of magnetic cards: the shipped program lets no stripe pay from the card.
  private func counter() throws -> Counter {
    var counter = try Counter(program: "retail-loyalty")
    counter.program = try Counter.program(
      "retail-loyalty", replacing: "prepaid: medium", by: "prepaid: low")
    return counter
  }

  private func goods(
    _ id: String, _ price: String, kind: LineKind = .regular, on date: String = "2026-11-22"
  ) throws -> Sale {
    Sale(
      id: id, store: "S01", lane: "L1", date: try day(date), time: "10:15:00+08:00",
      cashier: "07",
      lines: [
        SaleLine(
          id: "1", sku: "1", name: "货", quantity: Quantity(1), unitPrice: try yuan(price),
          kind: kind)
      ], member: nil)
  }

  private func enrolled(
    _ counter: Counter, level: String = "ordinary", referredBy: String? = nil
  ) async throws {
    try await counter.store.enrol(
      Member(
        id: "M1", level: level, joined: day("2026-01-05"), registered: day("2026-01-05"),
        referredBy: referredBy))
    try await counter.store.issue(
      CardRecord(
        number: Counter.digits, year: 2026, sequence: 1, memberID: "M1",
        issued: day("2026-01-05")))
  }

  @Test("Nothing is on the card: the tender is refused, and the sentence names the balance")
  func nothingLoaded() async throws {
    let counter = try counter()
    try await enrolled(counter)
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    let error = await #expect(throws: StoreError.self) {
      try await lane.checkout(
        sale: goods("S1", "60.00"), card: card, tenders: [Tender(.prepaid, yuan("60.00"))])
    }
    #expect(error?.code == "notEnoughPrepaid" && error?.nature == .refusal)
    #expect(error?.message.simplifiedChinese.contains("0.00") == true)
    let stored = try await counter.store.sale("S1")
    #expect(stored == nil)
  }

  @Test("A top-up is on the card once paid, pays the next sale, and comes back with the goods")
  func wholeLife() async throws {
    let counter = try counter()
    try await enrolled(counter)
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    _ = try await lane.checkout(sale: goods("T1", "100.00", kind: .prepaid), card: card)
    #expect(try await counter.store.prepaidBalance(of: "M1") == yuan("100.00"))
    let tenders = [Tender(.prepaid, try yuan("60.00")), Tender(.cash, try yuan("20.00"))]
    let paid = try await lane.checkout(sale: goods("S1", "80.00"), card: card, tenders: tenders)
    #expect(paid.record.effects.prepaidSpentFen == 6_000)
    let again = try await lane.checkout(sale: goods("S1", "80.00"), card: card, tenders: tenders)
    #expect(again.isRepeated)
    #expect(try await counter.store.prepaidBalance(of: "M1") == yuan("40.00"))
    let back = try await lane.takeBack(
      id: "R1", sale: "S1",
      ReturnRequest(items: [ReturnItem(line: "1", quantity: Quantity(1))]))
    #expect(back.record.prepaidRestored == (try yuan("60.00")))
    #expect(back.receipt.text.contains("60.00") && back.receipt.text.contains("20.00"))
    #expect(try await counter.store.prepaidBalance(of: "M1") == yuan("100.00"))
  }

  @Test("A refund onto the card is refused for goods that the card did not pay")
  func refundOntoCard() async throws {
    let counter = try counter()
    try await enrolled(counter)
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    _ = try await lane.checkout(sale: goods("S1", "80.00"), card: card)
    let request = ReturnRequest(items: [ReturnItem(line: "1", quantity: Quantity(1))])
    let error = await #expect(throws: LaneError.self) {
      try await lane.takeBack(id: "R1", sale: "S1", request, tender: .prepaid)
    }
    #expect(error?.kind == .refundTender)
    let stored = try await counter.store.goodsReturn("R1")
    #expect(stored == nil)
  }

  @Test(
    "Without a card there is no balance to pay from and none to load",
    arguments: [(LineKind.regular, true), (.prepaid, false)])
  func withoutCard(kind: LineKind, paysFromCard: Bool) async throws {
    let lane = try counter().lane()
    let sale = try goods("S1", "60.00", kind: kind)
    let error = await #expect(throws: LaneError.self) {
      try await lane.checkout(
        sale: sale, tenders: paysFromCard ? [Tender(.prepaid, yuan("60.00"))] : [])
    }
    #expect(error?.kind == .prepaidNeedsCard && error?.nature == .refusal)
  }

  @Test("A balance does not load itself, and the card holds no more than the program allows")
  func limits() async throws {
    let counter = try counter()
    try await enrolled(counter)
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    _ = try await lane.checkout(sale: goods("T1", "100.00", kind: .prepaid), card: card)
    let circle = await #expect(throws: LaneError.self) {
      try await lane.checkout(
        sale: goods("T2", "50.00", kind: .prepaid), card: card,
        tenders: [Tender(.prepaid, yuan("50.00"))])
    }
    #expect(circle?.kind == .prepaidOverpaid)
    let much = await #expect(throws: StoreError.self) {
      try await lane.checkout(sale: goods("T3", "4900.01", kind: .prepaid), card: card)
    }
    #expect(much?.code == "prepaidLimit")
    _ = try await lane.checkout(sale: goods("T4", "4900.00", kind: .prepaid), card: card)
  }

  @Test("C6: the fee is sold once a card year; once it comes back it is due again")
  func fee() async throws {
    let counter = try counter()
    try await enrolled(counter)
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    _ = try await lane.checkout(sale: goods("F1", "100.00", kind: .fee), card: card)
    #expect(try await counter.store.member("M1")?.feePaidFor == 2026)
    let error = await #expect(throws: StoreError.self) {
      try await lane.checkout(sale: goods("F2", "100.00", kind: .fee), card: card)
    }
    #expect(error?.code == "feePaid" && error?.nature == .refusal)
    // Another fee than the yearly one is sold as often as asked for.
    _ = try await lane.checkout(sale: goods("F3", "15.00", kind: .fee), card: card)
    _ = try await lane.takeBack(
      id: "R1", sale: "F1",
      ReturnRequest(items: [ReturnItem(line: "1", quantity: Quantity(1))]))
    #expect(try await counter.store.member("M1")?.feePaidFor == nil)
    let prompts = try await lane.checkout(sale: goods("S1", "10.00"), card: card).quote?.prompts
    #expect(prompts?.contains { $0.rule == .c(6) } == true)
  }

  @Test("C8: the first purchase credits the member who brought the buyer, later ones do not")
  func referral() async throws {
    let counter = try counter()
    try await counter.store.enrol(Member(id: "M0", level: "ordinary"))
    try await enrolled(counter, referredBy: "M0")
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    for id in ["S1", "S1", "S2"] {
      _ = try await lane.checkout(sale: goods(id, "100.00"), card: card)
    }
    let account = try await counter.store.account(of: "M0", on: day("2026-11-22"))
    #expect(account?.balance == 500)
  }

  @Test("C1: at the first touch in the new year the level is that of the year that is over")
  func levels() async throws {
    let counter = try counter()
    try await enrolled(counter, level: "gold")
    let card = try await counter.judge(Counter.stripe)
    _ = try await counter.lane().checkout(sale: goods("S1", "100.00"), card: card)
    #expect(try await counter.store.member("M1")?.level == "gold")
    var counting = counter
    counting.configuration.memberWithoutCard = .asMember
    var sale = try goods("S2", "100.00", on: "2027-01-02")
    sale.member = MemberSnapshot(id: "M1", level: "gold")
    let result = try await counting.lane(on: "2027-01-02").checkout(sale: sale)
    #expect(result.record.level == "ordinary")
    #expect(try await counter.store.levelEntries(of: "M1").map(\.rule) == ["C1"])
  }
}
