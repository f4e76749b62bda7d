import CardCrypto
import SmartCard
import Synchronization
import TestSupport
import Testing
import VIPCard
import VirtualCards
import Wording

@Suite("CPU card, read and proven")
struct CPUCardApplicationTests {
  private func judge(_ channel: any CardChannel) async throws -> CardJudgement {
    try await Sample.verifier().judge(channel, on: Sample.day())
  }

  @Test(
    "A genuine card is accepted with high trust over every interface",
    arguments: CPUCardInterface.allCases)
  func genuine(interface: CPUCardInterface) async throws {
    let judgement = try await judge(LoopbackChannel(Sample.card(interface: interface)))
    #expect(judgement.isAccepted && judgement.kind == .vip)
    #expect(judgement.verdict.trust == .high && judgement.verdict.validity == .current)
    #expect(judgement.identity == (try Sample.identity()))
    #expect(judgement.chip == ChipIdentity(kind: .cpu, uid: Sample.serial))
  }

  /// Changes the answer to one step of a verification, and judges.
  private func tampered(
    _ step: Step, _ change: @escaping @Sendable (ResponseAPDU) -> ResponseAPDU
  ) async throws -> CardJudgement {
    try await judge(
      TamperingChannel(Sample.card()) { (command, answer) throws(SmartCardError) in
        // Probing goes on with other kinds, whose SELECT has the same instruction.
        let isOurs = step != .select || command.data == CPUCardProfile.applicationIdentifier
        return isOurs && command.ins == step.rawValue ? change(answer) : answer
      })
  }

  @Test("A proof with any one of its 128 bits flipped is forged")
  func flippedProof() async throws {
    for bit in 0..<128 {
      let judgement = try await tampered(.internalAuthenticate) { answer in
        ResponseAPDU(data: everyFlippedBit(of: answer.data)[bit])
      }
      #expect(judgement.verdict.check == .forged)
    }
  }

  @Test("A member file with any one bit flipped is refused, except within the date of issue")
  func flippedMemberFile() async throws {
    let identity = try Sample.identity()
    for bit in 0..<256 {
      let judgement = try await tampered(.readBinary) { answer in
        ResponseAPDU(data: everyFlippedBit(of: answer.data)[bit])
      }
      // Neither code nor proof covers the date of issue; nothing is decided by it.
      let isDate = (22..<26).contains(bit / 8)
      #expect(!judgement.isAccepted || (isDate && judgement.identity == identity))
    }
  }

  @Test("An answer to SELECT with any one bit flipped is not accepted")
  func flippedControlInformation() async throws {
    let length = 26
    for bit in 0..<length * 8 {
      let judgement = try await tampered(.select) { answer in
        ResponseAPDU(data: everyFlippedBit(of: answer.data)[bit])
      }
      #expect(!judgement.isAccepted)
    }
  }

  @Test("An answer that is cut short but still says 9000 is not believed", arguments: Step.allCases)
  func cut(step: Step) async throws {
    for length in 0..<40 {
      let judgement = try await tampered(step) { answer in
        ResponseAPDU(data: Array(answer.data.prefix(min(length, answer.data.count - 1))))
      }
      #expect(judgement.verdict.check == .unreadable)
    }
  }

  @Test("An answer that is too long is not believed", arguments: Step.allCases)
  func tooLong(step: Step) async throws {
    for extra in [1, 16, 200] {
      let judgement = try await tampered(step) { answer in
        ResponseAPDU(data: answer.data + [UInt8](repeating: 0, count: extra))
      }
      #expect(judgement.verdict.check == .unreadable)
    }
  }

  @Test("An answer whose last two bytes no card can send is a torn one", arguments: Step.allCases)
  func impossibleStatus(step: Step) async throws {
    for status in [0x0000, 0x1234, 0x5F00, 0x6000, 0x8000, 0xA000, 0xFFFF] as [UInt16] {
      let judgement = try await tampered(step) { answer in
        ResponseAPDU(data: answer.data, status: StatusWord(rawValue: status))
      }
      #expect(judgement.verdict.check == .unreadable)
    }
  }

  @Test("A card that refuses SELECT is foreign")
  func foreign() async throws {
    for status in [StatusWord.fileNotFound, .instructionNotSupported, .classNotSupported] {
      let judgement = try await tampered(.select) { _ in ResponseAPDU(status: status) }
      #expect(judgement.verdict.check == .foreign && judgement.kind == .foreign)
    }
    let other = try await tampered(.select) { _ in
      ResponseAPDU(data: TLV(0x6F, [TLV(0x84, [0xA0, 0, 0, 0, 3])]).encoded)
    }
    #expect(other.verdict.check == .foreign)
  }

  @Test("A card that refuses to prove itself is forged, one that fails is unreadable")
  func refusal() async throws {
    for status in [StatusWord.conditionsNotSatisfied, .referencedDataNotFound, .noDiagnosis] {
      let judgement = try await tampered(.internalAuthenticate) { _ in
        ResponseAPDU(status: status)
      }
      #expect(judgement.verdict.check == .forged)
    }
    let failed = try await tampered(.internalAuthenticate) { _ in
      ResponseAPDU(status: .memoryFailure)
    }
    #expect(failed.verdict.check == .unreadable)
  }

  @Test("A right answer with a warning instead of 9000 is not accepted", arguments: Step.allCases)
  func warnings(step: Step) async throws {
    for status in [StatusWord.endOfFile, .dataMayBeCorrupted, .desfireSuccess] {
      let judgement = try await tampered(step) { ResponseAPDU(data: $0.data, status: status) }
      #expect(!judgement.isAccepted)
    }
  }

  @Test("A failure of card or reader is an error, never a judgement", arguments: Step.allCases)
  func deviceFailure(step: Step) async throws {
    for reason in [SmartCardError.Reason.timedOut, .communicationFailed, .connectionClosed] {
      let channel = TamperingChannel(try await Sample.card()) {
        (command, answer) throws(SmartCardError) in
        if command.ins == step.rawValue { throw SmartCardError(reason) }
        return answer
      }
      let error = await #expect(throws: CardVerificationError.self) { try await judge(channel) }
      #expect(error?.code == reason.rawValue && error?.nature == .device)
    }
  }

  @Test("One byte or none as an answer is unreadable", arguments: Step.allCases)
  func malformedAnswer(step: Step) async throws {
    let channel = TamperingChannel(try await Sample.card()) {
      (command, answer) throws(SmartCardError) in
      command.ins == step.rawValue ? try ResponseAPDU(parsing: [0x90]) : answer
    }
    #expect(try await judge(channel).verdict.check == .unreadable)
  }

  @Test("Answers replayed from an earlier verification are forged")
  func replay() async throws {
    let recorded = Mutex<[UInt8: ResponseAPDU]>([:])
    let first = TamperingChannel(try await Sample.card()) {
      (command, answer) throws(SmartCardError) in
      recorded.withLock { $0[command.ins] = answer }
      return answer
    }
    #expect(try await judge(first).isAccepted)
    let tape = recorded.withLock { $0 }
    let second = TamperingChannel(try await Sample.card()) {
      (command, answer) throws(SmartCardError) in
      tape[command.ins] ?? answer
    }
    #expect(try await judge(second).verdict.check == .forged)
  }

  @Test("Every verification sends a fresh challenge of sixteen bytes")
  func freshChallenges() async throws {
    let challenges = Mutex<[[UInt8]]>([])
    let channel = TamperingChannel(try await Sample.card()) {
      (command, answer) throws(SmartCardError) in
      if command.ins == Step.internalAuthenticate.rawValue {
        challenges.withLock { $0.append(command.data) }
      }
      return answer
    }
    for _ in 0..<200 { #expect(try await judge(channel).isAccepted) }
    let sent = challenges.withLock { $0 }
    #expect(Set(sent).count == 200 && sent.allSatisfy { $0.count == 16 })
  }
}
