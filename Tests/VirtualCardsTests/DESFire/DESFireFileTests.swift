import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Virtual DESFire: files, transactions, keys")
struct DESFireFileTests {
  /// Generations with their way to authenticate, each with every mode.
  struct Way: Sendable, CustomTestStringConvertible {
    let generation: DESFireGeneration
    let instruction: NativeInstruction
    let mode: CommunicationMode

    var testDescription: String {
      "\(generation) by \(String(instruction.rawValue, radix: 16)) in \(mode)"
    }

    static let all: [Way] = CommunicationMode.allCases.flatMap { mode in
      [
        Way(generation: .ev1, instruction: .authenticateAES, mode: mode),
        Way(generation: .ev2, instruction: .authenticateEV2First, mode: mode),
      ]
    }

    /// An open session with a key of the application.
    func terminal(_ number: Int) async throws -> NativeTerminal<VirtualDESFireCard> {
      var terminal = NativeTerminal(VirtualDESFireCardTests.card(generation, mode: mode))
      try await open(&terminal, number)
      return terminal
    }

    func open(_ terminal: inout NativeTerminal<VirtualDESFireCard>, _ number: Int) async throws {
      try terminal.select()
      #expect(
        try await terminal.authenticate(
          instruction, key: VirtualDESFireCardTests.keys[number], number: UInt8(number)))
    }
  }

  @Test(
    "What is written to a standard file, in one command or in frames, is read back",
    arguments: Way.all)
  func standard(_ way: Way) async throws {
    var terminal = try await way.terminal(2)
    let data = (0..<120).map { UInt8(255 - $0) }
    _ = try terminal.command(
      .writeData, header: [1] + three(40) + three(120), data: data, mode: way.mode, frame: 52)
    _ = try terminal.command(
      .writeData, header: [1] + three(0) + three(3), data: [7, 8, 9], mode: way.mode)
    #expect(
      try terminal.command(
        .readData, header: [1] + three(38) + three(124), count: 124, mode: way.mode)
        == [38, 39] + data + [160, 161])
    #expect(throws: NativeStatus.boundaryError) {
      try terminal.command(
        .writeData, header: [1] + three(199) + three(2), data: [1, 2], mode: way.mode)
    }
  }

  @Test("A write that is torn between two frames changes nothing", arguments: Way.all)
  func tornWrite(_ way: Way) async throws {
    var terminal = try await way.terminal(2)
    let before = terminal.card.memory
    let command = CommandAPDU(
      cla: 0x90, ins: 0x3D, p1: 0, p2: 0,
      data: [1] + three(0) + three(120) + [UInt8](repeating: 1, count: 40),
      expectedLength: 256)
    #expect(terminal.card.respond(to: try command.encoded()) == [0x91, 0xAF])
    // Another command in the place of the frame ends both.
    #expect(try terminal.native(.getFileIDs).status == .commandAborted)
    #expect(terminal.card.memory == before)
    try await way.open(&terminal, 2)
    #expect(terminal.card.respond(to: try command.encoded()) == [0x91, 0xAF])
    terminal.card.powerOff()
    #expect(terminal.card.memory == before)
  }

  @Test(
    "A backup file shows what was written after the commit, and never after an abort",
    arguments: Way.all)
  func backup(_ way: Way) async throws {
    var terminal = try await way.terminal(2)
    let write = [UInt8(4)] + three(0) + three(4)
    let read = [UInt8(4)] + three(0) + three(4)
    let zeros: [UInt8] = [0, 0, 0, 0]
    _ = try terminal.command(.writeData, header: write, data: [1, 2, 3, 4], mode: way.mode)
    #expect(try terminal.command(.readData, header: read, count: 4, mode: way.mode) == zeros)
    _ = try terminal.command(.abortTransaction)
    #expect(throws: NativeStatus.noChanges) { try terminal.command(.commitTransaction) }
    try await way.open(&terminal, 2)
    _ = try terminal.command(.writeData, header: write, data: [1, 2, 3, 4], mode: way.mode)
    _ = try terminal.command(
      .writeData, header: [4] + three(2) + three(1), data: [9], mode: way.mode)
    _ = try terminal.command(.commitTransaction)
    #expect(
      try terminal.command(.readData, header: read, count: 4, mode: way.mode) == [1, 2, 9, 4])
    // What was not committed is gone with the power.
    _ = try terminal.command(.writeData, header: write, data: zeros, mode: way.mode)
    terminal.card.reset()
    try await way.open(&terminal, 2)
    #expect(
      try terminal.command(.readData, header: read, count: 4, mode: way.mode) == [1, 2, 9, 4])
  }

  @Test("A value keeps its limits, and counts after the commit", arguments: Way.all)
  func value(_ way: Way) async throws {
    var terminal = try await way.terminal(2)
    func change(_ instruction: NativeInstruction, _ amount: Int32) throws {
      _ = try terminal.command(instruction, header: [2], data: four(amount), mode: way.mode)
    }
    func value() throws -> [UInt8] {
      try terminal.command(.getValue, header: [2], count: 4, mode: way.mode)
    }
    #expect(try value() == four(500))
    try change(.debit, 120)
    #expect(try value() == four(500))
    _ = try terminal.command(.commitTransaction)
    #expect(try value() == four(380))
    try change(.limitedCredit, 100)
    try change(.credit, 520)
    _ = try terminal.command(.commitTransaction)
    #expect(try value() == four(1000))
    for (instruction, amount, status) in [
      (NativeInstruction.credit, Int32(1), NativeStatus.boundaryError),
      (.debit, 1001, .boundaryError),
      (.limitedCredit, 1, .boundaryError), (.credit, -1, .parameterError),
      (.debit, .min, .parameterError), (.credit, .max, .boundaryError),
    ] {
      try await way.open(&terminal, 2)
      #expect(throws: status) { try change(instruction, amount) }
    }
    try await way.open(&terminal, 2)
    #expect(try value() == four(1000))
  }

  @Test("A cyclic record file keeps the newest records, oldest first", arguments: Way.all)
  func records(_ way: Way) async throws {
    var terminal = try await way.terminal(2)
    for number in UInt8(1)...5 {
      _ = try terminal.command(
        .writeRecord, header: [3] + three(0) + three(4), data: [number, 0, 0, number],
        mode: way.mode)
      _ = try terminal.command(.commitTransaction)
    }
    func read(_ skipped: Int, _ count: Int, bytes: Int) throws -> [UInt8] {
      try terminal.command(
        .readRecords, header: [3] + three(skipped) + three(count), count: bytes, mode: way.mode)
    }
    #expect(try read(0, 0, bytes: 12) == [3, 0, 0, 3, 4, 0, 0, 4, 5, 0, 0, 5])
    #expect(try read(1, 1, bytes: 4) == [4, 0, 0, 4])
    #expect(
      try terminal.command(.getFileSettings, header: [3], count: 13)
        == [0x04, way.mode.rawValue, 0x20, 0x12] + three(4) + three(4) + three(3))
    _ = try terminal.command(.clearRecordFile, header: [3])
    _ = try terminal.command(.commitTransaction)
    #expect(throws: NativeStatus.boundaryError) { try read(0, 1, bytes: 4) }
    try await way.open(&terminal, 2)
    #expect(throws: NativeStatus.boundaryError) {
      try terminal.command(
        .writeRecord, header: [3] + three(2) + three(3), data: [1, 2, 3], mode: way.mode)
    }
  }

  @Test("A key that was changed opens the card, and the old one does not", arguments: Way.all)
  func changeKey(_ way: Way) async throws {
    var terminal = try await way.terminal(0)
    let new = SecretBytes((0..<16).map { UInt8(200 - $0) })
    try terminal.change(1, to: new, version: 27, replacing: VirtualDESFireCardTests.keys[1])
    #expect(try terminal.command(.getKeyVersion, header: [1], count: 1) == [27])
    try terminal.change(0, to: new, version: 28, replacing: nil)
    try terminal.select()
    for number in [UInt8(0), 1] {
      #expect(
        try await !terminal.authenticate(
          way.instruction, key: VirtualDESFireCardTests.keys[Int(number)], number: number))
      #expect(try await terminal.authenticate(way.instruction, key: new, number: number))
    }
    // As applications are delivered only the master key changes keys.
    #expect(throws: NativeStatus.authenticationError) {
      try terminal.change(2, to: new, version: 1, replacing: VirtualDESFireCardTests.keys[2])
    }
  }

  @Test(
    "A key change that is cut, or made from a wrong old key, changes nothing", arguments: Way.all)
  func brokenKeyChange(_ way: Way) async throws {
    var terminal = try await way.terminal(0)
    let keys = terminal.card.memory.applications[0].keys
    #expect(throws: NativeStatus.integrityError) {
      try terminal.change(1, to: .random(count: 16), version: 1, replacing: .random(count: 16))
    }
    #expect(terminal.card.memory.applications[0].keys == keys)
    try await way.open(&terminal, 0)
    #expect(
      try terminal.native(.changeKey, [1] + [UInt8](repeating: 0, count: 20)).status
        == .lengthError)
    #expect(terminal.card.memory.applications[0].keys == keys)
  }

  @Test("No random bytes ever crash the card, or change its keys")
  func noise() throws {
    var random = SplitMix64(seed: 42)
    for generation in DESFireGeneration.allCases {
      var card = VirtualDESFireCardTests.card(generation)
      let keys = card.memory.applications[0].keys
      card.powerOn()
      for _ in 0..<5000 {
        let count = Int.random(in: 0...20, using: &random)
        var command = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        // Most of them in the right class and length, so that they get further.
        if count > 5, Bool.random(using: &random) {
          command.replaceSubrange(0..<5, with: [0x90, command[1], 0, 0, UInt8(count - 6)])
        }
        #expect(card.respond(to: command).count >= 2)
        if random.next() % 16 == 0 { _ = card.respond(to: hex("905A000003F481200" + "0")) }
      }
      card.powerOff()
      #expect(card.memory.applications[0].keys == keys)
    }
  }
}
