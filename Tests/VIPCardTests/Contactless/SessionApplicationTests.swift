import CardCrypto
import SmartCard
import Testing
import VIPCard
import VirtualCards

@Suite("DESFire and NTAG 424 DNA applications")
struct SessionApplicationTests {
  /// What a proof ends with when one answer is replaced.
  private func failure(
    _ chip: ChipCase, replacing instruction: UInt8, occurrence: Int = 0,
    by replacement: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) async throws -> ChipFailure? {
    let probe = RecordingChannel(try await chip.channel())
    _ = try await Sample.verifier().judge(probe, on: Sample.day())
    let places = probe.conversation.indices.filter {
      probe.conversation[$0].command.ins == instruction
    }
    let place = try #require(places.dropFirst(occurrence).first)
    let channel = RecordingChannel(try await chip.channel()) {
      $0 == place ? replacement($1) : $1
    }
    do {
      let keys = try Sample.keys(.verify)
      guard
        let application = try await CardApplications.all.identify(on: channel, keys: keys)
      else { return nil }
      _ = try await application.prove(keys: keys)
      return nil
    } catch let failure as ChipFailure {
      return failure
    }
  }

  /// The instruction that opens the session, and the one that reads.
  private func instructions(_ chip: ChipCase) -> (begin: UInt8, read: UInt8) {
    if chip.kind == .ntag424 { return (0x71, 0xAD) }
    return chip.name.contains("ev1") ? (0xAA, 0xBD) : (0x71, 0xBD)
  }

  private func isNotProven(_ failure: ChipFailure?) -> Bool {
    if case .notProven = failure { true } else { false }
  }

  private func isIncomplete(_ failure: ChipFailure?, _ step: IncompleteAnswer) -> Bool {
    if case .incomplete(step) = failure { true } else { false }
  }

  @Test("A card that refuses to authenticate has not proven itself", arguments: ChipCase.sessions)
  func refusesAuthentication(_ chip: ChipCase) async throws {
    for status: [UInt8] in [
      [0x91, 0xAE], [0x91, 0x9D], [0x91, 0x40], [0x69, 0x82], [0x6D, 0x00],
    ] {
      let found = try await failure(chip, replacing: instructions(chip).begin) { _ in status }
      #expect(isNotProven(found), "\(status)")
    }
  }

  @Test("A wrong RndA′ and a wrong code are no proof", arguments: ChipCase.sessions)
  func wrongProof(_ chip: ChipCase) async throws {
    // The last AF is the handshake's second step; the ones before belong to GetVersion.
    let second = try await failure(chip, replacing: 0xAF, occurrence: 2) {
      [$0[0] ^ 1] + $0.dropFirst()
    }
    #expect(isNotProven(second))
    let code = try await failure(chip, replacing: instructions(chip).read) {
      Array($0.dropLast(3)) + [$0[$0.count - 3] ^ 1] + $0.suffix(2)
    }
    #expect(isNotProven(code))
  }

  @Test("A genuine member file that comes without a code is no proof", arguments: ChipCase.sessions)
  func withoutCode(_ chip: ChipCase) async throws {
    let file = try await Sample.chip().memberFile.bytes
    let found = try await failure(chip, replacing: instructions(chip).read) { _ in
      file + [0x91, 0x00]
    }
    #expect(isNotProven(found))
  }

  @Test("A torn step is named by its step", arguments: ChipCase.sessions)
  func tornSteps(_ chip: ChipCase) async throws {
    let (begin, read) = instructions(chip)
    for (instruction, occurrence, step) in [
      (UInt8(0x60), 0, IncompleteAnswer.select), (0xAF, 0, .select), (0xAF, 1, .select),
      (0x64, 0, .select), (begin, 0, .proof), (0xAF, 2, .proof), (read, 0, .memberFile),
    ] {
      let found = try await failure(chip, replacing: instruction, occurrence: occurrence) {
        Array($0.dropFirst())
      }
      #expect(isIncomplete(found, step), "\(instruction) \(occurrence)")
      let single = try await failure(chip, replacing: instruction, occurrence: occurrence) { _ in
        [0x91]
      }
      #expect(isIncomplete(single, step), "\(instruction) \(occurrence)")
    }
  }

  @Test(
    "A member file that is refused within the session is incomplete", arguments: ChipCase.sessions)
  func refusesFile(_ chip: ChipCase) async throws {
    for status: [UInt8] in [[0x91, 0xF0], [0x91, 0x9D], [0x91, 0xBE], [0x91, 0xAF]] {
      let found = try await failure(chip, replacing: instructions(chip).read) { _ in status }
      #expect(isIncomplete(found, .memberFile), "\(status)")
    }
  }

  @Test("A failure of the reader is a failure, not a judgement", arguments: ChipCase.all)
  func deviceFailure(_ chip: ChipCase) async throws {
    let count = RecordingChannel(try await chip.channel())
    _ = try await Sample.verifier().judge(count, on: Sample.day())
    for place in count.conversation.indices {
      let channel = FailingChannel(try await chip.channel(), at: place)
      await #expect(throws: CardVerificationError.self) {
        try await Sample.verifier().judge(channel, on: Sample.day())
      }
    }
  }

  @Test(
    "A key version that is no year, or that of an untouched key, is not accepted",
    arguments: ChipCase.sessions)
  func keyVersions(_ chip: ChipCase) async throws {
    for version in UInt8.min...UInt8.max where version != 26 {
      let channel = RecordingChannel(try await chip.channel()) { [version] _, answer in
        answer.count == 3 ? [version] + answer.suffix(2) : answer
      }
      let found = try await Sample.verifier().check(channel)
      #expect(found != .ok, "version \(version)")
    }
  }
}

/// A channel whose reader is unplugged before one command.
actor FailingChannel: CardChannel {
  private let inner: any CardChannel
  private var left: Int

  init(_ inner: any CardChannel, at place: Int) {
    self.inner = inner
    left = place
  }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    guard left > 0 else { throw SmartCardError(.readerGone) }
    left -= 1
    return try await inner.transmit(command)
  }
}
