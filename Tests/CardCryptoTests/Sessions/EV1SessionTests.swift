import TestSupport
@testable import CardCrypto
import Testing

@Suite("DESFire EV1 sessions: AuthenticateAES")
struct EV1SessionTests {
  /// A session as both sides hold it.
  private func pair(seed: UInt64 = 1) async throws -> (terminal: EV1Session, card: EV1Session) {
    var random = SplitMix64(seed: seed)
    let key = SecretBytes(random.bytes(16))
    let card = try EV1CardHandshake(key: key, using: &random)
    let terminal = try EV1Handshake(key: key, challenge: card.challenge, using: &random)
    let (answer, session) = try card.finish(terminal.reply)
    return (try await terminal.finish(answer), session)
  }

  @Test(
    "A published handshake gives its reply and its session key",
    arguments: EV1Vectors.authentications
  )
  func publishedHandshake(_ vector: EV1Vectors.Authentication) async throws {
    var random = VectorBytes(vector.rndA)
    let handshake = try EV1Handshake(
      key: SecretBytes(hex: vector.key), challenge: hex(vector.challenge), using: &random)
    #expect(hexText(handshake.reply) == vector.reply)
    let session = try await handshake.finish(hex(vector.answer))
    #expect(session.key.hex == vector.sessionKey)
  }

  @Test("A published conversation has its eight codes, each one chained to all before")
  func publishedConversation() throws {
    let vector = EV1Vectors.authentications[1]
    var session = EV1Session(
      rndA: hex(vector.rndA),
      rndB: try AESCBC.decrypt(hex(vector.challenge), key: SecretBytes(hex: vector.key)))
    for exchange in EV1Vectors.conversation {
      let sent = try session.sealCommand(
        exchange.instruction, header: hex(exchange.header), data: hex(exchange.data))
      #expect(hexText(sent) == exchange.header + exchange.data)
      let answer = hex(exchange.answer)
      #expect(
        try session.openAnswer(answer + hex(exchange.code), count: answer.count) == answer)
    }
  }

  @Test("A published key change has its cryptogram, and the card's side reads the key from it")
  func publishedKeyChanges() throws {
    for vector in EV1Vectors.keyChanges {
      var terminal = EV1Session(key: SecretBytes(hex: vector.sessionKey))
      var card = terminal
      let old = vector.old.map { SecretBytes(hex: $0) }
      let change = try KeyChange(key: SecretBytes(hex: vector.new), version: 0x10)
      let sent = try terminal.sealKeyChange(change, keyNumber: vector.keyNumber, replacing: old)
      #expect(hexText(sent) == hexText([vector.keyNumber]) + vector.cryptogram)
      let read = try card.openKeyChange(
        Array(sent.dropFirst()), keyNumber: vector.keyNumber, replacing: old)
      #expect(read == change)
      if let code = vector.code {
        #expect(hexText(try card.sealAnswer()) == code)
        #expect(try terminal.openAnswer(hex(code), count: 0).isEmpty)
      }
    }
  }

  @Test("Both sides agree on every mode and length", arguments: CommunicationMode.allCases)
  func roundTrip(_ mode: CommunicationMode) async throws {
    var (terminal, card) = try await pair()
    var random = SplitMix64(seed: 7)
    for count in 0...70 {
      let (header, data, reply) = (random.bytes(3), random.bytes(count), random.bytes(70 - count))
      let sent = try terminal.sealCommand(0x3D, header: header, data: data, mode: mode)
      let sealed = Array(sent.dropFirst(3))
      #expect(sealed.count == EV1Session.sealedLength(of: count, mode: mode))
      #expect(
        try card.openCommand(0x3D, header: header, sealed: sealed, count: count, mode: mode)
          == data)
      let answer = try card.sealAnswer(reply, mode: mode)
      #expect(try terminal.openAnswer(answer, count: reply.count, mode: mode) == reply)
    }
  }

  @Test("A returned RndA′ with any one bit flipped is refused")
  func flippedAnswer() async throws {
    let vector = EV1Vectors.authentications[0]
    var random = VectorBytes(vector.rndA)
    let handshake = try EV1Handshake(
      key: zeroKey, challenge: hex(vector.challenge), using: &random)
    for flipped in everyFlippedBit(of: hex(vector.answer)) {
      await #expect(throws: SessionError.notAuthentic) { try await handshake.finish(flipped) }
    }
  }

  @Test("A challenge or a reply with any one bit flipped is refused by the card")
  func flippedReply() throws {
    var random = SplitMix64(seed: 3)
    let card = try EV1CardHandshake(key: zeroKey, using: &random)
    for challenge in everyFlippedBit(of: card.challenge) {
      let terminal = try EV1Handshake(key: zeroKey, challenge: challenge, using: &random)
      #expect(throws: SessionError.notAuthentic) { _ = try card.finish(terminal.reply) }
    }
    let terminal = try EV1Handshake(key: zeroKey, challenge: card.challenge, using: &random)
    // CBC hands a flipped bit of the first block on to RndB′, and one of RndB′ garbles it.
    for reply in everyFlippedBit(of: terminal.reply) {
      #expect(throws: SessionError.notAuthentic) { _ = try card.finish(reply) }
    }
  }

  @Test(
    "An answer with any one bit flipped is refused, in every mode",
    arguments: CommunicationMode.allCases)
  func flippedMessage(_ mode: CommunicationMode) async throws {
    var (terminal, card) = try await pair()
    let header: [UInt8] = [1, 0, 0, 0, 32, 0, 0]
    let command = try terminal.sealCommand(0xBD, header: header, mode: mode)
    _ = try card.openCommand(0xBD, header: command, mode: mode)
    let answer = try card.sealAnswer(Array(0..<32), mode: mode)
    for flipped in everyFlippedBit(of: answer) {
      var attempt = terminal
      #expect(throws: SessionError.notAuthentic) {
        try attempt.openAnswer(flipped, count: 32, mode: mode)
      }
    }
    #expect(try terminal.openAnswer(answer, count: 32, mode: mode) == Array(0..<32))
  }

  @Test(
    "Written data with any one bit flipped is refused by the card",
    arguments: [
      CommunicationMode.mac, .full,
    ])
  func flippedWrite(_ mode: CommunicationMode) async throws {
    var (terminal, card) = try await pair()
    let sealed = try terminal.sealCommand(0x3D, header: [1], data: Array(0..<20), mode: mode)
      .dropFirst()
    for flipped in everyFlippedBit(of: Array(sealed)) {
      var attempt = card
      #expect(throws: SessionError.notAuthentic) {
        try attempt.openCommand(0x3D, header: [1], sealed: flipped, count: 20, mode: mode)
      }
    }
    #expect(
      try card.openCommand(0x3D, header: [1], sealed: Array(sealed), count: 20, mode: mode)
        == Array(0..<20))
  }

  @Test("An answer that is replayed, or belongs to another session, is refused")
  func replay() async throws {
    var (terminal, card) = try await pair()
    _ = try terminal.sealCommand(0x6F)
    _ = try card.openCommand(0x6F)
    let answer = try card.sealAnswer([5])
    #expect(try terminal.openAnswer(answer, count: 1) == [5])
    _ = try terminal.sealCommand(0x6F)
    #expect(throws: SessionError.notAuthentic) { try terminal.openAnswer(answer, count: 1) }
    var (other, _) = try await pair(seed: 2)
    _ = try other.sealCommand(0x6F)
    #expect(throws: SessionError.notAuthentic) { try other.openAnswer(answer, count: 1) }
  }

  @Test("A message of any other length is refused before its code is computed")
  func lengths() async throws {
    var random = SplitMix64(seed: 5)
    let card = try EV1CardHandshake(key: zeroKey, using: &random)
    for count in 0...64 where count != 16 {
      let message = [UInt8](repeating: 0, count: count)
      #expect(throws: SessionError.length(count)) {
        _ = try EV1Handshake(key: zeroKey, challenge: message, using: &random)
      }
    }
    let terminal = try EV1Handshake(key: zeroKey, challenge: card.challenge, using: &random)
    for count in 0...64 where count != 16 {
      await #expect(throws: SessionError.length(count)) {
        try await terminal.finish([UInt8](repeating: 0, count: count))
      }
    }
    for count in 0...64 where count != 32 {
      #expect(throws: SessionError.length(count)) {
        _ = try card.finish([UInt8](repeating: 0, count: count))
      }
    }
    for mode in CommunicationMode.allCases {
      for count in 0...80 where count != (mode == .full ? 48 : 40) {
        var (session, _) = try await pair()
        #expect(throws: SessionError.length(count)) {
          try session.openAnswer([UInt8](repeating: 0, count: count), count: 32, mode: mode)
        }
      }
    }
  }
}
