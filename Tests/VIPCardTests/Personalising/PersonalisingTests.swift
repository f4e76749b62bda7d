import CardCrypto
import SmartCard
import Testing
import VIPCard
import VirtualCards

@Suite("Blank chips are made into cards over a channel")
struct PersonalisingTests {
  @Test("A blank chip becomes a card that the lane accepts", arguments: BlankChip.all)
  func blank(_ blank: BlankChip) async throws {
    let chip = try blank.fresh()
    let made = try await IssuingDesk.personaliser().personalise(
      chip.inserted(), as: IssuingDesk.order())
    #expect(made.wasMade)
    #expect(made.chip.kind == blank.kind)
    #expect(try await IssuingDesk.identity(chip) == made.identity)
  }

  @Test("The same order for the same card again writes nothing", arguments: BlankChip.all)
  func repeated(_ blank: BlankChip) async throws {
    let chip = try blank.fresh()
    #expect(try await IssuingDesk.failure(chip.inserted(), IssuingDesk.order()) == nil)
    let before = chip.contents
    let again = try await IssuingDesk.personaliser().personalise(
      chip.inserted(), as: IssuingDesk.order())
    #expect(!again.wasMade)
    #expect(chip.contents == before)
  }

  @Test(
    "A card that says something else is refused and stays as it is; told to, the desk overwrites it",
    arguments: BlankChip.all)
  func overwritten(_ blank: BlankChip) async throws {
    let chip = try blank.fresh()
    #expect(
      try await IssuingDesk.failure(chip.inserted(), IssuingDesk.order(year: 2025)) == nil)
    let before = chip.contents
    for order in [
      try IssuingDesk.order(year: 2026), try IssuingDesk.order(year: 2025, sequence: 2),
      try IssuingDesk.order(
        CardNumber(appendingCheckDigitTo: "915688009999000").digits, year: 2025),
    ] {
      guard case .issued(let holder) = try await IssuingDesk.failure(chip.inserted(), order)
      else {
        Issue.record("not refused as issued")
        continue
      }
      #expect(try holder == Sample.identity(year: 2025))
      #expect(chip.contents == before)
    }
    for (year, sequence) in [(2025, 2), (2026, 1), (2026, 3), (2025, 4)] {
      let order = try IssuingDesk.order(year: year, sequence: sequence, overwrites: true)
      #expect(try await IssuingDesk.failure(chip.inserted(), order) == nil)
      #expect(
        try await IssuingDesk.identity(chip, on: "\(year)-06-01")
          == Sample.identity(year: year, sequence: sequence))
    }
  }

  @Test(
    "A chip under another issuer's keys is foreign and stays as it is", arguments: BlankChip.all)
  func foreign(_ blank: BlankChip) async throws {
    let chip = try blank.fresh()
    let other = CardPersonaliser(
      keys: try MemoryKeyStore([2026: Sample.key2025, 2025: Sample.key2026], right: .issue))
    _ = try await other.personalise(chip.inserted(), as: IssuingDesk.order())
    let before = chip.contents
    for overwrites in [false, true] {
      let order = try IssuingDesk.order(overwrites: overwrites)
      switch try await IssuingDesk.failure(chip.inserted(), order) {
      // A CPU card shows to everybody whose it is.
      case .foreign, .issued: break
      case let failure: Issue.record("\(String(describing: failure))")
      }
    }
    // All that may have changed is what the card counts: wrong tries.
    if blank.kind == .classic { #expect(chip.contents == before) }
    #expect(try await IssuingDesk.identity(chip) == nil)
  }

  @Test("Without the right to issue nothing is written", arguments: BlankChip.all)
  func withoutRight(_ blank: BlankChip) async throws {
    let chip = try blank.fresh()
    let before = chip.contents
    let till = CardPersonaliser(keys: try Sample.keys(.verify))
    await #expect(throws: PersonalisingError.self) {
      try await till.personalise(chip.inserted(), as: IssuingDesk.order())
    }
    #expect(chip.contents == before)
  }

  @Test("A chip of another kind than ordered is refused", arguments: BlankChip.all)
  func otherKind(_ blank: BlankChip) async throws {
    for kind in ChipKind.allCases where kind != blank.kind {
      let chip = try blank.fresh()
      let before = chip.contents
      var order = try IssuingDesk.order()
      order.kind = kind
      guard case .foreign = try await IssuingDesk.failure(chip.inserted(), order) else {
        Issue.record("\(kind) taken")
        continue
      }
      #expect(chip.contents == before)
    }
  }

  @Test(
    "A card that lies on a chip already is made on no other, and on that one again",
    arguments: BlankChip.all)
  func otherChip(_ blank: BlankChip) async throws {
    let first = try blank.fresh()
    let made = try await IssuingDesk.personaliser().personalise(
      first.inserted(), as: IssuingDesk.order())
    var order = try IssuingDesk.order()
    order.chipUID = made.chip.uid
    #expect(try await IssuingDesk.failure(first.inserted(), order) == nil)
    order.chipUID = [1, 2, 3, 4, 5, 6, 7]
    let second = try blank.fresh()
    let before = second.contents
    guard
      case .otherChip(made.chip, order.identity) = try await IssuingDesk.failure(
        second.inserted(), order)
    else {
      Issue.record("taken")
      return
    }
    #expect(second.contents == before)
  }

  @Test("An NTAG 424 DNA made with an address proves a telephone's tap")
  func address() async throws {
    let card = try KeptCard(VirtualNTAG424Card(NTAG424Memory(uid: Sample.serial)))
    let order = try IssuingDesk.order(address: "https://example.org/card")
    #expect(try await IssuingDesk.failure(LoopbackChannel(card), order) == nil)
    let keys = try Sample.keys()
    let genuine = try await VirtualNTAG424Card.personalised(
      identity: order.identity, uid: Sample.serial, issued: order.issued, keys: keys,
      address: "https://example.org/card")
    #expect(card.memory.mirror == genuine.memory.mirror)
    #expect(card.memory.keys == genuine.memory.keys)
    #expect(card.memory.files == genuine.memory.files)
    let wrong = try IssuingDesk.order(address: "http://example.org")
    guard case .address = try await IssuingDesk.failure(LoopbackChannel(card), wrong) else {
      Issue.record("taken")
      return
    }
  }

  @Test("What the desk makes is what the virtual cards' own maker makes")
  func sameContents() async throws {
    let (order, keys) = (try IssuingDesk.order(), try Sample.keys())
    for generation in DESFireGeneration.allCases {
      let card = try KeptCard(
        VirtualDESFireCard(DESFireMemory(generation: generation, uid: Sample.serial)))
      #expect(try await IssuingDesk.failure(LoopbackChannel(card), order) == nil)
      let genuine = try await VirtualDESFireCard.personalised(
        identity: order.identity, uid: Sample.serial, issued: order.issued, keys: keys,
        generation: generation)
      #expect(card.memory.applications == genuine.memory.applications)
    }
    let classic = try KeptCard(VirtualClassicCard(ClassicMemory(uid: Sample.serial)))
    #expect(try await IssuingDesk.failure(LoopbackChannel(classic), order) == nil)
    let genuine = try await VirtualClassicCard.personalised(
      identity: order.identity, uid: Sample.serial, issued: order.issued, keys: keys)
    #expect(classic.memory == genuine.memory)
  }
}
