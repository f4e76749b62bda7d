import CardCrypto
import SmartCard
import Synchronization
import TestSupport
import Testing
import VIPCard
import VirtualCards
import Wording

/// A clock that a test moves on by hand.
final class HandClock: Clock {
  struct Instant: InstantProtocol {
    let time: Duration
    func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }
    func duration(to other: Instant) -> Duration { other.time - time }
    static func < (left: Instant, right: Instant) -> Bool { left.time < right.time }
  }

  private struct State {
    var now = Instant(time: .zero)
    var next = 0
    var sleepers: [Int: (end: Instant, wake: AsyncStream<Void>.Continuation)] = [:]
  }

  private let state = Mutex(State())

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let (woken, wake) = AsyncStream.makeStream(of: Void.self)
    state.withLock { state in
      if state.now >= deadline { return wake.finish() }
      state.sleepers[state.next] = (deadline, wake)
      state.next += 1
    }
    // Ends when it is woken up, or when its task is cancelled.
    for await _ in woken {}
    try Task.checkCancellation()
  }

  func advance(by duration: Duration) {
    state.withLock { state in
      state.now = state.now.advanced(by: duration)
      for (number, sleeper) in state.sleepers where sleeper.end <= state.now {
        sleeper.wake.finish()
        state.sleepers[number] = nil
      }
    }
  }
}

/// A card that answers so many commands, each after a while, and then never again.
private final class FailingCard: CardChannel {
  private let inner: any CardChannel
  private let clock: HandClock
  private let answers: Int
  private let pace: Duration
  private let count = Mutex(0)

  init(_ inner: any CardChannel, _ clock: HandClock, answers: Int = .max, pace: Duration = .zero) {
    self.inner = inner
    self.clock = clock
    self.answers = answers
    self.pace = pace
  }

  var commands: Int { count.withLock { $0 } }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let number = count.withLock { count in
      count += 1
      return count
    }
    guard number <= answers else { return try await fallMute() }
    clock.advance(by: pace)
    return try await inner.transmit(command)
  }

  func confirmPresence(by command: CommandAPDU) async throws(SmartCardError) {
    _ = try await transmit(command)
  }

  /// Nothing comes from the card any more, until somebody gives it up.
  private func fallMute() async throws(SmartCardError) -> ResponseAPDU {
    clock.advance(by: .seconds(5))
    let (never, hold) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    hold.finish()
    throw SmartCardError(.cancelled)
  }
}

@Suite("Judging a card has a time of its own")
struct JudgingBudgetTests {
  static let kinds = ChipCase.all

  private func verifier(_ clock: HandClock) throws -> CardVerifier {
    CardVerifier(
      keys: try Sample.keys(.verify), budget: JudgingBudget(.seconds(5), clock: clock))
  }

  /// How many commands a genuine card of a kind is judged with.
  private func commands(_ kind: ChipCase) async throws -> Int {
    let channel = RecordingChannel(try await kind.channel())
    #expect(try await Sample.verifier().check(channel) == .ok)
    return channel.conversation.count
  }

  @Test(
    "A card that falls mute at any step of its verdict is given up when the time is over",
    arguments: kinds)
  func mute(_ kind: ChipCase) async throws {
    for answers in 0..<(try await commands(kind)) {
      let clock = HandClock()
      let card = FailingCard(try await kind.channel(), clock, answers: answers)
      let error = await #expect(throws: CardVerificationError.self) {
        try await verifier(clock).judge(card, on: Sample.day())
      }
      #expect(error?.code == "timedOut")
      #expect(error?.hint?.english.contains("present it again") == true)
      #expect(card.commands == answers + 1)
    }
  }

  @Test("All commands together count, not each of them", arguments: kinds)
  func slow(_ kind: ChipCase) async throws {
    let count = try await commands(kind)
    let clock = HandClock()
    // The last command is one too many.
    let pace = Duration.seconds(5) / (count - 1) + .nanoseconds(1)
    let card = FailingCard(try await kind.channel(), clock, pace: pace)
    let error = await #expect(throws: CardVerificationError.self) {
      try await verifier(clock).judge(card, on: Sample.day())
    }
    #expect(error?.code == "timedOut")
    #expect(card.commands < count)
  }

  @Test("A card that is slow, but not too slow, is judged", arguments: kinds)
  func inTime(_ kind: ChipCase) async throws {
    let clock = HandClock()
    let pace = Duration.seconds(4) / (try await commands(kind))
    let card = FailingCard(try await kind.channel(), clock, pace: pace)
    #expect(try await verifier(clock).check(card) == .ok)
  }

  @Test("A bad card that falls mute when it is asked whether it is still there is not judged")
  func muteAtTheEnd() async throws {
    let clock = HandClock()
    let stranger = LoopbackChannel(VirtualClassicCard(ClassicMemory(uid: Sample.serial)))
    let counting = FailingCard(stranger, HandClock())
    #expect(try await Sample.verifier().check(counting) == .foreign)
    let card = FailingCard(stranger, clock, answers: counting.commands - 1)
    #expect(try await verifier(clock).check(card) == nil)
  }
}
