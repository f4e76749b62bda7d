import BusinessCalendar
import Foundation
import Lane
import Loyalty
import MemberStore
import SQLiteStore
import Printers
import Receipts
import Testing
import VIPCard

@Suite("One sale, from the card to the signed slip")
struct CheckoutTests {
  @Test("A9, A11, A39: two sales on one card, priced, booked, printed twice each")
  func twoSales() async throws {
    try await withFolder { folder in
      let store = try SQLiteMemberStore(path: folder + "/store.sqlite")
      let counter = try Counter(store: store, printer: FilePrinter(folder: folder))
      try await counter.enrol(member())
      let lane = try counter.lane()
      let card = try await counter.judge(Counter.stripe, lane: lane)
      let first = try await lane.checkout(
        sale: sale(special: "50.00", member: member()), card: card,
        tenders: [Tender(.cash, yuan("300.00"))])
      #expect(first.state == .committed)
      #expect(try first.quote?.due == yuan("226.00"))
      #expect(first.card?.number.digits == Counter.digits)
      #expect(first.slips.map(\.copy) == [.merchant, .customer])
      #expect(first.slips.allSatisfy { $0.job?.state == .printed && $0.problem == nil })
      for slip in first.slips {
        let job = try #require(slip.job)
        #expect(FileManager.default.fileExists(atPath: "\(folder)/\(job.id).bin"))
      }
      let text = first.receipt.text
      for part in [
        "第一门店", "9156 **** **** 5672", "王女士", "226.00", "74.00", "会员签名", "特价", "8.8折",
      ] {
        #expect(text.contains(part), "\(part) is not on the slip")
      }
      #expect(!text.contains(Counter.digits))

      let second = try await lane.checkout(sale: sale("L1-2", price: "50.00"), card: card)
      #expect(second.record.memberID == "M1")
      #expect(second.quote?.points.balanceAfter == 314)
      let account = try await store.account(of: "M1", on: day("2026-11-22"))
      #expect(account?.balance == 314 && account?.member.accumulatedPoints == 314)
      #expect(try await lane.unsignedReceipts(on: day("2026-11-22")).count == 2)
      try await store.close()
    }
  }

  @Test("The same checkout again gives the same answer and prints nothing")
  func twice() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    try await counter.enrol(member())
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    let first = try await lane.checkout(sale: sale(member: member()), card: card)
    let second = try await lane.checkout(sale: sale(member: member()), card: card)
    #expect(second.isRepeated && !first.isRepeated)
    #expect(
      second.record == first.record && second.receipt.lines.count == first.receipt.lines.count)
    #expect(printer.printed == ["L1-1-merchant-0", "L1-1-customer-0"])
  }

  @Test("The same id with another content, card or tender is a conflict")
  func conflict() async throws {
    let counter = try Counter()
    try await counter.enrol(member())
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    _ = try await lane.checkout(sale: sale(member: member()), card: card)
    await #expect(throws: storeError(.idConflict)) {
      try await lane.checkout(sale: sale(price: "1.00", member: member()), card: card)
    }
    await #expect(throws: storeError(.idConflict)) {
      try await lane.checkout(sale: sale(member: member()))
    }
    await #expect(throws: storeError(.idConflict)) {
      try await lane.checkout(
        sale: sale(member: member()), card: card, tenders: [Tender(.cash, yuan("500.00"))])
    }
  }

  @Test("Ten presses at the same time book once and print each copy once")
  func tenPresses() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    try await counter.enrol(member())
    let card = try await counter.judge(Counter.stripe)
    let lanes = [try counter.lane(), try counter.lane()]
    try await withThrowingTaskGroup(of: SaleState.self) { group in
      for press in 0..<10 {
        group.addTask {
          try await lanes[press % 2].checkout(sale: sale(member: member()), card: card).state
        }
      }
      for try await state in group { #expect(state == .committed) }
    }
    #expect(printer.printed.sorted() == ["L1-1-customer-0", "L1-1-merchant-0"])
    #expect(try await counter.store.account(of: "M1", on: day("2026-11-22"))?.balance == 176)
  }

  @Test("Two lanes and one member: every sale counts")
  func twoLanes() async throws {
    try await withFolder { folder in
      let store = try SQLiteMemberStore(path: folder + "/store.sqlite")
      let counter = try Counter(store: store)
      try await counter.enrol(member())
      let card = try await counter.judge(Counter.stripe)
      _ = try await counter.lane().checkout(sale: sale("first", member: member()), card: card)
      let lanes = ["L1": try counter.lane("L1"), "L2": try counter.lane("L2")]
      let balances = try await withThrowingTaskGroup(of: Int64.self) { group in
        for index in 1...20 {
          for (id, lane) in lanes {
            let sale = try sale("\(id)-\(index)", lane: id)
            group.addTask {
              let result = try await lane.checkout(sale: sale, card: card)
              return result.quote?.points.balanceAfter ?? 0
            }
          }
        }
        return try await group.reduce(into: [Int64]()) { $0.append($1) }
      }
      #expect(try await store.account(of: "M1", on: day("2026-11-22"))?.balance == 41 * 176)
      #expect(balances.max() ?? 0 <= 41 * 176)
      try await store.close()
    }
  }

  @Test("A33: without a card everyone's price, even if the till names a member")
  func noCard() async throws {
    let counter = try Counter()
    let result = try await counter.lane().checkout(sale: sale(member: member(points: 50)))
    #expect(try result.quote?.due == yuan("200.00"))
    #expect(result.record.memberID == nil && result.receipt.signatureState == nil)
    #expect(try await counter.store.member("M1") == nil)
  }

  @Test("Where the store finds members without a card, the till's member counts")
  func memberWithoutCard() async throws {
    var counter = try Counter()
    counter.configuration.memberWithoutCard = .asMember
    try await counter.enrol(member(points: 50))
    let lane = try counter.lane()
    let result = try await lane.checkout(sale: sale(member: member(points: 50)))
    #expect(try result.quote?.due == yuan("176.00"))
    #expect(result.quote?.points.balanceAfter == 226)
    let again = try await lane.checkout(sale: sale("L1-2", member: member(points: 9_999)))
    #expect(again.quote?.points.balanceAfter == 402)
  }

  @Test("A7: a card nobody enrolled brings a holder whose points wait for registration")
  func pending() async throws {
    let counter = try Counter()
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe, lane: lane)
    let result = try await lane.checkout(sale: sale(), card: card)
    #expect(result.record.memberID == "M-new")
    #expect(result.quote?.points.pending == 176 && result.quote?.points.balanceAfter == 0)
    let store = counter.store
    let before = try #require(try await store.account(of: "M-new", on: day("2026-12-22")))
    #expect(before.member.joined?.description == "2026-11-22")
    #expect(before.balance == 0 && before.pendingPoints == 176)
    try await store.register("M-new", on: day("2026-12-22"))
    #expect(try await store.account(of: "M-new", on: day("2026-12-22"))?.balance == 176)
    let next = try await counter.lane(on: "2026-12-23").checkout(
      sale: sale("L1-2", on: "2026-12-23"), card: try await counter.judge(Counter.stripe))
    #expect(next.quote?.points.balanceAfter == 352)
  }

  @Test("A sale that the rules refuse leaves the store as it was")
  func refusedByRules() async throws {
    let counter = try Counter()
    let lane = try counter.lane()
    let card = try await counter.judge(Counter.stripe)
    var wrong = try sale(member: member())
    wrong.lines[0].quantity = Quantity(thousandths: -1)
    await #expect(throws: SaleError.self) { try await lane.checkout(sale: wrong, card: card) }
    var memberOnly = try sale()
    memberOnly.lines[0].kind = .memberOnly
    await #expect(throws: SaleError.self) { try await lane.checkout(sale: memberOnly) }
    #expect(try await counter.store.sale("L1-1") == nil)
    #expect(try await counter.store.member("M1") == nil)
  }

  @Test(
    "Tenders that do not fit are refused and nothing is booked",
    arguments: [
      [Tender(.cash, Money(fen: 17_599))], [Tender(.weChatPay, Money(fen: 17_601))],
      [Tender(.cash, Money(fen: -1)), Tender(.cash, Money(fen: 20_000))],
      [Tender(.cash, Money(fen: .max)), Tender(.cash, Money(fen: .max))],
    ])
  func tenders(tenders: [Tender]) async throws {
    let counter = try Counter()
    let card = try await counter.judge(Counter.stripe)
    let error = await #expect(throws: LaneError.self) {
      try await counter.lane().checkout(
        sale: sale(member: member()), card: card, tenders: tenders)
    }
    #expect(error?.kind == .tenderMismatch)
    #expect(try await counter.store.sale("L1-1") == nil)
    #expect(try await counter.store.member("M1") == nil)
  }

  @Test("A sale of another lane is not taken")
  func otherLane() async throws {
    let counter = try Counter()
    let error = await #expect(throws: LaneError.self) {
      try await counter.lane().checkout(sale: sale(lane: "L9"))
    }
    #expect(error?.code == "otherLane")
  }
}
