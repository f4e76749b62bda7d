import TestSupport
@testable import CardCrypto
import Testing

@Suite("EV2 sessions: AuthenticateEV2First (NXP AN12196)")
struct EV2SessionTests {
  private func session(_ vector: EV2Vectors.Message) -> EV2Session {
    EV2Session(
      keys: EV2SessionKeys(
        encryption: SecretBytes(hex: vector.encryption),
        authentication: SecretBytes(hex: vector.authentication)),
      identifier: hex(vector.identifier), counter: vector.counter)
  }

  private func pair(seed: UInt64 = 1) async throws -> (terminal: EV2Session, card: EV2Session) {
    var random = SplitMix64(seed: seed)
    let key = SecretBytes(random.bytes(16))
    let card = try EV2CardHandshake(key: key, using: &random)
    let terminal = try EV2Handshake(key: key, challenge: card.challenge, using: &random)
    let (answer, session) = try card.finish(terminal.reply, identifier: random.bytes(4))
    return (try await terminal.finish(answer), session)
  }

  @Test(
    "A published handshake gives its reply, identifier and session keys",
    arguments: EV2Vectors.authentications)
  func publishedHandshake(_ vector: EV2Vectors.Authentication) async throws {
    var random = VectorBytes(vector.rndA)
    let handshake = try EV2Handshake(
      key: zeroKey, challenge: hex(vector.challenge), using: &random)
    #expect(hexText(handshake.reply) == vector.reply)
    let keys = try EV2SessionKeys(
      key: zeroKey, rndA: hex(vector.rndA), rndB: hex(vector.rndB))
    #expect(keys.encryption.hex == vector.encryption)
    #expect(keys.authentication.hex == vector.authentication)
    if let answer = vector.answer {
      let session = try await handshake.finish(hex(answer))
      #expect(hexText(session.identifier) == vector.identifier)
      #expect(session.counter == 0)
    }
  }

  @Test("The card's side gives the published challenge and answer")
  func publishedCard() throws {
    for vector in EV2Vectors.authentications {
      var random = VectorBytes(vector.rndB)
      let card = try EV2CardHandshake(key: zeroKey, using: &random)
      #expect(hexText(card.challenge) == vector.challenge)
      guard let answer = vector.answer else { continue }
      let (found, _) = try card.finish(
        hex(vector.reply), identifier: hex(vector.identifier))
      #expect(hexText(found) == answer)
    }
  }

  @Test(
    "A published command is sealed as published, and the card opens it",
    arguments: EV2Vectors.messages)
  func publishedCommand(_ vector: EV2Vectors.Message) throws {
    let mode = try #require(CommunicationMode(rawValue: vector.mode))
    let sealed = try session(vector).sealCommand(
      vector.instruction, header: hex(vector.header), data: hex(vector.data), mode: mode)
    #expect(hexText(sealed) == vector.sealed)
    var card = session(vector)
    let header = hex(vector.header)
    #expect(
      try card.openCommand(
        vector.instruction, header: header, sealed: Array(sealed.dropFirst(header.count)),
        mode: mode) == hex(vector.data))
  }

  @Test(
    "A published answer is opened as published, and the card seals it so",
    arguments: EV2Vectors.messages)
  func publishedAnswer(_ vector: EV2Vectors.Message) throws {
    guard let answer = vector.answer else { return }
    let mode = try #require(CommunicationMode(rawValue: vector.mode))
    var terminal = session(vector)
    #expect(try terminal.openAnswer(hex(answer), mode: mode) == hex(vector.answerData))
    #expect(terminal.counter == vector.counter + 1)
    #expect(hexText(try terminal.sealAnswer(hex(vector.answerData), mode: mode)) == answer)
  }

  @Test("A published answer with any one bit flipped is refused", arguments: EV2Vectors.messages)
  func flippedAnswer(_ vector: EV2Vectors.Message) throws {
    guard let answer = vector.answer else { return }
    let mode = try #require(CommunicationMode(rawValue: vector.mode))
    for flipped in everyFlippedBit(of: hex(answer)) {
      var terminal = session(vector)
      #expect(throws: SessionError.notAuthentic) {
        try terminal.openAnswer(flipped, mode: mode)
      }
    }
  }

  @Test(
    "A published command with any one bit flipped is refused by the card",
    arguments: EV2Vectors.messages)
  func flippedCommand(_ vector: EV2Vectors.Message) throws {
    let mode = try #require(CommunicationMode(rawValue: vector.mode))
    let count = hex(vector.header).count
    for flipped in everyFlippedBit(of: [vector.instruction] + hex(vector.sealed)) {
      var card = session(vector)
      #expect(throws: SessionError.notAuthentic) {
        try card.openCommand(
          flipped[0], header: Array(flipped.dropFirst().prefix(count)),
          sealed: Array(flipped.dropFirst(1 + count)), mode: mode)
      }
    }
  }

  @Test(
    "A key change is laid out as in tables 25 and 26, and the card's side reads the key from it")
  func keyChanges() throws {
    for (vector, key) in [
      (EV2Vectors.messages[4], EV2Vectors.otherKey), (EV2Vectors.messages[5], EV2Vectors.ownKey),
    ] {
      let number = hex(vector.header)[0]
      let old = number == 0 ? nil : zeroKey
      let change = try KeyChange(key: SecretBytes(hex: key), version: 1)
      let sealed = try session(vector).sealKeyChange(change, keyNumber: number, replacing: old)
      #expect(hexText(sealed) == vector.sealed)
      var card = session(vector)
      #expect(
        try card.openKeyChange(Array(sealed.dropFirst()), keyNumber: number, replacing: old)
          == change)
    }
  }

  @Test("A key change under an old key that is not zero gives the new key, under another an error")
  func keyChangeFromOld() async throws {
    let (terminal, card) = try await pair()
    let (old, new) = (SecretBytes(Array(1...16)), SecretBytes(Array(101...116)))
    let change = try KeyChange(key: new, version: 9)
    let sealed = try terminal.sealKeyChange(change, keyNumber: 2, replacing: old)
    var right = card
    #expect(
      try right.openKeyChange(Array(sealed.dropFirst()), keyNumber: 2, replacing: old) == change)
    var wrong = card
    #expect(throws: SessionError.notAuthentic) {
      try wrong.openKeyChange(Array(sealed.dropFirst()), keyNumber: 2, replacing: zeroKey)
    }
  }

  @Test("Both sides agree on every mode and length", arguments: CommunicationMode.allCases)
  func roundTrip(_ mode: CommunicationMode) async throws {
    var (terminal, card) = try await pair()
    var random = SplitMix64(seed: 7)
    for count in 0...70 {
      let (header, data, reply) = (random.bytes(3), random.bytes(count), random.bytes(70 - count))
      let sealed = try terminal.sealCommand(0x8D, header: header, data: data, mode: mode)
      #expect(sealed.count == 3 + EV2Session.sealedLength(of: count, mode: mode))
      #expect(
        try card.openCommand(
          0x8D, header: header, sealed: Array(sealed.dropFirst(3)), mode: mode) == data)
      let answer = try card.sealAnswer(reply, mode: mode)
      #expect(try terminal.openAnswer(answer, mode: mode) == reply)
      #expect(terminal.counter == UInt16(count + 1) && card.counter == terminal.counter)
    }
  }

  @Test("A returned RndA′ with any one bit flipped is refused")
  func flippedHandshake() async throws {
    let vector = EV2Vectors.authentications[0]
    var random = VectorBytes(vector.rndA)
    let handshake = try EV2Handshake(
      key: zeroKey, challenge: hex(vector.challenge), using: &random)
    // A flipped bit garbles its whole block, and both blocks hold a part of RndA′.
    for flipped in everyFlippedBit(of: hex(try #require(vector.answer))) {
      await #expect(throws: SessionError.notAuthentic) { try await handshake.finish(flipped) }
    }
  }

  @Test("A reply with any one bit flipped is refused by the card")
  func flippedReply() throws {
    var random = SplitMix64(seed: 3)
    let card = try EV2CardHandshake(key: zeroKey, using: &random)
    let terminal = try EV2Handshake(key: zeroKey, challenge: card.challenge, using: &random)
    for reply in everyFlippedBit(of: terminal.reply) {
      #expect(throws: SessionError.notAuthentic) {
        _ = try card.finish(reply, identifier: [1, 2, 3, 4])
      }
    }
  }

  @Test("An answer that is replayed, comes late, or belongs to another session, is refused")
  func replay() async throws {
    var (terminal, card) = try await pair()
    var answers: [[UInt8]] = []
    for _ in 0..<3 {
      let sealed = try terminal.sealCommand(0xF5, header: [3], mode: .mac)
      _ = try card.openCommand(0xF5, header: [3], sealed: Array(sealed.dropFirst()), mode: .mac)
      answers.append(try card.sealAnswer([1, 2, 3], mode: .mac))
      for old in answers.dropLast() {
        var attempt = terminal
        #expect(throws: SessionError.notAuthentic) { try attempt.openAnswer(old, mode: .mac) }
      }
      _ = try terminal.openAnswer(answers[answers.count - 1], mode: .mac)
    }
    var (other, _) = try await pair(seed: 2)
    #expect(throws: SessionError.notAuthentic) { try other.openAnswer(answers[0], mode: .mac) }
  }

  @Test("AuthenticateEV2NonFirst gives new keys and goes on with identifier and counter")
  func nonFirst() async throws {
    var (terminal, card) = try await pair()
    let sealed = try terminal.sealCommand(0xF5, header: [3], mode: .mac)
    _ = try card.openCommand(0xF5, header: [3], sealed: Array(sealed.dropFirst()), mode: .mac)
    _ = try terminal.openAnswer(try card.sealAnswer(mode: .mac), mode: .mac)
    var random = SplitMix64(seed: 9)
    let second = try EV2CardHandshake(key: zeroKey, using: &random)
    let step = try EV2Handshake(key: zeroKey, challenge: second.challenge, using: &random)
    let (answer, continued) = try second.finish(step.reply, continuing: card)
    for flipped in everyFlippedBit(of: answer) {
      #expect(throws: SessionError.notAuthentic) {
        _ = try step.finish(flipped, continuing: terminal)
      }
    }
    let next = try step.finish(answer, continuing: terminal)
    #expect(next.identifier == terminal.identifier && next.counter == 1)
    let message = try next.sealCommand(0x51, mode: .mac)
    #expect(try message != terminal.sealCommand(0x51, mode: .mac))
    var opened = continued
    _ = try opened.openCommand(0x51, sealed: message, mode: .mac)
  }

  @Test("A session ends when its counter is used up")
  func exhausted() throws {
    let keys = EV2SessionKeys(encryption: zeroKey, authentication: zeroKey)
    var session = EV2Session(keys: keys, identifier: [1, 2, 3, 4], counter: .max)
    #expect(throws: SessionError.exhausted) { try session.sealCommand(0x51, mode: .mac) }
    #expect(throws: SessionError.exhausted) { try session.openAnswer([], mode: .plain) }
    #expect(throws: SessionError.exhausted) {
      try session.openCommand(0x51, sealed: [], mode: .plain)
    }
  }

  @Test("A message of any other length is refused, never a crash")
  func lengths() async throws {
    var random = SplitMix64(seed: 5)
    let card = try EV2CardHandshake(key: zeroKey, using: &random)
    let terminal = try EV2Handshake(key: zeroKey, challenge: card.challenge, using: &random)
    for count in 0...64 where count != 32 {
      let message = [UInt8](repeating: 0, count: count)
      await #expect(throws: SessionError.length(count)) { try await terminal.finish(message) }
      #expect(throws: SessionError.length(count)) {
        _ = try card.finish(message, identifier: [1, 2, 3, 4])
      }
    }
    for count in 0...80 {
      for mode in [CommunicationMode.mac, .full] {
        var (session, _) = try await pair()
        #expect(throws: SessionError.self) {
          try session.openAnswer([UInt8](repeating: 0, count: count), mode: mode)
        }
      }
    }
  }
}
