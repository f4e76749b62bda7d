import Foundation
import Testing

/// Goods that come back, and a checkout in two halves.
@Suite("Returns and held sales")
struct ReturnAndHoldTests {
  @Test(
    "Any split of a return ends in the same money and points",
    arguments: [["3"], ["1", "2"], ["2", "1"], ["1", "1", "1"]])
  func splits(parts: [String]) async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    // 3 × 9.99 at 8.8折 is 26.37: 26 points.
    try await life.buy(life.sale("S2", "2026-01-11", "9.99", quantity: 3), card).expect(0)
    #expect(try await life.balance("M1", "2026-01-11") == 906)
    var refunded = Decimal.zero
    for (index, part) in parts.enumerated() {
      let answer = try await life.giveBack("S2", part, "R\(index)", "2026-01-12").expect(0)
      refunded += try #require(Decimal(string: answer["refund"] as? String ?? ""))
    }
    #expect(refunded == Decimal(string: "26.37"))
    #expect(try await life.balance("M1", "2026-01-12") == 880)
    let more = try await life.giveBack("S2", "1", "R9", "2026-01-12").expect(1)
    #expect(more.errorCode == "moreThanSold")
  }

  @Test("A return under the same id is booked once; with other content its id is refused")
  func twice() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    try await life.giveBack("S1", "1", "R1", "2026-01-12").expect(0)
    let again = try await life.giveBack("S1", "1", "R1", "2026-01-12").expect(0)
    #expect(again["repeated"] as? Bool == true)
    #expect(try await life.balance("M1", "2026-01-12") == 440)
    #expect(
      try await life.giveBack("S1", "2", "R1", "2026-01-12").expect(2).errorCode == "idConflict")
    #expect(try await life.balance("M1", "2026-01-12") == 440)
  }

  @Test(
    "Wrong lines are refused with their field, and nothing comes back",
    arguments: [
      (#"[{"line":"2","quantity":"1"}]"#, "lines[0]"), (#"[{"quantity":"1"}]"#, "id"),
      (#"[{"line":"1"}]"#, "quantity"), (#"[{"line":"1","quantity":"0"}]"#, "quantity"),
      (#"[{"line":"1","quantity":"-1"}]"#, "quantity"),
      (#"[{"line":"1","quantity":"0.0001"}]"#, "quantity"),
      (#"[{"line":"1","quantity":"1"},{"line":"1","quantity":"1"}]"#, "lines[1]"),
      (#"[{"line":"1","quantity":"1","price":"1.00"}]"#, "price"), ("[]", "lines"), ("", "JSON"),
      (#"{"lines":[{"line":"1","quantity":"1"}],"sale":"S1"}"#, "sale"),
    ])
  func wrongLines(lines: String, field: String) async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let answer = try await life.ask(
      "return", "--sale", "S1", "--lines", "-", "--date", "2026-01-12", input: lines
    ).expect(2)
    #expect(answer.error.contains(field), "\(answer.error)")
    #expect(try await life.balance("M1", "2026-01-12") == 880)
  }

  @Test("Both forms of a lines file are read; a sale that nobody knows is wrong input")
  func forms() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    for (id, lines) in [
      ("R1", #"{"lines":[{"line":"1","quantity":"1"}]}"#), ("R2", #"[{"id":"1","quantity":1}]"#),
    ] {
      try await life.ask(
        "return", "--sale", "S1", "--lines", "-", "--id", id, "--date", "2026-01-12",
        input: lines
      ).expect(0)
    }
    let unknown = try await life.giveBack("S9", "1", "R3", "2026-01-12").expect(2)
    #expect(unknown.errorCode == "unknownSale")
  }

  @Test("Hold, then commit once: the points come with the commit, and only once")
  func commit() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    for isRepeated in [false, true] {
      let held = try await life.hold("S2", "2026-01-11", card).expect(0)
      #expect(held["state"] as? String == "hold")
      #expect(held["repeated"] as? Bool == isRepeated)
      #expect(held["quote", "due"] as? String == "88.00")
    }
    #expect(try await life.balance("M1", "2026-01-11") == 880)
    for _ in 1...2 {
      let paid = try await life.ask("commit", "--sale", "S2").expect(0)
      #expect(paid["state"] as? String == "committed")
      #expect(try await life.balance("M1", "2026-01-11") == 968)
    }
    #expect(try await life.ask("void", "--sale", "S2").expect(1).errorCode == "saleCommitted")
  }

  @Test("A slip that cannot be printed is told with status 3; the return is booked, and only once")
  func noPaper() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    for _ in 1...2 {
      let answer = try await life.ask(
        "return", "--sale", "S1", "--lines", "-", "--id", "R1", "--date", "2026-01-12",
        "--printer", "tcp://127.0.0.1:1", input: #"[{"line":"1","quantity":"1"}]"#
      ).expect(3)
      #expect(answer["refund"] as? String == "440.00")
      #expect(try await life.balance("M1", "2026-01-12") == 440)
    }
  }

  @Test("A date before what is booked needs a supervisor")
  func lateEntry() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    try await life.giveBack("S1", "1", "R1", "2026-01-12").expect(0)
    func early(_ more: String...) async throws -> Answer {
      try await life.run(
        [
          "return", "--store", "shop.db", "--json", "--sale", "S1", "--lines", "-", "--id", "R2",
          "--date", "2026-01-11",
        ] + more, input: #"[{"line":"1","quantity":"1"}]"#)
    }
    #expect(try await early().expect(1).errorCode == "clockRanBackwards")
    try await early("--late-entry", "--by", "Zhang").expect(0)
  }

  @Test("Hold, then void: nothing is left of the sale, and it cannot be committed")
  func void() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    try await life.hold("S2", "2026-01-11", card).expect(0)
    for isRepeated in [false, true] {
      let given = try await life.ask("void", "--sale", "S2").expect(0)
      #expect(given["state"] as? String == "void")
      #expect(given["repeated"] as? Bool == isRepeated)
    }
    #expect(try await life.balance("M1", "2026-01-11") == 880)
    #expect(try await life.ask("commit", "--sale", "S2").expect(1).errorCode == "saleVoided")
    #expect(try await life.giveBack("S2", "1", "R1", "2026-01-12").status != 0)
  }
}

extension Life {
  /// Holds a sale of one piece for 100.00.
  func hold(_ id: String, _ date: String, _ card: String) async throws -> Answer {
    try await run(
      [
        "hold", "--program", program, "--store", "shop.db", "--sale", "-", "--keys", "keys.json",
        "--swipe", card, "--json",
      ], input: sale(id, date, "100.00"))
  }
}
