import BusinessCalendar
import CardCrypto
import Glibc
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

/// Cards whose memory was changed at random by somebody who has no key: 100,000 in all.
///
/// `CARDLANE_MUTATIONS=100000` makes as many of each kind.
@Suite("Mutated cards")
struct MutatedCardTests {
  static let rounds =
    unsafe getenv("CARDLANE_MUTATIONS").flatMap { unsafe Int(String(cString: $0)) }
    ?? 100_000 / MutableChip.Kind.allCases.count

  @Test("No mutation of a valid card is accepted", arguments: MutableChip.Kind.allCases)
  func mutations(_ kind: MutableChip.Kind) async throws {
    let verifier = try Sample.verifier()
    let (identity, day) = (try Sample.identity(), try Sample.day())
    let genuine = try await MutableChip(kind)
    #expect(try await verifier.judge(genuine.channel, on: day).isAccepted)
    var random = SplitMix64(seed: 1)
    var mutations = 0
    for round in 0..<Self.rounds {
      let mutated = genuine.mutated(using: &random)
      let judgement = try? await verifier.judge(mutated.channel, on: day)
      // What nobody looks at on a chip is the day of issue: a card that differs in that alone is the
      // same card.
      guard mutated.proven != genuine.proven else {
        #expect(judgement?.isAccepted != true || judgement?.identity == identity, "round \(round)")
        continue
      }
      mutations += 1
      #expect(judgement?.isAccepted != true, "round \(round): \(mutated.proven)")
    }
    #expect(mutations > Self.rounds / 2)
  }
}

/// A valid card of one kind, as bytes that can be changed.
enum MutableChip {
  case cpu(CPUCardMemory, CPUCardInterface)
  case desfire(DESFireMemory)
  case ntag424(NTAG424Memory)
  case classic(ClassicMemory)

  enum Kind: String, CaseIterable {
    case cpuT0, cpuT1, cpuContactless, ev1, ev2, ev3, ntag424, classic
  }

  init(_ kind: Kind) async throws {
    let (identity, keys) = (try Sample.identity(), try Sample.keys())
    let (uid, issued) = (Sample.serial, try Sample.day("2025-12-03"))
    func desfire(_ generation: DESFireGeneration) async throws -> MutableChip {
      .desfire(
        try await VirtualDESFireCard.personalised(
          identity: identity, uid: uid, issued: issued, keys: keys, generation: generation
        ).memory)
    }
    func cpu(_ interface: CPUCardInterface) async throws -> MutableChip {
      .cpu(
        try await VirtualCPUCard.personalised(
          identity: identity, serial: uid, issued: issued, keys: keys, interface: interface
        ).memory, interface)
    }
    switch kind {
    case .cpuT0: self = try await cpu(.t0)
    case .cpuT1: self = try await cpu(.t1)
    case .cpuContactless: self = try await cpu(.contactless)
    case .ev1: self = try await desfire(.ev1)
    case .ev2: self = try await desfire(.ev2)
    case .ev3: self = try await desfire(.ev3)
    case .ntag424:
      self = .ntag424(
        try await VirtualNTAG424Card.personalised(
          identity: identity, uid: uid, issued: issued, keys: keys
        ).memory)
    case .classic:
      self = .classic(
        try await VirtualClassicCard.personalised(
          identity: identity, uid: uid, issued: issued, keys: keys
        ).memory)
    }
  }

  var channel: any CardChannel {
    switch self {
    case .cpu(let memory, let interface):
      LoopbackChannel(VirtualCPUCard(memory, interface: interface), usesT0: interface == .t0)
    case .desfire(let memory): LoopbackChannel(VirtualDESFireCard(memory))
    case .ntag424(let memory): LoopbackChannel(VirtualNTAG424Card(memory))
    case .classic(let memory): LoopbackChannel(VirtualClassicCard(memory))
    }
  }

  /// What a card proves of its member file, and with which key: everything but the day of issue, which
  /// only a MIFARE Classic covers.
  var proven: [UInt8] {
    func parts(_ file: [UInt8], _ slot: CardKeySlot) -> [UInt8] {
      let key = unsafe slot.key.withBytes { unsafe Array($0) }
      return file[..<22] + file[26..<MemberFile.byteCount] + [slot.version] + key
    }
    func contents(_ file: DESFireFile?) -> [UInt8] {
      if case .standard(let bytes)? = file?.contents { bytes } else { [] }
    }
    return switch self {
    case .cpu(let memory, _): parts(memory.memberFile, memory.keys[1])
    case .desfire(let memory):
      parts(contents(memory.applications[0].files[1]), memory.applications[0].keys[1])
    case .ntag424(let memory): parts(contents(memory.files[3]), memory.keys[1])
    // The reader opens the sector with key A; access bits and key B are for writing.
    case .classic(let memory):
      memory.blocks[4] + memory.blocks[5] + memory.blocks[6] + memory.blocks[7].prefix(6)
    }
  }

  /// The same card with its member file changed, or now and then a key or a key's version.
  func mutated(using random: inout SplitMix64) -> MutableChip {
    let isKey = random.next() % 8 == 0
    switch self {
    case .cpu(var memory, let interface):
      if isKey {
        memory.keys[1] = Self.changed(memory.keys[1], &random)
      } else {
        memory.memberFile = Self.changed(memory.memberFile, &random)
      }
      return .cpu(memory, interface)
    case .desfire(var memory):
      if isKey {
        memory.applications[0].keys[1] = Self.changed(memory.applications[0].keys[1], &random)
      } else {
        Self.change(&memory.applications[0].files[1], &random)
      }
      return .desfire(memory)
    case .ntag424(var memory):
      if isKey {
        memory.keys[1] = Self.changed(memory.keys[1], &random)
      } else {
        Self.change(&memory.files[3], &random)
      }
      return .ntag424(memory)
    case .classic(var memory):
      let block = isKey ? [6, 7][Int(random.next() % 2)] : 4 + Int(random.next() % 2)
      memory.set(Self.changed(memory.blocks[block], &random), block: block)
      return .classic(memory)
    }
  }

  private static func change(_ file: inout DESFireFile?, _ random: inout SplitMix64) {
    guard case .standard(let bytes)? = file?.contents else { return }
    let member = Array(bytes.prefix(MemberFile.byteCount))
    file?.contents = .standard(changed(member, &random) + bytes.dropFirst(member.count))
  }

  private static func changed(_ slot: CardKeySlot, _ random: inout SplitMix64) -> CardKeySlot {
    guard random.next() % 2 == 0 else {
      return CardKeySlot(key: slot.key, version: UInt8.random(in: 0...99, using: &random))
    }
    return CardKeySlot(key: .random(count: 16, using: &random), version: slot.version)
  }

  /// Flipped bits, digits exchanged, another whole number with its check digit, another year or
  /// sequence.
  private static func changed(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    switch random.next() % 5 {
    case 0:
      for _ in 0...Int(random.next() % 3) {
        bytes[Int(random.next() % UInt64(bytes.count))] ^= 1 << UInt8(random.next() % 8)
      }
    case 1:
      bytes.swapAt(
        Int(random.next() % UInt64(bytes.count)), Int(random.next() % UInt64(bytes.count)))
    case 2 where bytes.count == MemberFile.byteCount:
      // A number that is well formed, the rest as it is.
      let digits = "9156" + (0..<11).map { _ in String(random.next() % 10) }.joined()
      if let number = try? CardNumber(appendingCheckDigitTo: digits) {
        bytes.replaceSubrange(6..<16, with: number.bcd)
      }
    case 3 where bytes.count == MemberFile.byteCount:
      bytes[4] = UInt8(1 + random.next() % 9)
    default:
      let start = Int(random.next() % UInt64(bytes.count))
      for index in start..<min(bytes.count, start + 4) {
        bytes[index] = UInt8(random.next() % 10) << 4 | UInt8(random.next() % 10)
      }
    }
    return bytes
  }
}
