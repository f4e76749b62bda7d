import CardCrypto
import SmartCard
import Synchronization
import Testing
import VIPCard
import VirtualCards

/// A card that is pulled out while it answers: what the reader hands on looks like an answer, and then
/// nobody is there any more.
private final class VanishingChannel: CardChannel {
  private let inner: any CardChannel
  private let altered: Int?
  private let absence: SmartCardError.Reason?
  private let state = Mutex((sent: 0, asked: 0))

  /// - Parameters:
  ///   - altered: The number of the answer that comes without its second half.
  ///   - absence: What the reader says when it is asked whether the card is there.
  init(_ inner: any CardChannel, altered: Int?, absence: SmartCardError.Reason?) {
    self.inner = inner
    self.altered = altered
    self.absence = absence
  }

  /// How many commands were sent, and how often presence was asked for.
  var counts: (sent: Int, asked: Int) { state.withLock { $0 } }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let number = state.withLock { state in
      defer { state.sent += 1 }
      return state.sent
    }
    let answer = try await inner.transmit(command)
    guard number == altered else { return answer }
    let bytes = answer.encoded
    return try ResponseAPDU(parsing: Array(bytes.prefix(max(2, bytes.count / 2))))
  }

  func confirmPresence(by command: CommandAPDU) async throws(SmartCardError) {
    state.withLock { $0.asked += 1 }
    if let absence { throw SmartCardError(absence) }
  }
}

@Suite("A card that is pulled out in the middle of an answer")
struct PulledOutTests {
  private func channel(
    _ chip: ChipCase, _ altered: Int?, _ absence: SmartCardError.Reason?
  ) async throws -> VanishingChannel {
    VanishingChannel(try await chip.channel(), altered: altered, absence: absence)
  }

  private func count(_ chip: ChipCase) async throws -> Int {
    let whole = try await channel(chip, nil, .cardRemoved)
    #expect(try await Sample.verifier().check(whole) == .ok)
    #expect(whole.counts.asked == 0, "an accepted card is not asked again")
    return whole.counts.sent
  }

  @Test("It is told as pulled out, at whatever answer, and not judged", arguments: ChipCase.all)
  func told(_ chip: ChipCase) async throws {
    for number in 0..<(try await count(chip)) {
      let channel = try await channel(chip, number, .cardRemoved)
      do {
        let judgement = try await Sample.verifier().judge(channel, on: Sample.day())
        // An answer of two bytes has no half; one that is not needed changes nothing.
        #expect(judgement.isAccepted, "answer \(number): \(judgement)")
      } catch {
        guard case .card(let failure)? = error as? CardVerificationError else {
          Issue.record("\(error)")
          continue
        }
        #expect(failure.reason == .cardRemoved)
      }
    }
  }

  @Test("A card that is still there is judged by what it said", arguments: ChipCase.all)
  func judged(_ chip: ChipCase) async throws {
    var refusals = 0
    for number in 0..<(try await count(chip)) {
      let channel = try await channel(chip, number, nil)
      let judgement = try await Sample.verifier().judge(channel, on: Sample.day())
      if !judgement.isAccepted {
        refusals += 1
        #expect(channel.counts.asked == 1)
      }
    }
    #expect(refusals > 0)
  }
}
