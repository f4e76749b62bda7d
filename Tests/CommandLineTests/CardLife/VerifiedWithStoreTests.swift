import Scenarios
import SmartCard
import Testing
import VIPCard
import VirtualCards

/// `card verify` of chips, with the store of a lane.
@Suite("card verify counts chips as the till does")
struct VerifiedWithStoreTests {
  private static let lane = ["--store", "shop.db", "--shop", "S01", "--lane", "L1"]

  private func shop(_ name: String) async throws -> CardShop {
    let plastic = try #require(Plastic.chips.first { $0.name == name })
    let shop = try await CardShop(plastic)
    try await shop.run([
      "member", "enrol", "--store", "shop.db", "--program", Desk.program, "--id", "M1", "--year",
      "2026", "--number", CardShop.number, "--joined", "2026-01-05", "--date", "2026-01-05",
    ])
    return shop
  }

  private func verify(
    _ shop: CardShop, _ options: [String], status: Int32
  ) async throws -> JSON {
    let run = try await shop.run(
      [
        "card", "verify", "--keys", "keys.json", "--date", "2026-01-06", "--timeout", "20",
        "--judge-within", "60",
      ]
        + Self.lane + options, status: status)
    return run.output.isEmpty ? try run.error() : try run.json()
  }

  private func refusals(_ shop: CardShop) async throws -> [String] {
    let rows = try await shop.run([
      "report", "refusals", "--store", "shop.db", "--shop", "S01", "--date", "2026-01-06", "--json",
    ]).json()["rows"]
    return (0..<rows.count).compactMap { rows[$0]["reason"].text }
  }

  @Test(
    "Forged chips close the lane; one that is pulled out is not counted, and a good one not judged then",
    arguments: ["DESFire ev1", "DESFire ev2", "NTAG 424 DNA", "CPU card, t1"])
  func forgedChips(_ name: String) async throws {
    let shop = try await shop(name)
    try await shop.run([
      "supervisor", "settings", "--store", "shop.db", "--forged-reads", "2", "--by", "Zhang",
    ])
    let genuine = try #require(try shop.plastic.blank?(1))
    try await Issuing.issue(CardShop.number, on: genuine)
    // Every proof comes with one bit of another colour.
    func forged() -> HostileCard {
      HostileCard(genuine) { _, command, answer in
        guard [0xAF, 0x88].contains(command[1]), answer.count > 16 else { return .message(answer) }
        var answer = answer
        answer[0] ^= 0x01
        return .message(answer)
      }
    }
    let pulled = HostileCard(genuine) { number, _, answer in
      number == 3 ? .leave(after: []) : .message(answer)
    }
    func show(
      _ card: any VirtualCard, status: Int32, _ slot: PrivatePCSCD.Slot
    ) async throws -> JSON {
      try await slot.insertSeen(card)
      defer { slot.remove() }
      return try await verify(shop, ["--reader", slot.reader], status: status)
    }
    let slots = shop.daemon.slots
    #expect(try await show(genuine.twin(), status: 0, slots[0])["verdict"]["check"].text == "ok")
    _ = try await show(pulled, status: 3, slots[1])
    let first = try await show(forged(), status: 1, slots[2])
    #expect(first["verdict"]["check"].text == "forged")
    #expect(first["needsSupervisor"].isNull)
    let second = try await show(forged(), status: 1, slots[3])
    #expect(second["needsSupervisor"].truth == true)
    #expect(
      try await show(genuine.twin(), status: 1, slots[4])["code"].text == "supervisorNeeded")
    #expect(try await refusals(shop) == ["forged", "forged"])
    try await shop.run([
      "supervisor", "release", "--store", "shop.db", "--shop", "S01", "--lane", "L1", "--by",
      "Zhang",
    ])
    #expect(try await show(genuine.twin(), status: 0, slots[5])["verdict"]["check"].text == "ok")
    await shop.daemon.stop()
  }

  @Test(
    "A tap by telephone is good once, for the card that was issued on the chip, with trust medium")
  func taps() async throws {
    let shop = try await shop("NTAG 424 DNA")
    let (card, slot) = try #require(try await shop.blankCard())
    try await shop.run([
      "card", "issue", "--number", CardShop.number, "--year", "2026", "--keys", "keys.json",
      "--reader", slot.reader, "--date", "2026-01-06", "--store", "shop.db", "--url",
      "https://vip.example/card",
    ])
    slot.remove()
    // Copies count like forgeries; the lane is to stay open here.
    try await shop.run([
      "supervisor", "settings", "--store", "shop.db", "--forged-reads", "50", "--by", "Zhang",
    ])
    let addresses = try await [tap(card), tap(card), tap(card)]
    func judge(_ address: String, status: Int32) async throws -> JSON {
      try await verify(shop, ["--url", address], status: status)
    }
    let second = try await judge(addresses[1], status: 0)
    #expect(second["card"]["number"].text == CardShop.number)
    #expect(second["verdict"]["trust"].text == "medium")
    #expect(second["chip"]["kind"].text == "ntag424")
    // The same again, and one from before.
    for address in [addresses[1], addresses[0]] {
      #expect(try await judge(address, status: 1)["verdict"]["check"].text == "cloneSuspected")
    }
    let altered = addresses[2].dropLast() + (addresses[2].hasSuffix("0") ? "1" : "0")
    #expect(try await judge(String(altered), status: 1)["verdict"]["check"].text == "forged")
    #expect(
      try await judge("https://vip.example/card", status: 1)["verdict"]["check"].text == "foreign")
    #expect(
      try await refusals(shop).filter { $0 != "foreign" } == [
        "cloneSuspected", "cloneSuspected", "forged",
      ])
    try await shop.run([
      "card", "block", "--store", "shop.db", "--as", "lost", "--date", "2026-01-06", "--number",
      CardShop.number, "--year", "2026",
    ])
    #expect(try await judge(addresses[2], status: 1)["verdict"]["check"].text == "blocked")
    await shop.daemon.stop()
  }

  @Test("A chip that nobody has entered in the store is not issued")
  func strangerTap() async throws {
    let shop = try await shop("NTAG 424 DNA")
    let (card, slot) = try #require(try await shop.blankCard())
    try await shop.run([
      "card", "issue", "--number", CardShop.number, "--year", "2026", "--keys", "keys.json",
      "--reader", slot.reader, "--url", "https://vip.example/card",
    ])
    slot.remove()
    let answer = try await verify(shop, ["--url", try await tap(card)], status: 1)
    #expect(answer["verdict"]["check"].text == "notIssued")
    await shop.daemon.stop()
  }

  @Test("An address needs the store and no reader")
  func options() async throws {
    let desk = try await Desk()
    let url = "https://vip.example/card?e=0&c=0"
    for options in [["--url", url], Self.lane + ["--url", url, "--reader", "ACR"]] {
      let run = try await desk.run(["card", "verify", "--keys", "keys.json"] + options)
      #expect(run.status == 2, "\(run.errors)")
    }
  }

  /// The address of the chip's next tap, as a telephone reads it.
  private func tap(_ card: any VirtualCard) async throws -> String {
    var card = card
    card.powerOn()
    return try await Telephone.tap { command in
      try ResponseAPDU(parsing: card.respond(to: command.encoded()))
    }
  }
}
