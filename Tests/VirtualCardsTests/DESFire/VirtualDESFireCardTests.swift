import CardCrypto
import Foundation
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Virtual DESFire: status words and sessions")
struct VirtualDESFireCardTests {
  static let keys = (0..<3).map { number in SecretBytes((0..<16).map { UInt8($0 + number * 16) }) }
  static let uid = hex("04782E21801D80")
  static let text = (0..<200).map { UInt8($0) }

  /// A card with one file of every kind: 1 read by key 1, written by key 2; 2 a value; 3 records; 4
  /// backup data; 5 free; 6 for nobody.
  static func card(
    _ generation: DESFireGeneration, mode: CommunicationMode = .mac,
    random: any RandomNumberGenerator & Sendable = SplitMix64(seed: 5)
  ) -> VirtualDESFireCard {
    let rights = DESFireAccessRights(read: 1, write: 2, readWrite: 2, change: 0)
    let files: [UInt8: DESFireFile] = [
      1: .standard(text, mode: mode, rights: rights),
      2: DESFireFile(
        mode: mode, rights: rights,
        contents: .value(DESFireValue(lowest: 0, highest: 1000, value: 500, hasLimitedCredit: true))
      ),
      3: DESFireFile(
        mode: mode, rights: rights,
        contents: .cyclicRecord(DESFireRecords(length: 4, capacity: 4))),
      4: DESFireFile(
        mode: mode, rights: rights,
        contents: .backup([UInt8](repeating: 0, count: 100), pending: nil)),
      5: .standard(
        text, mode: mode,
        rights: DESFireAccessRights(
          read: DESFireAccessRights.free, write: DESFireAccessRights.never,
          readWrite: DESFireAccessRights.never, change: 0)),
    ]
    return VirtualDESFireCard(
      DESFireMemory(
        generation: generation, uid: uid,
        applications: [
          DESFireMemoryApplication(
            identifier: DESFireProfile.applicationIdentifier,
            keys: keys.map { CardKeySlot(key: $0, version: 26) }, files: files)
        ]),
      random: random)
  }

  @Test("Its answer-to-reset is that of PC/SC part 3, with a valid check byte")
  func answerToReset() {
    let atr = ATR(Self.card(.ev2).atr)
    #expect(atr.hexadecimal == "3B8180018080")
    #expect(atr.problems.isEmpty && atr.isContactless)
  }

  @Test("Every wrong command has the status word of the data sheet")
  func statusWords() {
    var terminal = NativeTerminal(Self.card(.ev1))
    for (command, answer) in [
      ("FFCA000000", "04782E21801D809000"), ("FFCA000007", "04782E21801D809000"),
      ("FFCA000004", "6C07"), ("FFCA010000", "809000"), ("FFCA020000", "6A86"),
      ("905A0000030102030000", "6700"), ("905A00000301020300", "91A0"),
      ("905A000002010200", "917E"), ("905A000003F4812000", "9100"),
      ("9064000001" + "0100", "1A9100"),
      ("90640000010300", "9140"), ("9064000000", "917E"), ("90AA0000010300", "9140"),
      ("9071000002010000", "911C"), ("90BD00000701000000200000" + "00", "91AE"),
      ("90BD00000709000000200000" + "00", "91F0"), ("90BD00000705000000C90000" + "00", "91BE"),
      ("90BD00000705C80000010000" + "00", "91BE"), ("90BD00000605000000200000", "917E"),
      ("903D00000805000000010000" + "55" + "00", "919D"), ("906C0000010500", "919E"),
      ("90AF000000", "911C"), ("9051000000", "91AE"), ("90C40000010100", "91AE"),
      ("90C7000000", "910C"), ("90FF000000", "911C"), ("9064010001" + "0100", "919E"),
      ("00A4040007D276000085010100", "6A82"), ("00B0000000", "6D00"), ("8060000000", "6E00"),
      ("906F000000", "01020304059100"),
    ] {
      #expect(terminal.send(command) == answer, "\(command)")
    }
  }

  @Test("A key version and a free file are read without a session, in frames of 59 bytes")
  func free() throws {
    var terminal = NativeTerminal(Self.card(.ev2))
    try terminal.select()
    let read = try terminal.native(.readData, [5] + three(0) + three(200))
    #expect(read.data == Self.text && read.frames == 4)
    let once = try terminal.native(.readDataISO, [5] + three(0) + three(200))
    #expect(once.data == Self.text && once.frames == 1)
    #expect(try terminal.native(.readData, [5] + three(190) + three(0)).data == Array(190..<200))
  }

  @Test("The published challenge and answer of AuthenticateEV2First are given (AN12196, table 14)")
  func published() {
    var memory = DESFireMemory(generation: .ev3, uid: Self.uid)
    memory.applications = [
      DESFireMemoryApplication(
        identifier: DESFireProfile.applicationIdentifier, keys: [.transport], files: [:])
    ]
    let random = VectorBytes("B9E2FC789B64BF237CCCAA20EC7E6E48" + "9D00C4DF")
    var terminal = NativeTerminal(VirtualDESFireCard(memory, random: random))
    #expect(terminal.send("905A000003F481200" + "0") == "9100")
    #expect(terminal.send("9071000002000000") == "A04C124213C186F22399D33AC2A3021591AF")
    #expect(
      terminal.send(
        "90AF00002035C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D00")
        == "3FA64DB5446D1F34CD6EA311167F5E4985B89690C04A05F17FA7AB2F081206639100")
  }

  @Test("The published handshake of AuthenticateAES is given (CodeProject 1096861)")
  func publishedEV1() {
    var memory = DESFireMemory(generation: .ev1, uid: Self.uid)
    memory.applications = [
      DESFireMemoryApplication(
        identifier: DESFireProfile.applicationIdentifier, keys: [.transport], files: [:])
    ]
    let random = VectorBytes("C05DDD714FD788A6B7B754F3C4D066E8")
    var terminal = NativeTerminal(VirtualDESFireCard(memory, random: random))
    #expect(terminal.send("905A000003F481200" + "0") == "9100")
    #expect(terminal.send("90AA0000010000") == "B969FDFE56FD91FC9DE6F6F213B8FD1E91AF")
    #expect(
      terminal.send(
        "90AF00002036AAD7DF6E436BA08D18613830A70D5AD43E3D3F4A8D47541EEE623A934E477400")
        == "800DB680BC146BD121D6578F2D2E20599100")
  }

  @Test(
    "A wrong key is refused with 91AE three times and counted; the right one opens afterwards",
    arguments: [
      NativeInstruction.authenticateAES, .authenticateEV2First,
    ])
  func wrongKey(_ instruction: NativeInstruction) async throws {
    var terminal = NativeTerminal(Self.card(.ev2))
    try terminal.select()
    for count in 1...3 {
      #expect(try await !terminal.authenticate(instruction, key: .random(count: 16), number: 1))
      #expect(terminal.card.memory.failedAuthentications == count)
    }
    #expect(try await terminal.authenticate(instruction, key: Self.keys[1], number: 1))
  }

  @Test("A reply of another length, and one without a challenge, are refused")
  func brokenHandshake() throws {
    var terminal = NativeTerminal(Self.card(.ev2))
    try terminal.select()
    for count in [0, 1, 16, 31, 33] {
      #expect(try terminal.native(.authenticateEV2First, [1, 0]).status == .additionalFrame)
      let reply = [UInt8](repeating: 0, count: count)
      #expect(try terminal.native(.additionalFrame, reply).status == .lengthError)
    }
    #expect(
      try terminal.native(.additionalFrame, [UInt8](repeating: 0, count: 32)).status
        == .illegalCommand)
    for parameters: [UInt8] in [[], [1], [1, 1], [1, 7, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0]] {
      #expect(try terminal.native(.authenticateEV2First, parameters).status == .lengthError)
    }
    #expect(try terminal.native(.authenticateEV2NonFirst, [1]).status == .authenticationError)
  }

  @Test(
    "Within a session every answer carries its code, in every generation",
    arguments: [
      (DESFireGeneration.ev1, NativeInstruction.authenticateAES), (.ev2, .authenticateAES),
      (.ev2, .authenticateEV2First), (.ev3, .authenticateEV2First),
    ])
  func session(_ generation: DESFireGeneration, _ instruction: NativeInstruction) async throws {
    var terminal = NativeTerminal(Self.card(generation))
    try terminal.select()
    #expect(try await terminal.authenticate(instruction, key: Self.keys[1], number: 1))
    #expect(try terminal.command(.getKeyVersion, header: [1], count: 1) == [26])
    #expect(try terminal.command(.getFileIDs, count: 5) == [1, 2, 3, 4, 5])
    #expect(
      try terminal.command(.getFileSettings, header: [1], count: 7)
        == [0x00, 0x01, 0x20, 0x12, 0xC8, 0x00, 0x00])
    #expect(try terminal.command(.getVersion, count: 28).dropFirst(14).prefix(7) == Self.uid[...])
    #expect(try terminal.command(.getCardUID, count: 7, mode: .full) == Self.uid)
    #expect(
      try terminal.command(.readData, header: [1] + three(10) + three(150), count: 150)
        == Array(Self.text[10..<160]))
  }

  @Test("An altered command ends the session with 911E", arguments: [DESFireGeneration.ev2, .ev3])
  func integrity(_ generation: DESFireGeneration) async throws {
    var terminal = NativeTerminal(Self.card(generation))
    try terminal.select()
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: Self.keys[1], number: 1))
    let read = [UInt8(1)] + three(0) + three(32)
    #expect(
      try terminal.native(.readData, read + [1, 2, 3, 4, 5, 6, 7, 8]).status == .integrityError)
    #expect(try terminal.native(.readData, read).status == .authenticationError)
    // And a command without its code has a wrong length.
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: Self.keys[1], number: 1))
    #expect(try terminal.native(.readData, read).status == .lengthError)
  }

  @Test("Keys that have no right are refused, a selection and a reset end the session")
  func rights() async throws {
    var terminal = NativeTerminal(Self.card(.ev2))
    try terminal.select()
    let read = [UInt8(1)] + three(0) + three(32)
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: Self.keys[0], number: 0))
    #expect(throws: NativeStatus.authenticationError) {
      try terminal.command(.readData, header: read, count: 32)
    }
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: Self.keys[1], number: 1))
    #expect(throws: NativeStatus.authenticationError) {
      try terminal.command(.writeData, header: [1] + three(0) + three(1), data: [1])
    }
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: Self.keys[1], number: 1))
    try terminal.select()
    #expect(try terminal.native(.readData, read).status == .authenticationError)
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: Self.keys[1], number: 1))
    terminal.card.reset()
    #expect(try terminal.native(.readData, read).status == .permissionDenied)
  }

  @Test("What it keeps survives coding and decoding, keys included, and prints no key")
  func survives() async throws {
    let memory = Self.card(.ev3).memory
    let coded = try JSONEncoder().encode(memory)
    let decoded = try JSONDecoder().decode(DESFireMemory.self, from: coded)
    #expect(decoded == memory)
    var terminal = NativeTerminal(VirtualDESFireCard(decoded))
    try terminal.select()
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: Self.keys[1], number: 1))
    let described = String(reflecting: memory) + "\(memory)"
    #expect(!described.contains(Hex.text(Self.text.prefix(16))) && described.contains("••••"))
  }
}
