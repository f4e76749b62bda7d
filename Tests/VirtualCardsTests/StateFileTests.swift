import CardCrypto
import Foundation
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards
import Wording

/// What can be wrong with the file of a virtual card: each thing has its error, and the file stays as
/// it is.
@Suite("The state file of a virtual card")
struct StateFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cardlane-state-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private var path: String { folder.appendingPathComponent("card").path }
  private var file: CardStateFile { CardStateFile(path) }
  private static let uid: [UInt8] = [4, 1, 2, 3, 4, 5, 6]

  private func put(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  private func contents() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  /// The whole text of each kind, as it is written.
  static func documents() throws -> [(card: any StatefulCard, text: String)] {
    var desfire = DESFireMemory(generation: .ev2, uid: uid)
    let rights = DESFireAccessRights.memberFile
    desfire.applications = [
      DESFireMemoryApplication(
        identifier: [1, 2, 3], keys: [.transport, .transport],
        files: [
          1: .standard([1, 2, 3], mode: .plain, rights: rights),
          2: DESFireFile(mode: .mac, rights: rights, contents: .backup([1], pending: [2])),
          3: DESFireFile(
            mode: .full, rights: rights,
            contents: .value(
              DESFireValue(lowest: -5, highest: 50, value: 7, hasLimitedCredit: true))),
          4: DESFireFile(
            mode: .mac, rights: rights,
            contents: .cyclicRecord(DESFireRecords(length: 4, capacity: 3))),
        ])
    ]
    var chips: [any StatefulCard] = [VirtualDESFireCard(desfire)]
    chips += [
      VirtualNTAG424Card(NTAG424Memory(uid: uid)), VirtualClassicCard(ClassicMemory(uid: uid)),
      VirtualCPUCard(CPUCardMemory(serial: uid)),
    ]
    func document<Card: StatefulCard>(_ card: Card) throws -> String {
      String(decoding: try CardStateDocument.bytes(card.memory, of: Card.self), as: UTF8.self)
    }
    return try chips.map { ($0, try document($0)) }
  }

  private func read<Card: StatefulCard>(_ card: Card) throws -> Card.Memory? {
    try file.read(Card.self)
  }

  @Test("A second virtual card on the same file is refused by name, until the first one is gone")
  func oneAtATime() throws {
    func card() -> VirtualClassicCard { VirtualClassicCard(ClassicMemory(uid: [1, 2, 3, 4])) }
    do {
      let first = try KeptCard(card(), file: file)
      let error = #expect(throws: CardStateError.self) { try KeptCard(card(), file: file) }
      #expect(error?.code == "cardStateInUse" && error?.nature == .device)
      for language in Language.allCases {
        #expect(error?.message[language].contains(path) == true)
      }
      // The lock goes with the file through every replacement of it.
      for command in ["FF82000006FFFFFFFFFFFF", "FF86000005010004" + "6000"] {
        _ = first.respond(to: hex(command))
      }
      let write = hex("FFD6000410" + String(repeating: "AB", count: 16))
      #expect(first.respond(to: write) == [0x90, 0x00])
      #expect(throws: CardStateError.self) { try KeptCard(card(), file: file) }
      #expect(throws: CardStateError.self) { try file.held() }
      // Looking is not using.
      #expect(try file.kind() == .classic)
    }
    let held = try file.held()
    let written = [UInt8](repeating: 0xAB, count: 16)
    #expect(try held.read(VirtualClassicCard.self)?.blocks[4] == written)
    #expect(try KeptCard(card(), file: held).memory == card().memory)
  }

  @Test("A file that is not there can be held, and belongs to whoever makes it")
  func madeOnce() throws {
    let (one, other) = (try file.held(), try file.held())
    let kept = try KeptCard(VirtualClassicCard(ClassicMemory(uid: [1, 2, 3, 4])), file: one)
    #expect(throws: CardStateError.self) {
      try KeptCard(VirtualClassicCard(ClassicMemory(uid: [5, 6, 7, 8])), file: other)
    }
    #expect(try file.read(VirtualClassicCard.self) == kept.memory)
  }

  @Test("A virtual SAM's file is held just so")
  func oneSAM() throws {
    let passphrase = SecretBytes("a passphrase".utf8)
    do {
      let first = try SAMStateFile(path: path, passphrase: passphrase, serial: [UInt8](1...8))
      #expect(throws: KeyFileError.inUse(path: path)) {
        try SAMStateFile(path: path, passphrase: passphrase, serial: [UInt8](1...8))
      }
      withExtendedLifetime(first) {}
    }
    let text = try contents()
    _ = try SAMStateFile(path: path, passphrase: passphrase, serial: [UInt8](1...8))
    try put(text.replacing("\"version\" : 1", with: "\"version\" : 2"))
    #expect(throws: SAMStateFile.Failure.otherVersion(path: path, version: 2)) {
      try SAMStateFile(path: path, passphrase: passphrase, serial: [UInt8](1...8))
    }
    for garbage in ["", "{}", String(text.dropLast(40))] {
      try put(garbage)
      #expect(throws: SAMStateFile.Failure.malformed(path: path)) {
        try SAMStateFile(path: path, passphrase: passphrase, serial: [UInt8](1...8))
      }
      #expect(try contents() == garbage)
    }
  }

  @Test("A file that is torn, of another version, or garbage is refused and left as it is")
  func damaged() throws {
    for (card, text) in try Self.documents() {
      try put(text)
      #expect(try read(card) != nil)
      for count in stride(from: 0, to: text.utf8.count, by: 7) {
        try expectRefused(card, String(decoding: text.utf8.prefix(count), as: UTF8.self))
      }
      try expectRefused(
        card, text.replacing("cardlane-virtual-card-1", with: "cardlane-virtual-card-2"),
        "cardStateOfOtherVersion")
      try expectRefused(card, text.replacing("cardlane-virtual-card-1", with: "cardlane-1"))
      for garbage in ["\u{0}\u{0}\u{0}", "[]", "null", "{\"format\":1}", text + text] {
        try expectRefused(card, garbage)
      }
    }
  }

  private func expectRefused(
    _ card: any StatefulCard, _ text: String, _ code: String = "cardStateDamaged",
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try put(text)
    let error = #expect(throws: CardStateError.self, sourceLocation: location) {
      try read(card)
    }
    #expect(error?.code == code, "\(text.prefix(200))", sourceLocation: location)
    #expect(error?.message[.english].contains(path) == true, sourceLocation: location)
    #expect(try contents() == text, sourceLocation: location)
  }

  @Test("What no chip can hold is refused: lengths, numbers, limits")
  func impossible() throws {
    let key = "\"key\":\"00000000000000000000000000000000\""
    let changes: [[(String, String)]] = [
      [
        (key, "\"key\":\"00\""), ("\"uid\":[4,1,2,3,4,5,6]", "\"uid\":[4]"),
        ("\"identifier\":[1,2,3]", "\"identifier\":[1,2]"),
        ("\"identifier\":[1,2,3]", "\"identifier\":[0,0,0]"),
        ("\"failedAuthentications\":0", "\"failedAuthentications\":9223372036854775807"),
        ("\"failedAuthentications\":0", "\"failedAuthentications\":-1"),
        ("\"length\":4", "\"length\":0"), ("\"capacity\":3", "\"capacity\":-3"),
        ("\"value\":7", "\"value\":51"), ("\"limitedCredit\":0", "\"limitedCredit\":-1"),
        ("\"pending\":[2]", "\"pending\":[2,3]"), ("\"_0\":[1,2,3]", "\"_0\":[]"),
      ],
      [
        (key, "\"key\":\"\""), ("\"uid\":[4,1,2,3,4,5,6]", "\"uid\":[]"),
        ("\"failedAuthentications\":0", "\"failedAuthentications\":-1"),
        (
          "\"readCounter\":0",
          "\"readCounter\":0,\"mirror\":{\"metaReadKey\":3,\"fileReadKey\":4,"
            + "\"dataOffset\":9223372036854775807,\"codeInputOffset\":0,\"codeOffset\":0}"
        ),
        ("\"readCounter\":0", "\"readCounter\":-1"),
      ],
      [("\"uid\":[4,1,2,3,4,5,6]", "\"uid\":[4,1]"), ("\"blocks\":[[", "\"blocks\":[[0],[")],
      [
        (key, "\"key\":\"zz\""), ("\"serial\":[4,1,2,3,4,5,6]", "\"serial\":[]"),
        ("\"triesLeft\":10", "\"triesLeft\":11"), ("\"keys\":[{", "\"keys\":[],\"other\":[{"),
      ],
    ]
    for ((card, text), changes) in zip(try Self.documents(), changes) {
      for (old, new) in changes {
        try #require(text.contains(old), "\(old) in \(text)")
        guard let place = text.range(of: old) else { continue }
        try expectRefused(card, text.replacingCharacters(in: place, with: new))
      }
    }
  }

  @Test("Whatever is taken out of an altered file is a memory that a card can work with")
  func altered() throws {
    var random = SplitMix64(seed: 4_242)
    var accepted = 0
    func work<Card: StatefulCard>(_ card: Card, _ text: [UInt8], revive: (Card.Memory) -> Card) {
      guard let memory = try? CardStateDocument.memory(of: Card.self, text) else { return }
      accepted += 1
      var card = revive(memory)
      card.powerOn()
      for command in Self.commands { #expect(card.respond(to: hex(command)).count >= 2) }
      #expect((try? CardStateDocument.bytes(card.memory, of: Card.self)) != nil)
    }
    for (card, text) in try Self.documents() {
      for _ in 0..<2_000 {
        var bytes = Array(text.utf8)
        for _ in 0...Int.random(in: 0...2, using: &random) {
          let place = Int.random(in: bytes.indices, using: &random)
          let digit = UInt8.random(in: 0x30...0x39, using: &random)
          switch Int.random(in: 0...3, using: &random) {
          case 0: bytes.remove(at: place)
          case 1: bytes.insert(digit, at: place)
          // Numbers are where an altered file still reads as one.
          case 2: if 0x30...0x39 ~= bytes[place] { bytes[place] = digit }
          default: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
          }
        }
        switch card {
        case let card as VirtualDESFireCard: work(card, bytes) { VirtualDESFireCard($0) }
        case let card as VirtualNTAG424Card: work(card, bytes) { VirtualNTAG424Card($0) }
        case let card as VirtualClassicCard: work(card, bytes) { VirtualClassicCard($0) }
        case let card as VirtualCPUCard: work(card, bytes) { VirtualCPUCard($0) }
        default: Issue.record("a kind without a way back: \(card)")
        }
      }
    }
    // Enough of them are still memories for the rest to mean something.
    #expect(accepted > 400, "\(accepted)")
  }

  /// Commands that reach every part of every kind of memory.
  private static let commands = [
    "FFCA000000", "9060000000", "90AF000000", "906A000000", "905A00000301020300", "906F000000",
    "9064000001" + "0000", "90F5000001" + "0100", "90F5000001" + "0400",
    "90BD00000701000000000000" + "00", "90BD00000702000000000000" + "00", "906C0000010300",
    "900C0000050301000000" + "00", "90DC0000050301000000" + "00", "901C0000050301000000" + "00",
    "90BB00000704000000000000" + "00", "903B0000080400000001000009" + "00", "90C7000000",
    "90AA0000010000", "00A4040007D276000085010100", "00A4000C02E104", "00B0000000",
    "9071000002000000", "FF82000006FFFFFFFFFFFF", "FF860000050100046000", "FFB0000410",
    "FFB0000710", "FFD60004100102030405060708090A0B0C0D0E0F10",
    "00A4040008F05649504C414E4500", "00B0810000", "00CA010001", "00CA010101", "0084000010",
    "00820000100102030405060708090A0B0C0D0E0F10",
    "00880001100102030405060708090A0B0C0D0E0F1000",
  ]
}
