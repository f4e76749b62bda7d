import CardCrypto
import KeyStoreSuite
import SecureModule
import SmartCard
import Synchronization
import Testing
import VirtualCards
import Wording

@Suite("A SAM that fails is a device failure, never an acceptance")
struct SAMFailureTests {
  private let message = Array("VIP message".utf8)

  @Test("A wrong PIN is said with the tries that are left, and not sent again by the same store")
  func wrongPIN() async throws {
    let channel = CountingChannel(try await SAMBench.channel())
    let store = SAMBench.store(channel, try SAMBench.access("9999"))
    for _ in 0..<5 {
      let failure = await failure { try await store.years() }
      #expect(failure?.reason == .wrongPIN && failure?.triesLeft == 2)
    }
    #expect(channel.count(of: .verify) == 2, "one question, one PIN")
    let good = SAMBench.store(channel, try SAMBench.access())
    #expect(try await good.years() == [2025, 2026])
  }

  @Test("The last try is left alone unless it is asked for; then the SAM locks")
  func lastTry() async throws {
    let channel = try await SAMBench.channel()
    for left in [2, 1] {
      let store = SAMBench.store(channel, try SAMBench.access("9999"))
      #expect(await failure { try await store.years() }?.triesLeft == left)
    }
    let careful = SAMBench.store(channel, try SAMBench.access())
    #expect(await failure { try await careful.years() }?.reason == .lastTry)
    let rash = SAMBench.store(channel, try SAMBench.access("9999", usesLastTry: true))
    #expect(await failure { try await rash.years() }?.reason == .locked)
    let late = SAMBench.store(channel, try SAMBench.access(usesLastTry: true))
    #expect(await failure { try await late.years() }?.reason == .locked)

    let desk = try await SAMAdministrator(
      channel, device: "test", administratorKey: SAMBench.administratorKey)
    try await desk.unlock(.till, pin: SAMBench.pin("4321"))
    let again = SAMBench.store(channel, try SAMBench.access("4321"))
    #expect(try await again.years() == [2025, 2026])
  }

  @Test("The right PIN gives all tries back")
  func triesComeBack() async throws {
    let channel = try await SAMBench.channel()
    for _ in 0..<4 {
      let wrong = SAMBench.store(channel, try SAMBench.access("9999"))
      #expect(await failure { try await wrong.years() }?.triesLeft == 2)
      let right = SAMBench.store(channel, try SAMBench.access())
      #expect(try await right.years().count == 2)
    }
  }

  @Test("A SAM that is not paired, an empty one and another card are told apart")
  func strangers() async throws {
    let channel = try await SAMBench.channel()
    let stranger = SAMKeyStore.Access(pairingKey: .random(count: 16), pin: try SAMBench.pin("1234"))
    let unpaired = SAMBench.store(channel, stranger)
    #expect(await failure { try await unpaired.years() }?.reason == .notPaired)

    let empty = LoopbackChannel(VirtualSAM(SAMMemory(serial: SAMBench.serial)))
    let store = SAMBench.store(empty, try SAMBench.access())
    #expect(await failure { try await store.years() }?.reason == .foreign)

    let other = LoopbackChannel(ScriptedCard())
    let none = SAMBench.store(other, try SAMBench.access())
    #expect(await failure { try await none.years() }?.reason == .foreign)
  }

  @Test("Another SAM of the same issuer in the reader is not this lane's")
  func swapped() async throws {
    let channel = LoopbackChannel(VirtualSAM(SAMMemory(serial: [8, 7, 6, 5, 4, 3, 2, 1])))
    try await SAMBench.personalise(channel)
    let store = SAMBench.store(channel, try SAMBench.access())
    #expect(await failure { try await store.years() }?.reason == .notPaired)
  }

  @Test("A till's PIN issues nothing, an issuer's PIN what its key allows")
  func roles() async throws {
    let till = SAMBench.store(try await SAMBench.channel(), try SAMBench.access())
    #expect(try await till.issuingYears().isEmpty)
    await #expect(throws: KeyStoreError.noIssuingRight(year: 2026)) {
      try await till.cardKey(year: 2026, diversification: cardInput(key: 1))
    }
    await #expect(throws: SessionError.keys(.noIssuingRight(year: 2026))) {
      _ = try await till.beginKeyChanges(
        .ev2, key: .diversified(year: 2026, diversification: cardInput(key: 0)),
        challenge: message + [0, 0, 0, 0, 0])
    }
    await #expect(throws: SessionError.keys(.noIssuingRight(year: 2026))) {
      _ = try await till.beginEV2(
        year: 2026, diversification: cardInput(key: 0), challenge: message + [0, 0, 0, 0, 0])
    }
  }

  @Test("A SAM that vanishes and comes back: one failure in between, then answers again")
  func comesBack() async throws {
    let channel = SwitchedChannel(try await SAMBench.channel())
    let store = SAMBench.store(channel, try SAMBench.access())
    let code = try await store.authenticationCode(year: 2026, message: message)
    channel.fault(.cardRemoved)
    #expect(await failure { try await store.years() }?.reason == .gone)
    #expect(await failure { try await store.years() }?.reason == .gone)
    channel.fault(nil)
    #expect(try await store.authenticationCode(year: 2026, message: message) == code)
  }

  @Test(
    "What fails below is named in the words of a key device",
    arguments: [
      (SmartCardError.Reason.noCard, KeyDeviceFailure.Reason.gone), (.readerGone, .gone),
      (.serviceNotRunning, .gone), (.timedOut, .timedOut), (.readerInUse, .busy),
      (.protocolMismatch, .foreign), (.other, .refused),
    ])
  func reasons(_ below: SmartCardError.Reason, _ above: KeyDeviceFailure.Reason) async throws {
    let channel = SwitchedChannel(try await SAMBench.channel())
    channel.fault(below)
    let store = SAMBench.store(channel, try SAMBench.access())
    let found = await failure { try await store.years() }
    #expect(found?.reason == above)
    for language in Language.allCases {
      #expect(found?.message[language].contains("test") == true)
    }
    #expect(found?.nature == .device)
  }

  @Test("Every flipped bit of every answer is noticed: an error, or the right code after all")
  func flippedAnswers() async throws {
    let inner = try await SAMBench.channel()
    let expected = try AESCMAC.code(of: message, key: KeyStoreUnderTest.key2026)
    // SELECT, OPEN, CONFIRM, VERIFY, VERIFY, COMPUTE.
    for index in 0..<6 {
      let lengths = CountingChannel(inner)
      let plain = SAMBench.store(lengths, try SAMBench.access())
      _ = try await plain.authenticationCode(year: 2026, message: message)
      for bit in 0..<(lengths.answers[index].count * 8) {
        let channel = FlippingChannel(inner, .answer(index), bit: bit)
        let store = SAMBench.store(channel, try SAMBench.access())
        do {
          #expect(try await store.authenticationCode(year: 2026, message: message) == expected)
          // Only what is public in SELECT may change without being noticed.
          #expect(index == 0, "answer \(index), bit \(bit)")
        } catch {
          if case .device = error { continue }
          Issue.record("\(error)")
        }
      }
    }
  }

  @Test("A recorded conversation cannot be played back to a lane or to a SAM")
  func replay() async throws {
    let inner = try await SAMBench.channel()
    let recorder = CountingChannel(inner)
    let store = SAMBench.store(recorder, try SAMBench.access())
    _ = try await store.authenticationCode(year: 2026, message: message)
    let answers = recorder.answers
    let replayed = SAMBench.store(PlayedChannel(answers), try SAMBench.access())
    #expect(
      await failure { try await replayed.authenticationCode(year: 2026, message: message) }?.reason
        == .notPaired)
    // The last command once more, in the channel that is still open: its counter has moved on.
    let last = try #require(recorder.commands.last)
    #expect(try await inner.transmit(last).status == .secureMessagingObjectWrong)
    #expect(try await inner.transmit(last).status == .securityNotSatisfied, "the channel is closed")
  }

  private func failure<Value>(
    _ body: () async throws -> Value
  ) async -> KeyDeviceFailure? {
    do {
      _ = try await body()
      Issue.record("no failure")
      return nil
    } catch {
      if case .device(let failure) = error as? KeyStoreError { return failure }
      Issue.record("\(error)")
      return nil
    }
  }
}
