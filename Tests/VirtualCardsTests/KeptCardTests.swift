import BusinessCalendar
import CardCrypto
import Foundation
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Virtual cards whose memory is kept in a file")
struct KeptCardTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cardlane-kept-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private var file: CardStateFile { CardStateFile(folder.appendingPathComponent("card").path) }

  private func chips() -> [any StatefulCard] {
    let uid: [UInt8] = [4, 1, 2, 3, 4, 5, 6]
    return [
      VirtualDESFireCard(DESFireMemory(generation: .ev2, uid: uid)),
      VirtualNTAG424Card(NTAG424Memory(uid: uid)), VirtualClassicCard(ClassicMemory(uid: uid)),
      VirtualCPUCard(CPUCardMemory(serial: uid)),
    ]
  }

  private func issue(_ card: some VirtualCard) async throws {
    let keys = try MemoryKeyStore([2026: SecretBytes(Array(0..<16))], right: .issue)
    let year = try #require(CardYear(2026))
    let identity = try #require(
      CardIdentity(number: CardNumber("9156880012345672"), year: year, sequence: 1))
    let day = try #require(BusinessDate("2025-12-03"))
    _ = try await CardPersonaliser(keys: keys).personalise(
      LoopbackChannel(card), as: .init(identity: identity, issued: day))
  }

  @Test("A card that was made survives the end of the program, keys, files and counters")
  func survives() async throws {
    func check<Card: StatefulCard>(_ card: Card) async throws {
      let kept = try KeptCard(card, file: file)
      try await issue(kept)
      #expect(kept.memory != card.memory)
      #expect(try file.kind() == Card.kind)
      #expect(try file.read(Card.self) == kept.memory)
      let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["card"])
    }
    for chip in chips() { try await check(chip) }
  }

  @Test("A twin begins with the same memory, and shares neither session nor what is written later")
  func twin() async throws {
    func check<Card: StatefulCard>(_ card: Card) async throws {
      let kept = try KeptCard(card)
      try await issue(kept)
      let twin = try #require(kept.twin() as? KeptCard<Card>)
      #expect(twin.memory == kept.memory)
      // One that is powered on does not make the other one forget what was selected.
      kept.powerOn()
      for command in conversation(of: Card.kind) {
        let answer = kept.respond(to: command)
        #expect(answer.suffix(2) == [0x90, 0x00] || answer.suffix(2).first == 0x91)
        #expect(answer.suffix(2) != [0x91, 0x1C])
        twin.powerOn()
      }
    }
    for chip in chips() { try await check(chip) }
  }

  /// Commands of which each depends on the one before.
  private func conversation(of kind: ChipKind) -> [[UInt8]] {
    switch kind {
    case .cpu:
      [
        [0x00, 0xA4, 0x04, 0x00, 0x08] + CPUCardProfile.applicationIdentifier + [0x00],
        [0x00, 0xB0, 0x81, 0x00, 0x20], [0x00, 0xB0, 0x00, 0x00, 0x20],
      ]
    case .classic:
      [
        [0xFF, 0x82, 0x00, 0x00, 0x06] + ClassicProfile.factoryKey,
        [0xFF, 0x86, 0x00, 0x00, 0x05, 0x01, 0x00, 0x00, 0x60, 0x00],
        [0xFF, 0xB0, 0x00, 0x00, 0x10],
      ]
    default:
      [
        [0x90, 0x60, 0x00, 0x00, 0x00], [0x90, 0xAF, 0x00, 0x00, 0x00],
        [0x90, 0xAF, 0x00, 0x00, 0x00],
      ]
    }
  }

  @Test("Every change is in the file before the answer goes out")
  func writtenFirst() throws {
    var card = VirtualClassicCard(ClassicMemory(uid: [1, 2, 3, 4]))
    card.powerOn()
    let kept = try KeptCard(card, file: file)
    let before = try file.read(VirtualClassicCard.self)
    for command in ["FF82000006FFFFFFFFFFFF", "FF86000005010004" + "6000"] {
      #expect(kept.respond(to: hex(command)) == [0x90, 0x00])
      #expect(try file.read(VirtualClassicCard.self) == before)
    }
    #expect(
      kept.respond(to: hex("FFD6000410" + String(repeating: "AB", count: 16))) == [0x90, 0x00])
    #expect(
      try file.read(VirtualClassicCard.self)?.blocks[4] == [UInt8](repeating: 0xAB, count: 16))
  }

  @Test("A change that cannot be written is a memory failure, and does not happen")
  func fullDisk() throws {
    let kept = try KeptCard(VirtualClassicCard(ClassicMemory(uid: [1, 2, 3, 4])), file: file)
    for command in ["FF82000006FFFFFFFFFFFF", "FF86000005010004" + "6000"] {
      _ = kept.respond(to: hex(command))
    }
    try FileManager.default.removeItem(at: folder)
    let before = kept.memory
    let write = hex("FFD6000410" + String(repeating: "AB", count: 16))
    #expect(kept.respond(to: write) == [0x65, 0x81])
    #expect(kept.memory == before)
  }

  @Test("A file that others can read, of another kind or damaged is refused by name")
  func refused() throws {
    _ = try KeptCard(VirtualClassicCard(ClassicMemory(uid: [1, 2, 3, 4])), file: file)
    #expect(throws: CardStateError.self) { try file.read(VirtualCPUCard.self) }
    let whole = try Data(contentsOf: URL(fileURLWithPath: file.path))
    for count in 0..<whole.count {
      try whole.prefix(count).write(to: URL(fileURLWithPath: file.path))
      #expect(throws: CardStateError.self) { try file.read(VirtualClassicCard.self) }
    }
    try whole.write(to: URL(fileURLWithPath: file.path))
    #expect(try file.read(VirtualClassicCard.self) != nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    #expect(throws: CardStateError.self) { try file.kind() }
    #expect(try CardStateFile(folder.appendingPathComponent("none").path).kind() == nil)
  }

  @Test("A card that is torn leaves, with its memory as it was torn")
  func torn() throws {
    let kept = try KeptCard(VirtualClassicCard(ClassicMemory(uid: [1, 2, 3, 4])), file: file)
    kept.tear(at: CardTear(command: 2, .during(5)))
    for command in ["FF82000006FFFFFFFFFFFF", "FF86000005010004" + "6000"] {
      #expect(kept.answer(to: .command(hex(command))) == .message([0x90, 0x00]))
    }
    let write = hex("FFD6000410" + String(repeating: "AB", count: 16))
    #expect(kept.answer(to: .command(write)) == .leave(after: []))
    let block = [UInt8](repeating: 0xAB, count: 5) + [UInt8](repeating: 0, count: 11)
    #expect(kept.memory.blocks[4] == block)
    #expect(try file.read(VirtualClassicCard.self)?.blocks[4] == block)
  }
}
