import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Virtual DESFire: a blank card is made into one of ours")
struct DESFireCreationTests {
  private func blank(_ generation: DESFireGeneration = .ev2) -> NativeTerminal<VirtualDESFireCard> {
    NativeTerminal(
      VirtualDESFireCard(
        DESFireMemory(generation: generation, uid: VirtualDESFireCardTests.uid),
        random: SplitMix64(seed: 8)))
  }

  @Test("A published conversation with a real EV1 is answered byte for byte (CodeProject 1096861)")
  func publishedConversation() {
    var memory = DESFireMemory(generation: .ev1, uid: VirtualDESFireCardTests.uid)
    let key = CardKeySlot(
      key: SecretBytes(hex("10182028303840485058606870788088")), version: 0x10)
    memory.applications = [
      DESFireMemoryApplication(identifier: hex("16AE00"), keys: [.transport, key], files: [:])
    ]
    let random = VectorBytes("626FFBD45CAF334ACCA45599304F5B17")
    var terminal = NativeTerminal(VirtualDESFireCard(memory, random: random))
    let content = hexText((0x00..<0x50).map { UInt8($0) })
    for (command, answer) in [
      ("905A00000316AE0000", "9100"),
      ("90AA0000010100", "B351CB2465D4F33AC627FD6E87A168F291AF"),
      (
        "90AF000020044B6CAC343A0865895149649CA8DDE1F5AC4EC67BD208900AF02F049E05F0B000",
        "A2EE144B1012FBEB7B2F11132D95A4549100"
      ),
      ("90CD0000070500110050000000", "A75316AD1596B9539100"),
      ("906F000000", "052D5FF67FFEC9D2D39100"),
      ("90F50000010500", "000011005000002AAC7517024E09DC9100"),
      ("903D00003B05000000340000" + content.prefix(104) + "00", "765C9DAA50ECB62F9100"),
      ("903D00002305340000" + "1C0000" + content.dropFirst(104) + "00", "3E0AED986B8B0F379100"),
      ("90BD0000070500000030000000", content.prefix(96) + "4C65F1F842262BAC9100"),
      ("90BD0000070530000020000000", content.dropFirst(96) + "F02205CF913C03C99100"),
      ("90DF0000010500", "1BEF0D32B6D1D7F99100"),
    ] as [(String, String)] {
      #expect(terminal.send(command) == answer, "\(command)")
    }
  }

  @Test("Application, keys and every kind of file are made, used and deleted")
  func life() async throws {
    var terminal = blank()
    _ = try terminal.command(.createApplication, header: hex("F48120") + [0x0F, 0x83])
    #expect(try terminal.command(.getApplicationIDs) == hex("F48120"))
    try terminal.select()
    let transport = CardKeySlot.transport.key
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: transport, number: 0))
    let key = SecretBytes(Array(1...16))
    try terminal.change(1, to: key, version: 26, replacing: transport)
    _ = try terminal.command(
      .createStandardDataFile, header: [1, 1, 0x20, 0x12] + three(32))
    _ = try terminal.command(.createBackupDataFile, header: [2, 3, 0x20, 0x12] + three(16))
    _ = try terminal.command(
      .createValueFile, header: [3, 0, 0x20, 0x12] + four(-5) + four(5) + four(0) + [1])
    _ = try terminal.command(
      .createCyclicRecordFile, header: [4, 1, 0x20, 0x12] + three(8) + three(3))
    #expect(try terminal.command(.getFileIDs) == [1, 2, 3, 4])
    #expect(
      try terminal.command(.getFileSettings, header: [1])
        == [0x00, 0x01, 0x20, 0x12] + three(32))
    _ = try terminal.command(.deleteFile, header: [2])
    #expect(try terminal.command(.getFileIDs) == [1, 3, 4])
    #expect(try await terminal.authenticate(.authenticateEV2First, key: key, number: 1))
    #expect(
      try terminal.command(.readData, header: [1] + three(0) + three(0))
        == [UInt8](repeating: 0, count: 32))
    try terminal.select([0, 0, 0])
    #expect(
      try await terminal.authenticate(.authenticateEV2First, key: transport, number: 0))
    _ = try terminal.command(.deleteApplication, header: hex("F48120"))
    #expect(terminal.card.memory.applications.isEmpty)
  }

  @Test("What cannot be made is refused: twice, too large, with limits that cross, without AES")
  func refusals() throws {
    var terminal = blank()
    let application = hex("F48120") + [0x0F, 0x83]
    #expect(try terminal.native(.createApplication, application).status == .done)
    #expect(try terminal.native(.createApplication, application).status == .duplicateError)
    for wrong in [hex("0102030F03"), hex("0102030F80"), hex("0102030F8F"), hex("0000000F81")] {
      #expect(try terminal.native(.createApplication, wrong).status == .parameterError)
    }
    #expect(try terminal.native(.createApplication, hex("010203")).status == .lengthError)
    let file = [1, 0, 0xEE, 0xEE] + three(100)
    #expect(try terminal.native(.createStandardDataFile, file).status == .permissionDenied)
    try terminal.select()
    #expect(try terminal.native(.createStandardDataFile, file).status == .done)
    for (instruction, header, status) in [
      (NativeInstruction.createStandardDataFile, file, NativeStatus.duplicateError),
      (.createStandardDataFile, [2, 2, 0xEE, 0xEE] + three(1), .parameterError),
      (.createStandardDataFile, [0x20, 0, 0xEE, 0xEE] + three(1), .parameterError),
      (.createStandardDataFile, [2, 0, 0xEE, 0xEE] + three(0), .parameterError),
      (.createStandardDataFile, [2, 0, 0xEE, 0xEE] + three(8192), .outOfMemory),
      (.createCyclicRecordFile, [2, 0, 0xEE, 0xEE] + three(8) + three(1), .parameterError),
      (.createValueFile, [2, 0, 0xEE, 0xEE] + four(5) + four(1) + four(3) + [0], .boundaryError),
      (.deleteFile, [7], .fileNotFound),
    ] {
      try terminal.select()
      #expect(try terminal.native(instruction, header).status == status)
    }
  }
}
