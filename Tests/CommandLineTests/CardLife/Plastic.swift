import LinuxSystem
import Scenarios
import Testing
import VirtualCards

/// What a member's card is made of, blank and as it is shown to a lane.
struct Plastic: Sendable, CustomTestStringConvertible {
  let name: String
  /// The chip as `card verify` calls it; `nil` for a stripe.
  let chip: String?
  /// A blank one; every call makes another card. `nil` for a stripe.
  let blank: (@Sendable (_ number: UInt8) throws -> any TornCard)?

  var testDescription: String { name }

  static let all =
    [Plastic(name: "stripe", chip: nil, blank: nil)]
    + DESFireGeneration.allCases.map { generation in
      chip("DESFire \(generation)", "desfire") {
        VirtualDESFireCard(DESFireMemory(generation: generation, uid: uid($0)))
      }
    } + [
      chip("NTAG 424 DNA", "ntag424") { VirtualNTAG424Card(NTAG424Memory(uid: uid($0))) },
      chip("MIFARE Classic", "classic") { VirtualClassicCard(ClassicMemory(uid: uid($0))) },
    ]
    + CPUCardInterface.allCases.map { interface in
      chip("CPU card, \(interface)", "cpu") {
        VirtualCPUCard(CPUCardMemory(serial: uid($0)), interface: interface)
      }
    }

  static let chips = all.filter { $0.chip != nil }

  private static func uid(_ number: UInt8) -> [UInt8] {
    [0x04, 0x11, 0x22, 0x33, 0x44, 0x55, number]
  }

  private static func chip<Card: StatefulCard>(
    _ name: String, _ kind: String, _ card: @escaping @Sendable (UInt8) -> Card
  ) -> Plastic {
    Plastic(name: name, chip: kind) { try KeptCard(card($0)) }
  }
}

/// A shop with readers of a PC/SC service of its own, for one kind of card.
final class CardShop: Sendable {
  /// How a card is shown to a lane.
  enum Shown: Sendable {
    case chip(reader: String)
    case stripe(String)
  }

  let desk: Desk
  let plastic: Plastic
  let daemon: PrivatePCSCD
  private let made = Guarded(0)

  static let number = "9156880012345672"

  /// Opens it under keys of 2025 to 2027, with a private pcscd and six slots.
  init(_ plastic: Plastic) async throws {
    desk = try await Desk(keys: false)
    try desk.makeQuickKeys([2025: 0x10, 2026: 0x00, 2027: 0x20])
    self.plastic = plastic
    daemon = try PrivatePCSCD(readers: 3)
    try await daemon.start()
  }

  /// Runs the program; JSON where it has a choice.
  @discardableResult
  func run(
    _ arguments: [String], status: Int32 = 0, at location: SourceLocation = #_sourceLocation
  ) async throws -> Run {
    let run = try await desk.run(
      arguments, environment: daemon.environment.mapValues(Optional.some), onTestClock: true)
    try #require(
      run.status == status, "\(arguments)\n\(run.text)\(run.errors)", sourceLocation: location)
    return run
  }

  /// Puts a blank card into the next free slot; `nil` where there is no chip.
  func blankCard() async throws -> (card: any TornCard, slot: PrivatePCSCD.Slot)? {
    guard let blank = plastic.blank else { return nil }
    let number = made.with { number in
      number += 1
      return number
    }
    let card = try blank(UInt8(number))
    let slot = daemon.slots[number - 1]
    try await slot.insertSeen(card)
    return (card, slot)
  }

  /// Makes a card at the issuing desk, by `card issue` or `card exchange`.
  func make(_ command: [String], _ identity: [String], status: Int32 = 0) async throws -> Shown {
    if let (_, slot) = try await blankCard() {
      try await run(
        command + identity + ["--keys", "keys.json", "--reader", slot.reader], status: status)
      return .chip(reader: slot.reader)
    }
    if command.contains("exchange") { try await run(command + identity, status: status) }
    let tracks = try await run(
      ["card", "issue", "--json", "--keys", "keys.json"] + identity
    ).json()
    return .stripe(try #require(tracks["tracks"]["2"].text))
  }

  /// Sells to the holder of a card on a date, at a lane that takes registered cards only.
  func sell(_ shown: Shown, _ date: String, status: Int32 = 0) async throws -> Run {
    try desk.write(
      """
      {"id":"S-\(date)","store":"S01","lane":"L1","date":"\(date)","time":"10:00:00+08:00",
       "lines":[{"id":"1","name":"goods","quantity":1,"unitPrice":"100.00","kind":"regular"}]}
      """, to: "sale.json")
    let card =
      switch shown {
      case .chip(let reader): ["--reader", reader]
      case .stripe(let track): ["--swipe", track]
      }
    return try await run(
      [
        "checkout", "--program", Desk.program, "--store", "shop.db", "--keys", "keys.json",
        "--sale", "sale.json", "--strict-register", "--json",
      ] + card, status: status)
  }

  /// What the register says of the member's cards: year, sequence and standing, oldest first.
  func register() async throws -> [String] {
    let member = try await run(
      ["member", "show", "--store", "shop.db", "--number", Self.number, "--json"]
    ).json()
    let cards = member["cards"].isNull ? member["member"]["cards"] : member["cards"]
    return (0..<cards.count).map {
      "\(cards[$0]["year"].number ?? 0)/\(cards[$0]["sequence"].number ?? 0) "
        + (cards[$0]["status"].text ?? "?")
    }.sorted()
  }

  /// The stock of blank cards of a year: received, issued, spoiled, left.
  func stock(_ year: Int) async throws -> [Int] {
    let rows = try await run(
      ["report", "stock", "--store", "shop.db", "--date", "2028-01-01", "--json"]
    ).json()["rows"]
    let row = (0..<rows.count).map { rows[$0] }.first { $0["year"].number == year }
    return try ["received", "issued", "spoiled", "left"].map {
      try #require(row?[$0].number)
    }
  }
}
