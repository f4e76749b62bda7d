import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

/// MF3ICDx1 data sheet, ChangeKeySettings and ChangeKey; the PICC master key settings as NXP's partners
/// publish them: bit 2 set, "create application is permitted without master key authentication, delete
/// requires an authentication".
@Suite("Virtual DESFire: what needs which key, by the key settings")
struct DESFireKeySettingsTests {
  private typealias Terminal = NativeTerminal<VirtualDESFireCard>

  private static let level: [UInt8] = [0, 0, 0]
  private static let application = hex("F48120")
  private static let other = hex("010203")
  private static let transport = CardKeySlot.transport.key
  private static let free: DESFireKeySettings = .delivered
  private static let guarded: DESFireKeySettings = [.masterKeyChangeable, .changeable]

  /// A card with two applications of three keys.
  private func terminal(
    _ generation: DESFireGeneration = .ev2, card: DESFireKeySettings = free,
    application: DESFireKeySettings = free
  ) -> Terminal {
    let keys = (0..<3).map { CardKeySlot(key: VirtualDESFireCardTests.keys[$0], version: 26) }
    let file = DESFireFile.standard(
      [UInt8](repeating: 0, count: 32), mode: .mac,
      rights: DESFireAccessRights(read: 1, write: 2, readWrite: 2, change: 0))
    let applications = [Self.application, Self.other].map {
      DESFireMemoryApplication(
        identifier: $0, keys: keys, files: [1: file], settings: application)
    }
    return NativeTerminal(
      VirtualDESFireCard(
        DESFireMemory(
          generation: generation, uid: VirtualDESFireCardTests.uid, settings: card,
          applications: applications),
        random: SplitMix64(seed: 9)))
  }

  /// Opens a session with a key of the card, or of an application.
  private func open(
    _ terminal: inout Terminal, _ identifier: [UInt8], key number: Int = 0
  ) async throws {
    let isCard = identifier == Self.level
    let way: NativeInstruction =
      terminal.card.memory.generation == .ev1 ? .authenticateAES : .authenticateEV2First
    try terminal.select(identifier)
    #expect(
      try await terminal.authenticate(
        way, key: isCard ? Self.transport : VirtualDESFireCardTests.keys[number],
        number: UInt8(number)))
  }

  // MARK: Applications

  @Test(
    "Nobody deletes an application without a key, whatever the settings say",
    arguments: [free, guarded])
  func deleteWithoutKey(_ settings: DESFireKeySettings) throws {
    var terminal = terminal(card: settings)
    try terminal.select(Self.level)
    #expect(
      try terminal.native(.deleteApplication, Self.application).status == .authenticationError)
    try terminal.select(Self.application)
    let within = try terminal.native(.deleteApplication, Self.application).status
    #expect(within == (settings == Self.free ? .authenticationError : .permissionDenied))
    #expect(terminal.card.memory.applications.count == 2)
  }

  @Test(
    "The master key of the card deletes every application", arguments: DESFireGeneration.allCases)
  func deleteWithCardKey(_ generation: DESFireGeneration) async throws {
    var terminal = terminal(generation, card: Self.guarded)
    try await open(&terminal, Self.level)
    for identifier in [Self.application, Self.other] {
      #expect(try terminal.command(.deleteApplication, header: identifier) == [])
    }
    #expect(throws: NativeStatus.applicationNotFound) {
      try terminal.command(.deleteApplication, header: Self.other)
    }
  }

  @Test(
    "Where creation is free, its own master key deletes an application, and the card is selected then",
    arguments: DESFireGeneration.allCases)
  func deleteWithApplicationKey(_ generation: DESFireGeneration) async throws {
    var terminal = terminal(generation)
    try await open(&terminal, Self.application)
    #expect(throws: NativeStatus.permissionDenied) {
      try terminal.command(.deleteApplication, header: Self.other)
    }
    try await open(&terminal, Self.application, key: 1)
    #expect(throws: NativeStatus.authenticationError) {
      try terminal.command(.deleteApplication, header: Self.application)
    }
    try await open(&terminal, Self.application)
    #expect(try terminal.command(.deleteApplication, header: Self.application) == [])
    // No session any more, and the level of the card.
    #expect(try terminal.native(.getApplicationIDs, []).data == Self.other)
    #expect(try terminal.native(.getFileIDs, []).status == .permissionDenied)

    var closed = self.terminal(generation, card: Self.guarded)
    try await open(&closed, Self.application)
    #expect(throws: NativeStatus.permissionDenied) {
      try closed.command(.deleteApplication, header: Self.application)
    }
  }

  @Test("Where the settings say so, making and listing applications needs the card's master key")
  func guardedCard() async throws {
    var terminal = terminal(card: Self.guarded)
    try terminal.select(Self.level)
    let create = hex("0A0B0C") + [0x0F, 0x81]
    for (instruction, header) in [
      (NativeInstruction.createApplication, create), (.getApplicationIDs, []),
      (.getKeySettings, []),
    ] {
      #expect(try terminal.native(instruction, header).status == .authenticationError)
    }
    try await open(&terminal, Self.level)
    _ = try terminal.command(.createApplication, header: create)
    #expect(try terminal.command(.getApplicationIDs).count == 9)
    #expect(try terminal.command(.getKeySettings) == [Self.guarded.rawValue, 0x81])
  }

  @Test("An EV1 takes 28 applications and then says 91CE; an EV2 takes more")
  func applicationCount() throws {
    for generation in [DESFireGeneration.ev1, .ev2] {
      var terminal = NativeTerminal(
        VirtualDESFireCard(DESFireMemory(generation: generation, uid: VirtualDESFireCardTests.uid)))
      for number in UInt8(1)...28 {
        #expect(
          try terminal.native(.createApplication, [number, 0, 0, 0x0F, 0x81]).status == .done)
      }
      #expect(
        try terminal.native(.createApplication, [29, 0, 0, 0x0F, 0x81]).status
          == (generation == .ev1 ? .countError : .done))
    }
  }

  // MARK: Settings

  @Test("Settings of card and application change with the master key, and not after bit 3 is gone")
  func changeSettings() async throws {
    for identifier in [Self.level, Self.application] {
      var terminal = terminal()
      try await open(&terminal, identifier)
      func change(_ settings: UInt8) throws {
        _ = try terminal.command(.changeKeySettings, data: [settings], mode: .full)
      }
      try change(0x0B)
      #expect(try terminal.command(.getKeySettings, count: 2).first == 0x0B)
      try change(0x03)
      #expect(throws: NativeStatus.permissionDenied) { try change(0x0F) }
      #expect(throws: NativeStatus.authenticationError) { try change(0x0F) }
    }
    // The card has no key that could change others; an application none that it does not have.
    for (identifier, settings) in [(Self.level, UInt8(0x1F)), (Self.application, 0x3F)] {
      var terminal = terminal()
      try await open(&terminal, identifier)
      #expect(throws: NativeStatus.parameterError) {
        try terminal.command(.changeKeySettings, data: [settings], mode: .full)
      }
    }
  }

  @Test(
    "Files are listed and described with the application's master key where listing is not free")
  func guardedDirectory() async throws {
    var terminal = terminal(application: Self.guarded)
    for (instruction, header) in [
      (NativeInstruction.getFileIDs, [UInt8]()), (.getFileSettings, [1]), (.getKeySettings, []),
      (.deleteFile, [1]), (.createStandardDataFile, [2, 0, 0xEE, 0xEE] + three(1)),
    ] {
      try terminal.select(Self.application)
      #expect(try terminal.native(instruction, header).status == .authenticationError)
    }
    try await open(&terminal, Self.application)
    #expect(try terminal.command(.getFileIDs) == [1])
    #expect(try terminal.command(.getFileSettings, header: [1]).count == 7)
    _ = try terminal.command(.deleteFile, header: [1])
  }

  // MARK: Keys

  /// Settings, the key of the session, the key to change, and what the card says.
  struct KeyRule: Sendable, CustomTestStringConvertible {
    let settings: UInt8
    let own: Int
    let number: UInt8
    let status: NativeStatus

    var testDescription: String {
      "\(String(settings, radix: 16)): \(own) changes \(number), \(status.rawValue)"
    }

    init(_ settings: UInt8, _ own: Int, _ number: UInt8, _ status: NativeStatus) {
      (self.settings, self.own, self.number, self.status) = (settings, own, number, status)
    }

    static let all = [
      // 0: the master key changes all.
      KeyRule(0x0F, 0, 0, .done), KeyRule(0x0F, 0, 1, .done),
      KeyRule(0x0F, 1, 1, .authenticationError), KeyRule(0x0F, 1, 0, .authenticationError),
      // 1 to D: that key changes the others; it is itself changed by the master key.
      KeyRule(0x1F, 1, 2, .done), KeyRule(0x1F, 0, 2, .authenticationError),
      KeyRule(0x1F, 2, 2, .authenticationError), KeyRule(0x1F, 0, 1, .done),
      KeyRule(0x1F, 1, 1, .authenticationError), KeyRule(0x1F, 0, 0, .done),
      // E: every key changes itself.
      KeyRule(0xEF, 1, 1, .done), KeyRule(0xEF, 0, 1, .authenticationError),
      KeyRule(0xEF, 2, 1, .authenticationError), KeyRule(0xEF, 0, 0, .done),
      // F: they stay as they are, except the master key.
      KeyRule(0xFF, 1, 1, .permissionDenied), KeyRule(0xFF, 0, 1, .permissionDenied),
      KeyRule(0xFF, 0, 0, .done),
      // Without bit 0 the master key stays as well.
      KeyRule(0x0E, 0, 0, .permissionDenied), KeyRule(0x0E, 0, 1, .done),
      KeyRule(0x0F, 0, 3, .noSuchKey),
    ]
  }

  @Test(
    "The settings tell which key changes which",
    arguments: KeyRule.all, [DESFireGeneration.ev1, .ev2])
  func keyChanger(_ rule: KeyRule, _ generation: DESFireGeneration) async throws {
    var terminal = terminal(
      generation, application: DESFireKeySettings(rawValue: rule.settings))
    try await open(&terminal, Self.application, key: rule.own)
    let before = terminal.card.memory.applications[0].keys
    let old =
      Int(rule.number) == rule.own ? nil : VirtualDESFireCardTests.keys[min(2, Int(rule.number))]
    do {
      try terminal.change(rule.number, to: .random(count: 16), version: 27, replacing: old)
      #expect(rule.status == .done)
      #expect(terminal.card.memory.applications[0].keys != before)
    } catch {
      #expect(error as? NativeStatus == rule.status)
      #expect(terminal.card.memory.applications[0].keys == before)
    }
  }

  @Test("The master key of the card changes with bit 0 only, and there is no other key")
  func cardKey() async throws {
    var terminal = terminal()
    try await open(&terminal, Self.level)
    #expect(throws: NativeStatus.noSuchKey) {
      try terminal.change(1, to: .random(count: 16), version: 1, replacing: Self.transport)
    }
    for (settings, status) in [
      (Self.free, NativeStatus.done), ([.freeDirectory, .changeable], .permissionDenied),
    ] {
      var terminal = self.terminal(card: settings)
      try await open(&terminal, Self.level)
      do {
        // At the level of the card the two upper bits of the number tell the type: AES.
        try terminal.change(0x80, to: .random(count: 16), version: 1, replacing: nil)
        #expect(status == .done)
      } catch {
        #expect(error as? NativeStatus == status)
      }
    }
  }

  // MARK: Files

  @Test("A file cannot name a key that is not there, nor be changed where nobody may")
  func fileRights() async throws {
    var terminal = terminal()
    for rights in [hex("0031"), hex("0013"), hex("3000"), hex("0300")] {
      try terminal.select(Self.application)
      #expect(
        try terminal.native(.createStandardDataFile, [2, 0] + rights + three(1)).status
          == .parameterError)
      try await open(&terminal, Self.application)
      #expect(throws: NativeStatus.parameterError) {
        try terminal.command(
          .changeFileSettings, header: [1], data: [0x01] + rights, mode: .full)
      }
    }
    try await open(&terminal, Self.application)
    _ = try terminal.command(
      .changeFileSettings, header: [1], data: hex("012F12"), mode: .full)
    #expect(throws: NativeStatus.permissionDenied) {
      try terminal.command(.changeFileSettings, header: [1], data: hex("012012"), mode: .full)
    }
  }

  @Test(
    "All files of all applications share the memory; an EV1 has deleted ones back when made empty")
  func freeMemory() async throws {
    for generation in DESFireGeneration.allCases {
      var terminal = terminal(generation)
      func free() throws -> Int {
        try terminal.command(.freeMemory, count: 3).reversed().reduce(0) { $0 << 8 | Int($1) }
      }
      try await open(&terminal, Self.application)
      #expect(try free() == 8192 - 64)
      _ = try terminal.command(
        .createBackupDataFile, header: [2, 0, 0xEE, 0xEE] + three(4000))
      #expect(try free() == 8192 - 64 - 8000)
      try await open(&terminal, Self.other)
      #expect(throws: NativeStatus.outOfMemory) {
        try terminal.command(.createStandardDataFile, header: [2, 0, 0xEE, 0xEE] + three(129))
      }
      try await open(&terminal, Self.other)
      _ = try terminal.command(.createStandardDataFile, header: [2, 0, 0xEE, 0xEE] + three(128))
      #expect(try free() == 0)
      _ = try terminal.command(.deleteFile, header: [2])
      #expect(try free() == (generation == .ev1 ? 0 : 128))
      try await open(&terminal, Self.level)
      _ = try terminal.command(.formatCard)
      try terminal.select(Self.level)
      #expect(try terminal.native(.freeMemory, []).data == three(8192))
    }
  }
}

extension NativeInstruction {
  fileprivate static let getKeySettings = Self(rawValue: 0x45)
  fileprivate static let changeKeySettings = Self(rawValue: 0x54)
  fileprivate static let freeMemory = Self(rawValue: 0x6E)
  fileprivate static let formatCard = Self(rawValue: 0xFC)
}
