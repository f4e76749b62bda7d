import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

/// EXTERNAL AUTHENTICATE, UPDATE BINARY and PUT KEY of a CPU card, and what becomes of a single flipped
/// bit anywhere in them.
@Suite("The issuing desk's session with a CPU card")
struct IssuingSessionTests {
  private static let master = SecretBytes((0x40...0x4F).map { UInt8($0) })
  private static let newKey = SecretBytes((0x70...0x7F).map { UInt8($0) })

  private func blank() -> VirtualCPUCard {
    var card = VirtualCPUCard(
      CPUCardMemory(
        serial: hex("04782E21801D80"), transportKey: CardKeySlot(key: Self.master, version: 9)))
    card.powerOn()
    return card
  }

  /// Selects, takes a challenge and gives the session that a desk with the right key has.
  private func challenged(_ card: inout VirtualCPUCard) throws -> CPUIssuerSession {
    _ = card.respond(to: VirtualCPUCardTests.select + [0x00])
    let challenge = card.respond(to: hex("0084000010"))
    try #require(challenge.count == 18)
    return try CPUIssuerSession(key: Self.master, challenge: Array(challenge.dropLast(2)))
  }

  private func opened(_ card: inout VirtualCPUCard) throws -> CPUIssuerSession {
    let session = try challenged(&card)
    #expect(card.respond(to: hex("0082000010") + session.proof) == [0x90, 0x00])
    return session
  }

  private func coded(
    _ header: [UInt8], _ data: [UInt8], _ session: inout CPUIssuerSession
  ) throws -> [UInt8] {
    let code = try session.code(header, data)
    return header + [UInt8(data.count + code.count)] + data + code
  }

  /// The two commands that carry a code, whole.
  private func commands() -> [(inout CPUIssuerSession) throws -> [UInt8]] {
    [
      { session in
        try coded([0x04, 0xD6, 0x81, 0x00], [UInt8](repeating: 0xA5, count: 32), &session)
      },
      { session in
        try coded([0x84, 0xD8, 26, 0x01], try session.wrap(Self.newKey), &session)
      },
    ]
  }

  @Test("A proof with any one bit flipped is refused, counts as a try and opens nothing")
  func flippedProof() throws {
    for bit in 0..<128 {
      var card = blank()
      let session = try challenged(&card)
      var proof = session.proof
      proof[bit / 8] ^= 1 << (bit % 8)
      #expect(card.respond(to: hex("0082000010") + proof) == [0x63, 0xC9])
      for command in commands() {
        var session = session
        #expect(card.respond(to: try command(&session)) == [0x69, 0x82])
      }
      #expect(card.memory.triesLeft == 9)
    }
  }

  @Test("A challenge with any one bit flipped on its way gives a proof that the card refuses")
  func flippedChallenge() throws {
    for bit in 0..<128 {
      var card = blank()
      _ = card.respond(to: VirtualCPUCardTests.select + [0x00])
      var challenge = Array(card.respond(to: hex("0084000010")).dropLast(2))
      challenge[bit / 8] ^= 1 << (bit % 8)
      let session = try CPUIssuerSession(key: Self.master, challenge: challenge)
      #expect(card.respond(to: hex("0082000010") + session.proof) == [0x63, 0xC9])
    }
  }

  @Test("A command with any one bit flipped changes nothing, and ends the session")
  func flippedCommand() throws {
    for command in commands() {
      var whole = blank()
      var session = try opened(&whole)
      let length = try command(&session).count
      for bit in 0..<(length * 8) {
        var card = blank()
        let before = card.memory
        var session = try opened(&card)
        let genuine = session
        var bytes = try command(&session)
        bytes[bit / 8] ^= 1 << (bit % 8)
        let answer = card.respond(to: bytes)
        #expect(answer.suffix(2) != [0x90, 0x00], "bit \(bit): \(hexText(bytes))")
        #expect(card.memory == before, "bit \(bit)")
        // Only what never came as far as the code leaves the session as it was.
        var again = genuine
        let second = card.respond(to: try command(&again))
        let wasRead = answer == [0x69, 0x88]
        #expect(second == (wasRead ? [0x69, 0x82] : [0x90, 0x00]), "bit \(bit)")
      }
      var card = blank()
      var good = try opened(&card)
      #expect(card.respond(to: try command(&good)) == [0x90, 0x00])
    }
  }

  @Test("A command is good once, in its place, in its own session")
  func replayed() throws {
    for command in commands() {
      var card = blank()
      var session = try opened(&card)
      let bytes = try command(&session)
      #expect(card.respond(to: bytes) == [0x90, 0x00])
      #expect(card.respond(to: bytes) == [0x69, 0x88], "once more")
      var other = try opened(&card)
      #expect(card.respond(to: bytes) == [0x69, 0x88], "in another session")
      _ = other
      other = try opened(&card)
      _ = try other.code([], [])
      #expect(card.respond(to: try command(&other)) == [0x69, 0x88], "one too early")
    }
  }

  @Test("A wrapped key with any one bit flipped is refused although its code is right")
  func flippedKey() throws {
    for bit in 0..<(CPUIssuerSession.wrappedLength * 8) {
      var card = blank()
      let before = card.memory
      var session = try opened(&card)
      var wrapped = try session.wrap(Self.newKey)
      wrapped[bit / 8] ^= 1 << (bit % 8)
      let command = try coded([0x84, 0xD8, 26, 0x01], wrapped, &session)
      #expect(card.respond(to: command) == [0x6A, 0x80])
      #expect(card.memory == before)
    }
  }
}
