import TestSupport
@testable import CardCrypto
import Testing

/// The conversations are those of an NTAG 424 DNA in LRP mode, published with nfc-ev2-crypto (2019).
@Suite("LRP sessions: AuthenticateLRPFirst (NXP AN12343, AN12321)")
struct LRPSessionTests {
  private func pair(
    seed: UInt64 = 1
  ) async throws -> (terminal: LRPSession, card: LRPSession) {
    var random = SplitMix64(seed: seed)
    let key = SecretBytes(random.bytes(16))
    let card = LRPCardHandshake(key: key, using: &random)
    let terminal = try LRPHandshake(key: key, challenge: card.challenge, using: &random)
    let (answer, session) = try card.finish(terminal.reply, identifier: random.bytes(4))
    return (try await terminal.finish(answer), session)
  }

  /// A session in which the handshake has enciphered one block.
  private func session(_ vector: String, _ identifier: String) throws -> LRPSession {
    let keys = try LRPSessionKeys(key: zeroKey, vector: hex(vector))
    return LRPSession(
      keys: keys, cipher: LRPCipher(keys.encryption, counter: [0, 0, 0, 1]),
      identifier: hex(identifier))
  }

  private static let challenge = "0156109A31977C855319CD4618C9D2AED2"
  private static let rndA = "74D7DF6A2CEC0B72B412DE0D2B1117E6"
  private static let answer = "F4FC209D9D60623588B299FA5D6B2D710125F8547D9FB8D572C90D2C2A14E235"

  private func handshake() throws -> LRPHandshake {
    var random = VectorBytes(Self.rndA)
    return try LRPHandshake(key: zeroKey, challenge: hex(Self.challenge), using: &random)
  }

  @Test("A published handshake gives its reply and identifier; every flipped bit is refused")
  func publishedHandshake() async throws {
    let handshake = try handshake()
    #expect(hexText(handshake.reply) == Self.rndA + "189B59DCEDC31A3D3F38EF8D4810B3B4")
    #expect(hexText(try await handshake.finish(hex(Self.answer)).identifier) == "58EE9424")
    for flipped in everyFlippedBit(of: hex(Self.answer)) {
      await #expect(throws: SessionError.notAuthentic) { try await handshake.finish(flipped) }
    }
    for count in [0, 16, 31, 33] {
      await #expect(throws: SessionError.length(count)) {
        try await handshake.finish([UInt8](repeating: 0, count: count))
      }
    }
  }

  @Test("A card that does not speak LRP, and a challenge of another length, are refused")
  func challenges() {
    var random = SplitMix64(seed: 1)
    #expect(throws: SessionError.notAuthentic) {
      try LRPHandshake(
        key: zeroKey, challenge: [0] + hex(Self.challenge).dropFirst(), using: &random)
    }
    for count in [0, 1, 16, 18] {
      #expect(throws: SessionError.length(count)) {
        try LRPHandshake(
          key: zeroKey, challenge: [UInt8](repeating: 1, count: count), using: &random)
      }
    }
  }

  @Test("Published commands without data and their enciphered answers: GetCardUID, three times")
  func publishedAnswers() throws {
    var session = try session(
      "00010080993C4EED466BFC0E7EE1D30C1EBD0DEA6F6481E0D70E9A174E789669", "4F5E8407")
    for (command, answer) in [
      ("C37D6270F674CC6D", "5EC351196B8E2943DB04FCD4A952F53DA2830DC2258E4539"),
      ("D65CCB81E5591400", "D80B735F7B4C8E7E8A3CDAAA4410F35F752769C8EBC48E1A"),
      ("8C677D7DCC349371", "9CCD031474A50199C696D8EF272E231A10173FAF41B614E4"),
    ] {
      #expect(hexText(try session.sealCommand(0x51, mode: .full)) == command)
      #expect(hexText(try session.openAnswer(hex(answer), mode: .full)) == "04940D2A2F7080")
    }
    #expect(session.counter == 3)
  }

  @Test("A published WriteData and ReadData in full mode")
  func publishedData() throws {
    var session = try session(
      "0001008008A6953C60BC3D34E53766689732E2A203FF23855751D644ED519669", "204F2276")
    let header = hex("03000000030000")
    #expect(
      hexText(try session.sealCommand(0x8D, header: header, data: [1, 2, 3], mode: .full))
        == "03000000030000EAF0FAD0430ECDC947A822E12EC8D5F3BB75F218B405FDBC")
    #expect(try session.openAnswer(hex("D5B8D8F8CD67F23C"), mode: .full) == [])
    #expect(
      hexText(try session.sealCommand(0xAD, header: header, mode: .full))
        == "0300000003000059858E133A7F487D")
    #expect(
      try session.openAnswer(
        hex("39665FAE8AF18FEB23DA1767EAF2274BB97FC66CC9437713"), mode: .full) == [1, 2, 3])
  }

  @Test(
    "Terminal and card understand each other in every mode, and count together",
    arguments: CommunicationMode.allCases)
  func bothSides(_ mode: CommunicationMode) async throws {
    var (terminal, card) = try await pair()
    for length in [0, 1, 15, 16, 17, 64] {
      let data = (0..<length).map { UInt8($0) }
      let sealed = try terminal.sealCommand(0x8D, header: [3], data: data, mode: mode)
      #expect(
        try card.openCommand(
          0x8D, header: [3], sealed: Array(sealed.dropFirst()), mode: mode) == data)
      let answer = try card.sealAnswer(data, mode: mode)
      #expect(try terminal.openAnswer(answer, mode: mode) == data)
    }
    #expect(terminal.counter == 6 && card.counter == 6)
  }

  @Test("Every flipped bit, an older message and another key are refused")
  func altered() async throws {
    var (terminal, card) = try await pair()
    let sealed = try terminal.sealCommand(0x8D, header: [3], data: [1, 2, 3], mode: .full)
    for flipped in everyFlippedBit(of: sealed) {
      var card = card
      #expect(throws: SessionError.notAuthentic) {
        try card.openCommand(
          0x8D, header: [flipped[0]], sealed: Array(flipped.dropFirst()), mode: .full)
      }
    }
    _ = try card.openCommand(0x8D, header: [3], sealed: Array(sealed.dropFirst()), mode: .full)
    #expect(throws: SessionError.notAuthentic) {
      var card = card
      return try card.openCommand(
        0x8D, header: [3], sealed: Array(sealed.dropFirst()), mode: .full)
    }
    let answer = try card.sealAnswer([7], mode: .full)
    for flipped in everyFlippedBit(of: answer) {
      var terminal = terminal
      #expect(throws: SessionError.notAuthentic) {
        try terminal.openAnswer(flipped, mode: .full)
      }
    }
    var (_, stranger) = try await pair(seed: 2)
    #expect(throws: SessionError.notAuthentic) {
      try stranger.openCommand(
        0x8D, header: [3], sealed: Array(sealed.dropFirst()), mode: .full)
    }
    // The card refuses a terminal without its key.
    var random = SplitMix64(seed: 3)
    let challenge = LRPCardHandshake(key: zeroKey, using: &random)
    let wrong = try LRPHandshake(
      key: .random(count: 16, using: &random), challenge: challenge.challenge, using: &random)
    #expect(throws: SessionError.notAuthentic) {
      try challenge.finish(wrong.reply, identifier: [1, 2, 3, 4])
    }
  }
}
