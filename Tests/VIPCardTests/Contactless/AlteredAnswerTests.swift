import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Altered, torn and replayed answers of cards of every kind")
struct AlteredAnswerTests {
  /// Judges a card of which one answer is changed on the way.
  private func check(
    _ chip: ChipCase, seed: UInt64 = 1, _ change: @escaping RecordingChannel.Change
  ) async throws -> Check? {
    let channel = RecordingChannel(try await chip.channel(2026, 1, seed), change: change)
    return try await Sample.verifier().check(channel)
  }

  private func conversation(
    _ chip: ChipCase
  ) async throws -> [(command: CommandAPDU, answer: [UInt8])] {
    let channel = RecordingChannel(try await chip.channel())
    #expect(try await Sample.verifier().check(channel) == .ok)
    return channel.conversation
  }

  @Test("Any one flipped bit of any protected answer is refused", arguments: ChipCase.all)
  func flippedBits(_ chip: ChipCase) async throws {
    let conversation = try await conversation(chip)
    let first = chip.firstProtectedAnswer(conversation)
    #expect(first < conversation.count)
    for index in first..<conversation.count {
      for bit in 0..<conversation[index].answer.count * 8 {
        let found = try await check(chip) { number, answer in
          guard number == index, bit / 8 < answer.count else { return answer }
          var answer = answer
          answer[bit / 8] ^= 1 << (bit % 8)
          return answer
        }
        #expect(found != .ok, "answer \(index), bit \(bit)")
      }
    }
  }

  @Test("Any one flipped bit of UID or key version is refused", arguments: ChipCase.sessions)
  func flippedIdentity(_ chip: ChipCase) async throws {
    let conversation = try await conversation(chip)
    let uid = try #require(conversation.firstIndex { $0.answer.starts(with: chip.uid) })
    let version = try #require(conversation.firstIndex { $0.command.ins == 0x64 })
    for (index, count) in [(uid, 7), (version, 1)] {
      for bit in 0..<count * 8 {
        let found = try await check(chip) { number, answer in
          guard number == index, bit / 8 < answer.count else { return answer }
          var answer = answer
          answer[bit / 8] ^= 1 << (bit % 8)
          return answer
        }
        #expect(found != .ok, "answer \(index), bit \(bit)")
      }
    }
  }

  @Test("Any answer that is torn, anywhere, is refused and never a crash", arguments: ChipCase.all)
  func torn(_ chip: ChipCase) async throws {
    let conversation = try await conversation(chip)
    for (index, exchange) in conversation.enumerated() {
      for count in 0..<exchange.answer.count {
        let found = try await check(chip) { $0 == index ? Array($1.prefix(count)) : $1 }
        #expect(found != .ok, "answer \(index), \(count) bytes")
      }
    }
  }

  @Test("A torn answer whose tail looks like success is refused", arguments: ChipCase.all)
  func tornWithSuccess(_ chip: ChipCase) async throws {
    let conversation = try await conversation(chip)
    for index in chip.firstProtectedAnswer(conversation)..<conversation.count {
      let status = Array(conversation[index].answer.suffix(2))
      for count in 0..<conversation[index].answer.count - 2 {
        let found = try await check(chip) {
          $0 == index ? Array($1.prefix(count)) + status : $1
        }
        #expect(found == .unreadable || found == .forged, "answer \(index), \(count) bytes")
      }
      let longer = try await check(chip) {
        $0 == index ? Array($1.dropLast(2)) + [0] + status : $1
      }
      #expect(longer != .ok)
    }
  }

  @Test("A one-byte answer at any step is unreadable", arguments: ChipCase.all)
  func oneByte(_ chip: ChipCase) async throws {
    let conversation = try await conversation(chip)
    for index in conversation.indices {
      let found = try await check(chip) { $0 == index ? [0x90] : $1 }
      #expect(found == .unreadable, "answer \(index)")
    }
  }

  @Test("A whole conversation that is replayed is forged", arguments: ChipCase.sessions)
  func replayed(_ chip: ChipCase) async throws {
    let answers = try await conversation(chip).map(\.answer)
    for _ in 0..<5 {
      #expect(try await Sample.verifier().check(ReplayingChannel(answers)) == .forged)
    }
  }

  @Test(
    "An answer of another conversation with the same card is refused", arguments: ChipCase.sessions)
  func mixed(_ chip: ChipCase) async throws {
    let before = try await conversation(chip)
    for index in chip.firstProtectedAnswer(before)..<before.count {
      let old = before[index].answer
      let found = try await check(chip, seed: 2) { $0 == index ? old : $1 }
      #expect(found != .ok, "answer \(index)")
    }
  }

  @Test("No random mutation of a session is ever accepted", arguments: ChipCase.all)
  func mutations(_ chip: ChipCase) async throws {
    let genuine = try await conversation(chip)
    let first = chip.firstProtectedAnswer(genuine)
    var random = SplitMix64(seed: 20_261_122)
    for round in 0..<2000 {
      let index = Int.random(in: first..<genuine.count, using: &random)
      let mutation = Mutation(of: genuine.map(\.answer), using: &random)
      var changed = true
      let channel = RecordingChannel(try await chip.channel()) { number, answer in
        number == index ? mutation.apply(to: answer) : answer
      }
      let found = try await Sample.verifier().check(channel)
      let seen = channel.conversation
      if index < seen.count {
        changed = mutation.apply(to: seen[index].answer) != seen[index].answer
      }
      #expect(found != .ok || !changed, "round \(round), answer \(index)")
    }
  }
}

/// A change of one answer, drawn at random.
private enum Mutation: Sendable {
  case set(offset: Int, value: UInt8)
  case cut(count: Int)
  case append([UInt8])
  case replace([UInt8])
  case swap(Int, Int)

  init(of answers: [[UInt8]], using random: inout SplitMix64) {
    let byte = UInt8.random(in: 0...255, using: &random)
    let (one, two) = (
      Int.random(in: 0..<64, using: &random), Int.random(in: 0..<64, using: &random)
    )
    switch Int.random(in: 0..<5, using: &random) {
    case 0: self = .set(offset: one, value: byte)
    case 1: self = .cut(count: one)
    case 2: self = .append([byte, 0x91, 0x00])
    case 3: self = .replace(answers.randomElement(using: &random) ?? [])
    default: self = .swap(one, two)
    }
  }

  func apply(to answer: [UInt8]) -> [UInt8] {
    var answer = answer
    guard !answer.isEmpty else { return answer }
    switch self {
    case .set(let offset, let value): answer[offset % answer.count] = value
    case .cut(let count): answer = Array(answer.prefix(count % answer.count))
    case .append(let bytes): answer += bytes
    case .replace(let other): answer = other
    case .swap(let one, let two): answer.swapAt(one % answer.count, two % answer.count)
    }
    return answer
  }
}
