import BusinessCalendar
import Loyalty
package import MemberStore
import TestSupport
import Testing

/// Any sequence of bookings leaves the books in order, in every store alike.
package struct RandomBookingChapter {
  static let cases = [
    StoreCase(
      "The store ends as the store in memory does, whatever is booked", with: Array(1...12),
      Self().alike),
    StoreCase(
      "No lot ever gives more than it holds, or holds more than it got", with: Array(1...12),
      Self().inOrder),
  ]

  package init() {}

  /// Books at random what a year brings; answers with what was accepted and refused.
  package func run(_ store: any MemberStore, seed: UInt64) async throws -> [String] {
    var generator = SplitMix64(seed: seed)
    var log: [String] = []
    var date = try day("2026-10-01")
    for id in ["M1", "M2"] { try await store.enrol(sampleMember(id)) }
    for step in 0..<120 {
      date = date.adding(days: Int.random(in: 0...2, using: &generator))
      let member = Bool.random(using: &generator) ? "M1" : "M2"
      let older = "S-\(Int.random(in: 0...step, using: &generator))"
      let amount = Int64.random(in: 1...300, using: &generator)
      let units = Int64.random(in: 1...2, using: &generator)
      let sale = try sampleSale(
        "S-\(step)", member: member, date: date.description, paid: amount * 200,
        spent: Bool.random(using: &generator) ? amount : 0)
      do {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0...2: try await store.book(sale)
        case 3: _ = try await store.hold(sale)
        case 4: _ = try await store.void(sale: older, at: noon)
        case 5: _ = try await store.commit(sale: older, at: noon)
        case 6:
          _ = try await store.redeem(
            RedemptionRecord(
              id: "G-\(step)", memberID: member, store: "S01", lane: "L1", date: date,
              gift: "cup", points: amount, content: "g", bookedAt: noon))
        default:
          try await takeBack(older, units, "R-\(step)", date, store)
        }
        log.append("\(step) booked")
      } catch let error as StoreError {
        log.append("\(step) \(error.code)")
      }
    }
    return log
  }

  /// Takes units of a sale back, its points in proportion.
  func takeBack(
    _ saleID: String, _ units: Int64, _ id: String, _ date: BusinessDate,
    _ store: any MemberStore
  ) async throws {
    guard let sale = try await store.sale(saleID) else { throw StoreError.unknownSale(saleID) }
    let earlier = try await store.goodsReturns(ofSale: saleID)
    let refund = Money(fen: sale.lines[0].net.fen / 2 * units)
    _ = try await store.book(
      ReturnRecord(
        id: id, saleID: saleID, lane: "L1", date: date, content: "r",
        lines: [.init(lineID: "1", quantity: Quantity(units), refund: refund)], refund: refund,
        pointsReclaimed: sale.pointsEarned / 2 * units,
        pointsRestored: sale.pointsSpent / 2 * units, bookedAt: noon),
      after: earlier.count, shortfall: .clamp)
  }

  func alike(subject: StoreUnderTest, seed: UInt64) async throws {
    try await subject.withStore { store in
      let memory = InMemoryMemberStore()
      let logs = (try await run(memory, seed: seed), try await run(store, seed: seed))
      #expect(logs.0 == logs.1)
      for id in ["M1", "M2"] {
        let ledgers = (try await memory.ledger(of: id), try await store.ledger(of: id))
        #expect(ledgers.0.lots == ledgers.1.lots && ledgers.0.uses == ledgers.1.uses)
        for date in try [day("2026-12-31"), day("2027-01-01"), day("2027-12-31")] {
          let accounts = (
            try await memory.account(of: id, on: date), try await store.account(of: id, on: date)
          )
          #expect(accounts.0 == accounts.1)
        }
      }
    }
  }

  func inOrder(subject: StoreUnderTest, seed: UInt64) async throws {
    try await subject.withStore { store in
      let log = try await run(store, seed: seed)
      #expect(log.contains { $0.hasSuffix("booked") })
      for id in ["M1", "M2"] {
        let ledger = try await store.ledger(of: id)
        for lot in ledger.lots {
          #expect((0...lot.earning.points).contains(lot.remaining))
          let used = ledger.uses.filter { $0.lotID == lot.id }.reduce(0) { $0 + $1.points }
          #expect(used == lot.used)
        }
        let reclaimed = try await reclaimed(of: ledger.lots, store)
        let earned = ledger.lots.reduce(0) { $0 + $1.earning.points }
        #expect(try await store.member(id)?.accumulatedPoints == earned - reclaimed)
      }
    }
  }

  /// What returns took off the points ever earned, forgiven or not.
  func reclaimed(of lots: [LedgerLot], _ store: any MemberStore) async throws -> Int64 {
    var sum: Int64 = 0
    for lot in lots {
      sum += try await store.goodsReturns(ofSale: lot.reference)
        .reduce(0) { $0 + $1.pointsReclaimed }
    }
    return sum
  }
}
