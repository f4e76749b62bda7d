import CardCrypto
import SmartCard
import Synchronization
import TestSupport
import Testing
import VIPCard
import VirtualCards

/// A channel that keeps every answer and may change one before the terminal sees it.
final class RecordingChannel: CardChannel {
  /// What becomes of an answer: its number in the conversation and its bytes.
  typealias Change = @Sendable (_ index: Int, _ answer: [UInt8]) -> [UInt8]

  private let inner: any CardChannel
  private let change: Change
  private let recorded = Mutex<[(command: CommandAPDU, answer: [UInt8])]>([])

  init(_ inner: any CardChannel, change: @escaping Change = { $1 }) {
    self.inner = inner
    self.change = change
  }

  /// The conversation as the card had it.
  var conversation: [(command: CommandAPDU, answer: [UInt8])] { recorded.withLock { $0 } }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let answer = try await inner.transmit(command).encoded
    let index = recorded.withLock { conversation in
      conversation.append((command, answer))
      return conversation.count - 1
    }
    // Fewer than two bytes are no answer, as on a real reader.
    return try ResponseAPDU(parsing: change(index, answer))
  }
}

/// A channel that answers every command with what somebody recorded earlier.
final class ReplayingChannel: CardChannel {
  private let rest: Mutex<[[UInt8]]>

  init(_ answers: [[UInt8]]) { rest = Mutex(answers) }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let next = rest.withLock { $0.isEmpty ? [] : $0.removeFirst() }
    return try ResponseAPDU(parsing: next)
  }
}

/// A card of one kind, as the tests of all kinds take it.
struct ChipCase: Sendable, CustomTestStringConvertible {
  let name: String
  let kind: ChipKind
  let trust: TrustLevel
  let uid: [UInt8]
  /// A card for a year and a sequence, with challenges from a seed.
  let channel:
    @Sendable (_ year: Int, _ sequence: Int, _ seed: UInt64) async throws -> any CardChannel

  var testDescription: String { name }

  func channel(year: Int = 2026) async throws -> any CardChannel {
    try await channel(year, 1, 1)
  }
}

extension ChipCase {
  static func desfire(_ generation: DESFireGeneration, _ mode: CommunicationMode) -> ChipCase {
    ChipCase(
      name: "DESFire \(generation) \(mode)", kind: .desfire, trust: .high, uid: Sample.serial
    ) { year, sequence, seed in
      LoopbackChannel(
        try await VirtualDESFireCard.personalised(
          identity: Sample.identity(year: year, sequence: sequence), uid: Sample.serial,
          issued: Sample.day("2025-12-03"), keys: Sample.keys(), generation: generation,
          mode: mode, random: SplitMix64(seed: seed)))
    }
  }

  static func ntag424(_ mode: CommunicationMode) -> ChipCase {
    ChipCase(name: "NTAG 424 DNA \(mode)", kind: .ntag424, trust: .high, uid: Sample.serial) {
      year, sequence, seed in
      LoopbackChannel(
        try await VirtualNTAG424Card.personalised(
          identity: Sample.identity(year: year, sequence: sequence), uid: Sample.serial,
          issued: Sample.day("2025-12-03"), keys: Sample.keys(), mode: mode,
          random: SplitMix64(seed: seed)))
    }
  }

  static func classic(_ uid: [UInt8]) -> ChipCase {
    ChipCase(name: "Classic, UID of \(uid.count)", kind: .classic, trust: .low, uid: uid) {
      year, sequence, _ in
      LoopbackChannel(
        try await VirtualClassicCard.personalised(
          identity: Sample.identity(year: year, sequence: sequence), uid: uid,
          issued: Sample.day("2025-12-03"), keys: Sample.keys()))
    }
  }

  /// Those that open a session.
  static let sessions = [
    desfire(.ev1, .plain), desfire(.ev2, .mac), desfire(.ev2, .full), desfire(.ev3, .mac),
    desfire(.ev3, .full), ntag424(.mac), ntag424(.full),
  ]

  static let all =
    sessions + [
      classic(Array(Sample.serial.prefix(4))), classic(Sample.serial),
    ]

  /// The number of the answer with which the proof begins: whatever comes from there on is protected.
  /// Before it lie answers that anybody can give.
  func firstProtectedAnswer(
    _ conversation: [(command: CommandAPDU, answer: [UInt8])]
  ) -> Int {
    let instructions: Set<UInt8> = kind == .classic ? [0xB0] : [0xAA, 0x71]
    let classes: Set<UInt8> = kind == .classic ? [0xFF] : [0x90]
    return conversation.firstIndex {
      instructions.contains($0.command.ins) && classes.contains($0.command.cla)
    } ?? conversation.count
  }
}

extension CardVerifier {
  /// The check with which a judgement ends; `nil` if the card could not be judged.
  func check(_ channel: any CardChannel, on day: String = "2026-11-22") async throws -> Check? {
    let date = try Sample.day(day)
    do {
      return try await judge(channel, on: date).verdict.check
    } catch {
      return nil
    }
  }
}
