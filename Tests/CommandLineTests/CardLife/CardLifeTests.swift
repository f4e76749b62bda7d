import Scenarios
import SmartCard
import Testing
import VirtualCards

@Suite("A card's whole life, against a real pcscd")
struct CardLifeTests {
  @Test(
    "From the delivery of blanks to the lost card, with the December exchange between",
    arguments: Plastic.all)
  func life(_ plastic: Plastic) async throws {
    let shop = try await CardShop(plastic)
    let isChip = plastic.chip != nil
    func identity(_ year: Int, _ sequence: Int) -> [String] {
      ["--number", CardShop.number, "--year", "\(year)", "--sequence", "\(sequence)"]
    }
    let books = isChip ? ["--store", "shop.db", "--shop", "S01"] : []
    let exchange = [
      "card", "exchange", "--store", "shop.db", "--program", Desk.program, "--shop", "S01",
    ]

    // A member joins in January. Without blank cards no card is made; then a delivery comes.
    try await shop.run([
      "member", "enrol", "--store", "shop.db", "--program", Desk.program, "--id", "M1", "--year",
      "2026", "--number", CardShop.number, "--joined", "2026-01-05", "--date", "2026-01-05",
    ])
    if isChip {
      _ = try await shop.make(
        ["card", "issue", "--date", "2026-01-05"] + books, identity(2026, 1), status: 1)
    }
    for year in [2026, 2027] {
      try await shop.run([
        "stock", "--store", "shop.db", "--shop", "S01", "--year", "\(year)", "--movement",
        "received", "--count", "3", "--id", "D-\(year)", "--date", "2026-01-05",
      ])
    }
    let old = try await shop.make(
      ["card", "issue", "--date", "2026-01-05"] + books, identity(2026, 1))
    #expect(try await shop.register() == ["2026/1 active"])
    #expect(try await shop.stock(2026) == (isChip ? [3, 1, 0, 2] : [3, 0, 0, 3]))
    if isChip {
      // The same card on a second chip would be two good cards.
      _ = try await shop.make(
        ["card", "issue", "--date", "2026-01-05"] + books, identity(2026, 1), status: 1)
      #expect(try await shop.stock(2026) == [3, 1, 0, 2])
    }

    // It is sold to all year; next year's card is not to be had before December.
    let first = try await shop.sell(old, "2026-02-01").json()
    #expect(first["quote"]["due"].text == "88.00")
    if isChip {
      _ = try await shop.make(exchange + ["--date", "2026-11-30"], identity(2027, 1), status: 1)
      #expect(try await shop.stock(2027) == [3, 0, 0, 3])
    }

    // In December the member gets the new card, and both are good.
    let new = try await shop.make(exchange + ["--date", "2026-12-05"], identity(2027, 1))
    #expect(try await shop.register() == ["2026/1 active", "2027/1 active"])
    #expect(try await shop.stock(2027) == [3, 1, 0, 2])
    for (shown, date, validity) in [
      (old, "2026-12-06", "exchange"), (new, "2026-12-07", "early"),
      (old, "2026-12-31", "exchange"),
    ] {
      let sale = try await shop.sell(shown, date).json()
      #expect(sale["card"]["verdict"]["validity"].text == validity)
    }

    // On 1 January the old card has stopped by itself, and the new one is the card.
    let expired = try await shop.sell(old, "2027-01-01", status: 1)
    #expect(try expired.error()["code"].text == "expired")
    _ = try await shop.sell(new, "2027-01-02")

    if isChip {
      // A damaged card: the next one of the year ends the one before.
      let second = try await shop.make(exchange + ["--date", "2027-02-01"], identity(2027, 2))
      #expect(
        try await shop.register() == ["2026/1 active", "2027/1 replaced", "2027/2 active"])
      let replaced = try await shop.sell(new, "2027-02-02", status: 1)
      #expect(try replaced.error()["code"].text == "wrongSequence")
      _ = try await shop.sell(second, "2027-02-03")
      try await lose(shop, second, identity(2027, 2), exchange, identity(2027, 3))
    } else {
      try await lose(shop, new, identity(2027, 1), exchange, identity(2027, 2))
    }
    await shop.daemon.stop()
  }

  /// A lost card is blocked, refused, and not replaced before the next December (A30).
  private func lose(
    _ shop: CardShop, _ shown: CardShop.Shown, _ identity: [String], _ exchange: [String],
    _ next: [String]
  ) async throws {
    try await shop.run(
      ["card", "block", "--store", "shop.db", "--as", "lost", "--date", "2027-03-01"] + identity)
    let lost = try await shop.sell(shown, "2027-03-02", status: 1)
    #expect(try lost.error()["code"].text == "blocked")
    let refused = try await shop.run(exchange + ["--date", "2027-03-02"] + next, status: 1)
    #expect(try refused.error()["code"].text == "lostNotReplaced")
  }

  @Test(
    "A card that is pulled out of the reader while it is written is put back, and the command repeated",
    arguments: Plastic.chips)
  func torn(_ plastic: Plastic) async throws {
    let shop = try await CardShop(plastic)
    let (card, slot) = try #require(try await shop.blankCard())
    let issue = [
      "card", "issue", "--number", CardShop.number, "--year", "2026", "--keys", "keys.json",
      "--reader", slot.reader, "--json",
    ]
    for command in [5, 9] {
      slot.remove()
      card.tear(at: CardTear(command: command, .after))
      try await slot.insertSeen(card)
      let pulled = try await shop.run(issue, status: 3)
      #expect(try pulled.error()["hint"].text?.contains("repeat the same command") == true)
      #expect(await slot.card.waitUntilLeft(within: .seconds(30)), "\(pulled.errors)")
    }
    try await slot.insertSeen(card)
    let made = try await shop.run(issue).json()
    #expect(made["made"].truth == true)
    #expect(made["chip"]["kind"].text == plastic.chip)
    let again = try await shop.run(issue).json()
    #expect(again["made"].truth == false)

    let seen = try await shop.run([
      "card", "verify", "--keys", "keys.json", "--reader", slot.reader, "--date", "2026-06-01",
    ]).json()
    #expect(seen["verdict"]["check"].text == "ok")
    #expect(seen["card"]["number"].text == CardShop.number)

    let other = try await shop.run(
      issue.map { $0 == "2026" ? "2025" : $0 }, status: 1)
    #expect(try other.error()["code"].text == "cardAlreadyIssued")
    await shop.daemon.stop()
  }

  @Test("A Classic whose trailer is torn is spoiled, and leaves the stock as that")
  func spoiled() async throws {
    let shop = try await CardShop(try #require(Plastic.chips.first { $0.chip == "classic" }))
    try await shop.run([
      "stock", "--store", "shop.db", "--shop", "S01", "--year", "2026", "--movement", "received",
      "--count", "3", "--id", "D-1", "--date", "2026-01-05",
    ])
    let (card, slot) = try #require(try await shop.blankCard())
    let issue = [
      "card", "issue", "--number", CardShop.number, "--year", "2026", "--keys", "keys.json",
      "--reader", slot.reader, "--date", "2026-01-06", "--store", "shop.db", "--shop", "S01",
    ]
    // Three bytes into the trailer, wherever in the conversation that is.
    for command in 0..<40 {
      card.tear(at: CardTear(command: command, .during(3)))
      try await slot.insertSeen(card)
      let run = try await shop.desk.run(
        issue, environment: shop.daemon.environment.mapValues(Optional.some))
      guard run.status != 1 else {
        #expect(try run.error()["code"].text == "cardSpoiled")
        break
      }
      try #require(run.status == 3, "\(run.text)\(run.errors)")
      #expect(await slot.card.waitUntilLeft(within: .seconds(30)), "\(run.errors)")
    }
    #expect(try await shop.stock(2026) == [3, 0, 1, 2])
    card.tear(at: nil)
    try await slot.insertSeen(card)
    try await shop.run(issue, status: 1)
    #expect(try await shop.stock(2026) == [3, 0, 1, 2])
    await shop.daemon.stop()
  }
}
