import BusinessCalendar
import CardCrypto
import SmartCard
import Testing
import VIPCard
import VirtualCards

/// The other side of a simulator: what somebody else made of the same documents.
@Suite("Readers that share nothing with ours accept our virtual cards")
struct IndependentReaderTests {
  private static let uid: [UInt8] = [0x04, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80]
  private static let yearKey = Array<UInt8>(0..<16)
  private static let number = "9156880012345672"

  /// A chip as `card issue` makes it.
  private func issued(
    _ card: some StatefulCard, usesT0: Bool = false
  ) async throws -> any VirtualCard {
    let keys = try MemoryKeyStore([2026: SecretBytes(Self.yearKey)], right: .issue)
    let year = try #require(CardYear(2026))
    let identity = try #require(
      CardIdentity(number: CardNumber(Self.number), year: year, sequence: 1))
    let order = CardPersonaliser.Order(
      identity: identity, issued: try #require(BusinessDate("2025-12-03")),
      address: card is VirtualNTAG424Card ? "https://example.org/card" : nil)
    let kept = try KeptCard(card)
    _ = try await CardPersonaliser(keys: keys).personalise(
      LoopbackChannel(kept, usesT0: usesT0), as: order)
    return kept
  }

  private func expectAccepted(
    _ outcome: IndependentReader.Outcome, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      outcome.status == 0 && outcome.text.hasSuffix("accepted\n"), "\(outcome.text)",
      sourceLocation: location)
  }

  private func card(_ key: [UInt8] = yearKey, _ number: String = number) -> [String] {
    [Hex.text(key), "2026", number]
  }

  // MARK: From the documents

  @Test(
    "A reader written from the documents proves every kind of issued card",
    .enabled("python3-pyscard or -cryptography is missing") {
      try await IndependentReader.hasPython()
    }, arguments: IssuedKind.allCases)
  func documents(_ kind: IssuedKind) async throws {
    let reader = IndependentReader(script: "issued")
    let card = try await issued(kind.blank(Self.uid), usesT0: kind == .cpuT0)
    expectAccepted(try await reader.read(card, [kind.script] + self.card()))
  }

  @Test(
    "The same reader refuses another year's key and another number: it does check",
    .enabled("python3-pyscard or -cryptography is missing") {
      try await IndependentReader.hasPython()
    }, arguments: [IssuedKind.ev1, .ev2, .classic4, .cpuT0])
  func documentsRefuse(_ kind: IssuedKind) async throws {
    let reader = IndependentReader(script: "issued")
    let card = try await issued(kind.blank(Self.uid), usesT0: kind == .cpuT0)
    let wrong = [
      self.card([UInt8](repeating: 9, count: 16)), self.card(Self.yearKey, "9156880012345680"),
    ]
    for arguments in wrong {
      let outcome = try await reader.read(card, [kind.script] + arguments)
      #expect(outcome.status == 1 && !outcome.text.contains("accepted"), "\(outcome.text)")
    }
  }

  // MARK: libfreefare

  @Test(
    "libfreefare makes an application on a blank DESFire and uses files of every kind in every mode",
    .enabled("libfreefare0 or libnfc6 is missing") { try await IndependentReader.hasFreefare() },
    arguments: DESFireGeneration.allCases)
  func freefareLife(_ generation: DESFireGeneration) async throws {
    let card = VirtualDESFireCard(DESFireMemory(generation: generation, uid: Self.uid))
    expectAccepted(try await IndependentReader(script: "desfire_life").read(card))
  }

  @Test(
    "libfreefare reads an issued DESFire, and a MIFARE Classic with either length of UID",
    .enabled("libfreefare0 or libnfc6 is missing") { try await IndependentReader.hasFreefare() },
    arguments: [IssuedKind.ev1, .classic4, .classic7])
  func freefareIssued(_ kind: IssuedKind) async throws {
    let reader = IndependentReader(script: "freefare_issued")
    let card = try await issued(kind.blank(Self.uid), usesT0: kind == .cpuT0)
    let script = kind == .ev1 ? "desfire" : "classic"
    expectAccepted(try await reader.read(card, [script] + self.card()))
  }
}

/// A kind of card, and what the scripts call it.
enum IssuedKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case ev1, ev2, ev3, ntag424, classic4, classic7, cpuT0, cpuT1, cpuContactless

  var testDescription: String { rawValue }

  var script: String {
    switch self {
    case .ev3: "ev2"
    case .classic4, .classic7: "classic"
    case .cpuT0, .cpuT1, .cpuContactless: "cpu"
    default: rawValue
    }
  }

  func blank(_ uid: [UInt8]) -> any StatefulCard {
    switch self {
    case .ev1: VirtualDESFireCard(DESFireMemory(generation: .ev1, uid: uid))
    case .ev2: VirtualDESFireCard(DESFireMemory(generation: .ev2, uid: uid))
    case .ev3: VirtualDESFireCard(DESFireMemory(generation: .ev3, uid: uid))
    case .ntag424: VirtualNTAG424Card(NTAG424Memory(uid: uid))
    case .classic4: VirtualClassicCard(ClassicMemory(uid: Array(uid.prefix(4))))
    case .classic7: VirtualClassicCard(ClassicMemory(uid: uid))
    case .cpuT0: VirtualCPUCard(CPUCardMemory(serial: uid), interface: .t0)
    case .cpuT1: VirtualCPUCard(CPUCardMemory(serial: uid), interface: .t1)
    case .cpuContactless: VirtualCPUCard(CPUCardMemory(serial: uid), interface: .contactless)
    }
  }
}
