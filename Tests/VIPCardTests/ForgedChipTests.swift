import CardCrypto
import SmartCard
import Synchronization
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Forged CPU cards")
struct ForgedChipTests {
  private func judge(_ card: VirtualCPUCard, on day: String = "2026-11-22") async throws -> Check {
    try await Sample.verifier().judge(LoopbackChannel(card), on: Sample.day(day)).verdict.check
  }

  @Test("A copy of everything that can be read, without the key, is forged")
  func withoutKey() async throws {
    let chip = try await Sample.chip()
    let copy = VirtualCPUCard(
      serial: chip.uid, keyVersion: chip.keyVersion, memberFile: chip.memberFile.bytes,
      proofKey: .random(count: 16))
    #expect(try await judge(copy) == .forged)
  }

  @Test("A genuine chip that carries another card's data is forged")
  func otherData() async throws {
    let chip = try await Sample.chip()
    let other = try CardNumber(appendingCheckDigitTo: "915688001234568").digits
    let file = MemberFile(
      identity: try Sample.identity(other), code: chip.memberFile.code,
      issued: chip.memberFile.issued)
    let card = VirtualCPUCard(
      serial: chip.uid, keyVersion: chip.keyVersion, memberFile: file.bytes, proofKey: chip.proofKey
    )
    #expect(try await judge(card) == .forged)
  }

  @Test("A genuine chip with a raised sequence or a new year, and the old code, is forged")
  func edited() async throws {
    for (year, sequence, day) in [(2026, 2, "2026-11-22"), (2025, 1, "2025-11-22")] {
      let chip = try await Sample.chip()
      let file = MemberFile(
        identity: try Sample.identity(year: year, sequence: sequence), code: chip.memberFile.code,
        issued: chip.memberFile.issued)
      let card = VirtualCPUCard(
        serial: chip.uid, keyVersion: chip.keyVersion, memberFile: file.bytes,
        proofKey: chip.proofKey)
      #expect(try await judge(card, on: day) == .forged)
    }
  }

  @Test("A genuine chip under another serial, or another key version, is not accepted")
  func otherHeader() async throws {
    let chip = try await Sample.chip()
    for flipped in everyFlippedBit(of: chip.uid) {
      let card = VirtualCPUCard(
        serial: flipped, keyVersion: chip.keyVersion, memberFile: chip.memberFile.bytes,
        proofKey: chip.proofKey)
      #expect(try await judge(card) == .forged)
    }
    for version in 0...255 where UInt8(version) != chip.keyVersion {
      let card = VirtualCPUCard(
        serial: chip.uid, keyVersion: UInt8(version), memberFile: chip.memberFile.bytes,
        proofKey: chip.proofKey)
      #expect(try await judge(card) == .forged)
    }
  }

  @Test("A chip that shows two different member files in one verification is forged")
  func twoFiles() async throws {
    let chip = try await Sample.chip()
    let second = try await Sample.chip(sequence: 2)
    let reads = Mutex(0)
    let channel = TamperingChannel(VirtualCPUCard(chip)) {
      (command, answer) throws(SmartCardError) in
      guard command.ins == Step.readBinary.rawValue else { return answer }
      let count = reads.withLock { count in
        count += 1
        return count
      }
      return count == 1 ? ResponseAPDU(data: second.memberFile.bytes) : answer
    }
    let judgement = try await Sample.verifier().judge(channel, on: Sample.day())
    #expect(judgement.verdict.check == .forged)
  }

  @Test("Another issuer's number in a chip of ours is foreign, a wrong Luhn digit a misread")
  func numbers() async throws {
    let chip = try await Sample.chip()
    let foreign = try CardNumber(appendingCheckDigitTo: "915788001234567").digits
    let file = MemberFile(
      identity: try Sample.identity(foreign), code: chip.memberFile.code,
      issued: chip.memberFile.issued)
    let card = VirtualCPUCard(
      serial: chip.uid, keyVersion: chip.keyVersion, memberFile: file.bytes, proofKey: chip.proofKey
    )
    #expect(try await judge(card) == .foreign)
    var bytes = chip.memberFile.bytes
    bytes[13] = 0x73
    let misread = VirtualCPUCard(
      serial: chip.uid, keyVersion: chip.keyVersion, memberFile: bytes, proofKey: chip.proofKey)
    #expect(try await judge(misread) == .misread)
  }

  @Test("Of 5,000 cards with random changes to what they hold, none is accepted as another")
  func mutations() async throws {
    var random = SplitMix64(seed: 88)
    let chip = try await Sample.chip()
    let identity = try Sample.identity()
    let verifier = try Sample.verifier()
    let day = try Sample.day()
    for _ in 0..<5_000 {
      var bytes = chip.memberFile.bytes
      var serial = chip.uid
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        if Bool.random(using: &random) {
          bytes[Int.random(in: 0..<32, using: &random)] = .random(in: 0...255, using: &random)
        } else {
          serial[Int.random(in: 0..<7, using: &random)] ^= .random(in: 0...255, using: &random)
        }
      }
      let card = VirtualCPUCard(
        serial: serial, keyVersion: chip.keyVersion, memberFile: bytes, proofKey: chip.proofKey)
      let judgement = try await verifier.judge(LoopbackChannel(card), on: day)
      guard judgement.isAccepted else { continue }
      #expect(judgement.identity == identity && serial == chip.uid)
      #expect(bytes[..<22] == chip.memberFile.bytes[..<22])
    }
  }
}
