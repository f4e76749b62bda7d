import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("The terminal's side of a DESFire: files, values, records, transactions")
struct NativeCardTests {
  /// A generation with its way to authenticate, in one mode of communication.
  struct Way: Sendable, CustomTestStringConvertible {
    let generation: DESFireGeneration
    let authentication: NativeCard.Authentication
    let mode: CommunicationMode

    var testDescription: String { "\(generation) by \(authentication) in \(mode)" }

    static let all: [Way] = CommunicationMode.allCases.flatMap { mode in
      [
        Way(generation: .ev1, authentication: .aes, mode: mode),
        Way(generation: .ev2, authentication: .aes, mode: mode),
        Way(generation: .ev2, authentication: .ev2First, mode: mode),
        Way(generation: .ev3, authentication: .ev2First, mode: mode),
      ]
    }

    static let protected = all.filter { $0.mode != .plain }

    /// A blank chip.
    var chip: VirtualDESFireCard {
      VirtualDESFireCard(
        DESFireMemory(generation: generation, uid: Sample.serial), random: SplitMix64(seed: 5))
    }

    /// An open session on a chip with one file of each kind, made over the channel.
    func card(_ channel: any CardChannel) async throws -> NativeCard {
      var card = NativeCard(channel)
      try await card.select(application: NativeCard.cardLevel)
      try await card.createApplication(Self.application, settings: .delivered, keyCount: 3)
      try await open(&card)
      let rights = DESFireAccessRights(read: 2, write: 2, readWrite: 2, change: 0)
      try await card.createDataFile(1, size: 300, mode: mode, rights: rights)
      try await card.createDataFile(2, size: 40, mode: mode, rights: rights, isBackup: true)
      try await card.createValueFile(
        3, limits: -100...1000, value: 500, hasLimitedCredit: true, mode: mode, rights: rights)
      try await card.createCyclicRecordFile(
        4, recordLength: 20, places: 4, mode: mode, rights: rights)
      return card
    }

    func open(_ card: inout NativeCard, _ key: UInt8 = 2) async throws {
      try await card.select(application: Self.application)
      try await card.authenticate(authentication, number: key, with: KnownKey.factory)
    }

    static let application: [UInt8] = [0x01, 0x02, 0x03]
  }

  @Test("A card says what it is and what is on it", arguments: Way.all)
  func card(_ way: Way) async throws {
    var card = try await way.card(LoopbackChannel(way.chip))
    #expect(try await card.cardUID() == Sample.serial)
    #expect(try await card.version().uid == Sample.serial)
    #expect(try await card.files() == [1, 2, 3, 4])
    let settings = try await card.fileSettings(3)
    #expect(settings.kind == 2 && settings.mode == way.mode && settings.rights.read == 2)
    try await card.select(application: NativeCard.cardLevel)
    #expect(try await card.applications() == [Way.application])
    #expect(try await card.keyVersion(0) == 0)
    // Making one is free as the card is delivered; deleting one never is.
    try await card.authenticate(way.authentication, number: 0, with: KnownKey.factory)
    try await card.deleteApplication(Way.application)
    #expect(try await card.applications().isEmpty)
  }

  @Test(
    "A standard file gives back what was written to it, in frames where it is long",
    arguments: Way.all)
  func standard(_ way: Way) async throws {
    var card = try await way.card(LoopbackChannel(way.chip))
    for (offset, count) in [(0, 1), (7, 16), (40, 60), (0, 300)] {
      let data = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ count) }
      try await card.writeData(data, to: 1, offset: offset, mode: way.mode)
      #expect(
        try await card.readData(1, offset: offset, count: count, mode: way.mode) == data)
    }
    await #expect(throws: NativeError.self) {
      try await card.writeData([1, 2], to: 1, offset: 299, mode: way.mode)
    }
    #expect(card.session.key == nil)
  }

  @Test(
    "A backup file changes with the commit, as a whole, and not with an abort or a lost power",
    arguments: Way.all)
  func backup(_ way: Way) async throws {
    let channel = LoopbackChannel(try KeptCard(way.chip))
    var card = try await way.card(channel)
    let zeros = [UInt8](repeating: 0, count: 40)
    try await card.writeData(Array(1...40), to: 2, mode: way.mode)
    #expect(try await card.readData(2, count: 40, mode: way.mode) == zeros)
    try await card.abortTransaction()
    #expect(try await card.readData(2, count: 40, mode: way.mode) == zeros)
    try await card.writeData(Array(1...40), to: 2, mode: way.mode)
    try await way.open(&card)
    await #expect(throws: NativeError.self) { try await card.commitTransaction() }
    try await way.open(&card)
    #expect(try await card.readData(2, count: 40, mode: way.mode) == zeros)
    try await card.writeData(Array(1...40), to: 2, mode: way.mode)
    try await card.commitTransaction()
    #expect(try await card.readData(2, count: 40, mode: way.mode) == Array(1...40))
  }

  @Test("A value counts after the commit and stays within its limits", arguments: Way.all)
  func value(_ way: Way) async throws {
    var card = try await way.card(LoopbackChannel(way.chip))
    try await card.debit(150, from: 3, mode: way.mode)
    #expect(try await card.value(of: 3, mode: way.mode) == 500)
    try await card.commitTransaction()
    #expect(try await card.value(of: 3, mode: way.mode) == 350)
    try await card.limitedCredit(150, to: 3, mode: way.mode)
    try await card.credit(100, to: 3, mode: way.mode)
    try await card.commitTransaction()
    #expect(try await card.value(of: 3, mode: way.mode) == 600)
    for (amount, isCredit) in [(Int32(401), true), (701, false), (-1, true), (.min, false)] {
      await #expect(throws: NativeError.self) {
        if isCredit {
          try await card.credit(amount, to: 3, mode: way.mode)
        } else {
          try await card.debit(amount, from: 3, mode: way.mode)
        }
      }
      try await way.open(&card)
    }
    try await card.debit(700, from: 3, mode: way.mode)
    try await card.commitTransaction()
    #expect(try await card.value(of: 3, mode: way.mode) == -100)
    // A give-back goes no further than what was taken last.
    await #expect(throws: NativeError.self) {
      try await card.limitedCredit(701, to: 3, mode: way.mode)
    }
  }

  @Test("A cyclic record file keeps the newest records, oldest first", arguments: Way.all)
  func records(_ way: Way) async throws {
    var card = try await way.card(LoopbackChannel(way.chip))
    func record(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: 20) }
    for number in UInt8(1)...5 {
      try await card.writeRecord(record(number), to: 4, mode: way.mode)
      try await card.commitTransaction()
    }
    #expect(
      try await card.readRecords(4, length: 20, count: 3, mode: way.mode) == [3, 4, 5].map(record))
    #expect(
      try await card.readRecords(4, length: 20, skipping: 2, count: 1, mode: way.mode)
        == [record(3)])
    try await card.clearRecords(4)
    try await card.abortTransaction()
    #expect(try await card.readRecords(4, length: 20, count: 1, mode: way.mode) == [record(5)])
    try await card.clearRecords(4)
    try await card.commitTransaction()
    await #expect(throws: NativeError.self) {
      try await card.readRecords(4, length: 20, count: 1, mode: way.mode)
    }
  }

  @Test(
    "Data, value and record of one transaction are there together or not at all", arguments: Way.all
  )
  func transaction(_ way: Way) async throws {
    let kept = try KeptCard(way.chip)
    var card = try await way.card(LoopbackChannel(kept))
    // The three changes and the commit, torn at each of them.
    let steps = 4
    for command in 0..<steps {
      for moment in [CardTear.Moment.before, .during(3), .after] {
        let before = kept.memory
        try await way.open(&card)
        kept.tear(at: CardTear(command: command, moment))
        await #expect(throws: NativeError.self) {
          try await card.writeData(Array(1...20), to: 2, mode: way.mode)
          try await card.debit(1, from: 3, mode: way.mode)
          try await card.writeRecord([7, 7, 7], to: 4, mode: way.mode)
          try await card.commitTransaction()
        }
        #expect(card.session.key == nil)
        let isCommitted = command == steps - 1 && moment == .after
        #expect((kept.memory == before) == !isCommitted, "\(command) \(moment)")
      }
    }
    try await way.open(&card)
    #expect(try await card.value(of: 3, mode: way.mode) == 499)
    #expect(try await card.readRecords(4, length: 20, count: 1, mode: way.mode)[0][0] == 7)
  }

  @Test(
    "A key that was changed opens, the old one does not, and nothing but it", arguments: Way.all)
  func keys(_ way: Way) async throws {
    var card = try await way.card(LoopbackChannel(way.chip))
    try await way.open(&card, 0)
    let new = SecretBytes((0..<16).map { UInt8(100 + $0) })
    let zero = SecretBytes([UInt8](repeating: 0, count: 16))
    try await card.changeKey(2, to: KeyChange(key: new, version: 26), from: zero)
    #expect(try await card.keyVersion(2) == 26)
    try await card.changeKey(0, to: KeyChange(key: new, version: 27))
    #expect(card.session.key == nil)
    for number in [UInt8(0), 2] {
      await #expect(throws: NativeError.self) { try await way.open(&card, number) }
      try await card.authenticate(way.authentication, number: number, with: KnownKey(new))
    }
    await #expect(throws: NativeError.self) {
      try await card.changeKey(1, to: KeyChange(key: new, version: 1), from: zero)
    }
  }

  @Test("A file that changes its mode is read in the new one only", arguments: Way.all)
  func settings(_ way: Way) async throws {
    var card = try await way.card(LoopbackChannel(way.chip))
    try await way.open(&card, 0)
    let rights = DESFireAccessRights(read: 2, write: 0, readWrite: 0, change: 0)
    try await card.changeFileSettings(1, mode: .full, rights: rights)
    #expect(try await card.fileSettings(1).mode == .full)
    try await way.open(&card)
    #expect(try await card.readData(1, count: 20, mode: .full) == [UInt8](repeating: 0, count: 20))
    await #expect(throws: NativeError.self) {
      try await card.readData(1, count: 20, mode: .mac)
    }
    try await way.open(&card)
    await #expect(throws: NativeError.self) { try await card.writeData([1], to: 1, mode: .full) }
  }

  @Test("EV2NonFirst goes on with the session under another key")
  func nonFirst() async throws {
    let way = Way(generation: .ev2, authentication: .ev2First, mode: .full)
    var card = try await way.card(LoopbackChannel(way.chip))
    guard case .ev2(let before, _) = card.session else {
      Issue.record("no session")
      return
    }
    try await card.authenticate(.ev2NonFirst, number: 0, with: KnownKey.factory)
    guard case .ev2(let after, key: 0) = card.session else {
      Issue.record("no session")
      return
    }
    #expect(after.identifier == before.identifier && after.counter == before.counter)
    try await card.changeKey(
      1, to: KeyChange(key: .random(count: 16), version: 3),
      from: SecretBytes([UInt8](repeating: 0, count: 16)))
    #expect(try await card.keyVersion(1) == 3)
  }

  @Test(
    "Any one flipped bit of any answer within the session is refused, and ends it",
    arguments: Way.protected)
  func flippedBits(_ way: Way) async throws {
    func converse(
      _ change: @escaping RecordingChannel.Change
    ) async throws -> (RecordingChannel, values: [Int32]) {
      let channel = RecordingChannel(LoopbackChannel(way.chip), change: change)
      var card = try await way.card(channel)
      try await way.open(&card)
      try await card.debit(5, from: 3, mode: way.mode)
      try await card.commitTransaction()
      return (channel, [try await card.value(of: 3, mode: way.mode)])
    }
    let (whole, values) = try await converse { $1 }
    #expect(values == [495])
    let conversation = whole.conversation
    // From the last authentication's second answer on.
    let start = try #require(conversation.lastIndex { $0.command.ins == 0xAF })
    for index in start..<conversation.count {
      for bit in 0..<conversation[index].answer.count * 8 {
        await #expect(throws: (any Error).self, "answer \(index), bit \(bit)") {
          try await converse { number, answer in
            guard number == index, bit / 8 < answer.count else { return answer }
            var answer = answer
            answer[bit / 8] ^= 1 << (bit % 8)
            return answer
          }
        }
      }
    }
  }

  @Test("A card that always has a further frame is cut off", arguments: [[UInt8](), [1, 2, 3]])
  func endlessFrames(_ data: [UInt8]) async throws {
    var card = NativeCard(EndlessChannel(answer: data + [0x91, 0xAF]))
    await #expect(throws: NativeError.self) { try await card.files() }
  }
}

/// Gives the same answer to everything.
private struct EndlessChannel: CardChannel {
  let answer: [UInt8]

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    try ResponseAPDU(parsing: answer)
  }
}
