import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards
import Wording

/// A reader with a word of its own for one of the commands that it answers in the card's place.
private struct StubbornReader: CardChannel {
  let inner: any CardChannel
  let refuses: @Sendable (CommandAPDU) -> StatusWord?

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    if command.cla == 0xFF, let status = refuses(command) { return ResponseAPDU(status: status) }
    return try await inner.transmit(command)
  }
}

@Suite("What a reader says of itself is never the card's word")
struct ReaderRefusalTests {
  /// No such key kind, no such slot, no slots at all, another length, unknown, another class.
  static let ownWords = [0x6986, 0x6988, 0x6A81, 0x6700, 0x6D00, 0x6E00].map {
    StatusWord(rawValue: $0)
  }
  /// The commands of PC/SC part 3 that a MIFARE Classic needs, after the UID.
  static let instructions: [UInt8] = [0x82, 0x86, 0xB0]

  private func genuine() async throws -> any CardChannel {
    LoopbackChannel(
      try await VirtualClassicCard.personalised(
        identity: Sample.identity(), uid: Sample.serial, issued: Sample.day("2025-12-03"),
        keys: Sample.keys()))
  }

  @Test(
    "A genuine card passes behind a reader without volatile key slots", arguments: ownWords)
  func lastingSlot(_ word: StatusWord) async throws {
    let channel = StubbornReader(inner: try await genuine()) { command in
      command.ins == 0x82 && command.p1 == 0x00 ? word : nil
    }
    #expect(try await Sample.verifier().check(channel) == .ok)
  }

  @Test(
    "A genuine card behind a reader that refuses a command is a device failure with a next step",
    arguments: instructions, ownWords)
  func deviceFailure(_ instruction: UInt8, _ word: StatusWord) async throws {
    let channel = StubbornReader(inner: try await genuine()) { command in
      command.ins == instruction ? word : nil
    }
    let error = await #expect(throws: CardVerificationError.self) {
      try await Sample.verifier().judge(channel, on: Sample.day())
    }
    #expect(error?.code == "readerRefusedCommand")
    #expect(error?.nature == .device)
    #expect(error?.hint != nil)
  }

  @Test(
    "A reader that cannot reach the card for its UID is a device failure",
    arguments: [0x6300, 0x6400, 0x6401])
  func uid(_ word: UInt16) async throws {
    let channel = StubbornReader(inner: try await genuine()) { command in
      command.ins == 0xCA && command.p1 == 0 ? StatusWord(rawValue: word) : nil
    }
    #expect(try await Sample.verifier().check(channel) == nil)
  }

  @Test(
    "A wrong key is the card's word, in every way in which readers say it",
    arguments: [0x6300, 0x6982, 0x6983])
  func wrongKey(_ word: UInt16) async throws {
    let channel = StubbornReader(inner: try await genuine()) { command in
      command.ins == 0x86 ? StatusWord(rawValue: word) : nil
    }
    #expect(try await Sample.verifier().check(channel) == .foreign)
  }

  @Test("A card is made behind a reader without volatile key slots", arguments: ownWords)
  func made(_ word: StatusWord) async throws {
    let channel = StubbornReader(
      inner: LoopbackChannel(VirtualClassicCard(ClassicMemory(uid: Sample.serial)))
    ) { command in command.ins == 0x82 && command.p1 == 0x00 ? word : nil }
    #expect(try await IssuingDesk.failure(channel, IssuingDesk.order()) == nil)
    #expect(try await Sample.verifier().check(channel) == .ok)
  }

  @Test(
    "A blank card behind a reader that refuses a command is neither foreign nor spoiled",
    arguments: instructions + [0xD6], ownWords)
  func notMade(_ instruction: UInt8, _ word: StatusWord) async throws {
    let channel = StubbornReader(
      inner: LoopbackChannel(VirtualClassicCard(ClassicMemory(uid: Sample.serial)))
    ) { command in command.ins == instruction ? word : nil }
    let failure = try await IssuingDesk.failure(channel, IssuingDesk.order())
    #expect(failure?.code == "readerRefusedCommand")
    #expect(failure?.nature == .device)
  }
}
