import BusinessCalendar
import CardCrypto
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Virtual CPU card (ISO/IEC 7816-4)")
struct VirtualCPUCardTests {
  static let select = hex("00A4040008F05649504C414E45")
  static let information = "6F188408F05649504C414E45A50CC00704782E21801D80C1011A"
  static let challenge = "000102030405060708090A0B0C0D0E0F"
  /// AES-CMAC by OpenSSL 3 under card key 1 of the design, over the challenge and the number.
  static let proof = "92EF07A2867FF973E15E92856AD7EBEB"
  static let memberFile = "010007EA01109156880012345672FFFF96606596324920251203000000000000"

  private func card(_ interface: CPUCardInterface) async throws -> VirtualCPUCard {
    let year = try #require(CardYear(2026))
    let identity = try #require(
      CardIdentity(number: CardNumber("9156880012345672"), year: year, sequence: 1))
    return try await .personalised(
      identity: identity, serial: hex("04782E21801D80"),
      issued: try #require(BusinessDate("2025-12-03")),
      keys: MemoryKeyStore([2026: SecretBytes((0...15).map { UInt8($0) })], right: .issue),
      interface: interface, random: Counting())
  }

  /// Sends commands one after the other and compares each answer.
  private func converse(
    _ interface: CPUCardInterface, _ conversation: [(command: String, answer: String)]
  ) async throws {
    var card = try await card(interface)
    card.powerOn()
    for (command, answer) in conversation {
      #expect(hexText(card.respond(to: hex(command))) == answer, "\(command)")
    }
  }

  @Test("Over T=1 it is selected, read and proven in three commands")
  func overT1() async throws {
    try await converse(
      .t1,
      [
        ("00A4040008F05649504C414E4500", Self.information + "9000"),
        ("00B0810020", Self.memberFile + "9000"),
        ("0088000110" + Self.challenge + "10", Self.proof + "9000"),
        ("008800010800010203040506" + "0700", "2E5BC55CBF21985136488B80C6EE84429000"),
      ])
  }

  @Test("Over T=0 answers to data wait for GET RESPONSE, and a wrong Le is corrected")
  func overT0() async throws {
    try await converse(
      .t0,
      [
        ("00A4040008F05649504C414E45", "611A"), ("00C0000000", "6C1A"),
        ("00C000001A", Self.information + "9000"), ("00C000001A", "6985"),
        ("00B0810000", "6C20"), ("00B08100", "6C20"), ("00B0810020", Self.memberFile + "9000"),
        ("0088000110" + Self.challenge, "6110"), ("00C0000010", Self.proof + "9000"),
        ("0088000110" + Self.challenge, "6110"), ("00C0000004", "92EF07A2610C"),
        ("00C000000C", "867FF973E15E92856AD7EBEB9000"),
      ])
  }

  @Test("Any other command loses what waits for GET RESPONSE")
  func lostAnswer() async throws {
    try await converse(
      .t0,
      [
        ("00A4040008F05649504C414E45", "611A"), ("0084000008", "00010203040506079000"),
        ("00C000001A", "6985"),
      ])
  }

  @Test("READ BINARY knows offset, length, end of file and the current file")
  func readBinary() async throws {
    try await converse(
      .t1,
      [
        ("00B0000004", "6986"), ("00B0810004", "6A82"),
        ("00A4040008F05649504C414E4500", Self.information + "9000"), ("00B0000004", "6986"),
        ("00B0810004", "010007EA9000"), ("00B0000204", "07EA01109000"),
        ("00B0810404", "011091569000"), ("00B0810000", Self.memberFile + "9000"),
        ("00B0811C08", "000000006282"), ("00B0811F01", "009000"), ("00B0812001", "6B00"),
        ("00B0002001", "6B00"), ("00B0FF0001", "6A86"), ("00B0820001", "6A82"),
        ("00B08100", "6700"), ("00B0810001FF", "6700"),
      ])
  }

  @Test("GET CHALLENGE gives 8 to 16 fresh bytes")
  func challenge() async throws {
    try await converse(
      .t1,
      [
        ("0084000008", "00010203040506079000"), ("0084000000", "08090A0B0C0D0E0F9000"),
        ("0084000010", "101112131415161718191A1B1C1D1E1F9000"), ("0084000007", "6700"),
        ("0084000011", "6700"), ("0084010008", "6A86"), ("00840000", "6700"),
      ])
    try await converse(.t0, [("0084000000", "6C08"), ("0084000008", "00010203040506079000")])
  }

  @Test("INTERNAL AUTHENTICATE takes 8 to 16 bytes, key 1, in the selected application")
  func internalAuthenticate() async throws {
    try await converse(.t1, [("0088000110" + Self.challenge + "00", "6985")])
    try await converse(
      .t1,
      [
        ("00A404000CF056", "6700"), ("00A4040C08F05649504C414E45", "9000"),
        ("0088000107" + "0001020304050600", "6700"),
        ("0088000111" + Self.challenge + "10" + "00", "6700"),
        ("0088000210" + Self.challenge + "00", "6A88"),
        ("0088010110" + Self.challenge + "00", "6A86"), ("00880001", "6700"),
        ("0088000110" + Self.challenge, "6110"), ("00C0000000", Self.proof + "9000"),
      ])
  }

  @Test("SELECT finds only our application and the master file")
  func selection() async throws {
    try await converse(
      .t1,
      [
        ("00A4040007A000000003101000", "6A82"), ("00A4040007F056495020414E00", "6A82"),
        ("00A4040400", "6A86"), ("00A4040000", "6700"), ("00A40400", "6700"),
        ("00A4020002000100", "6A86"), ("00A40000023F00", "9000"), ("00A40000023F01", "6A82"),
        ("00A4040008F05649504C414E4500", Self.information + "9000"),
        ("00A4040007A000000003101000", "6A82"), ("00B0810001", "019000"),
        ("00A40000023F00", "9000"), ("00B0810001", "6A82"),
      ])
  }

  @Test("Everything else has the status word of ISO/IEC 7816-4")
  func others() async throws {
    try await converse(
      .t1,
      [
        ("", "6700"), ("00", "6700"), ("00A404", "6700"), ("00CB000000", "6D00"),
        ("0020000108" + "0000000000000000", "6D00"), ("80A40400", "6E00"), ("FFCA000000", "6E00"),
        ("20B0810020", "6E00"), ("10A40400", "6884"), ("0CB0810020", "6882"),
        ("04B0810020", "6882"), ("01B0810020", "6881"), ("41B0810020", "6881"),
        ("00A4040000000008F056", "6700"), ("00C0000010", "6985"), ("00C0010010", "6A86"),
      ])
  }

  @Test("A reset and a loss of power forget selection, current file and what waits")
  func power() async throws {
    for forget in [
      { (card: inout VirtualCPUCard) in card.reset() }, { $0.powerOff() }, { $0.powerOn() },
    ] {
      var card = try await card(.t0)
      _ = card.respond(to: Self.select)
      #expect(hexText(card.respond(to: hex("00B0810001"))) == "019000")
      _ = card.respond(to: Self.select)
      forget(&card)
      #expect(hexText(card.respond(to: hex("00C000001A"))) == "6985")
      #expect(hexText(card.respond(to: hex("00B0000001"))) == "6986")
      #expect(hexText(card.respond(to: hex("00B0810001"))) == "6A82")
    }
  }

  @Test("The answer-to-reset offers its protocol and ends with a right check byte")
  func answerToReset() async throws {
    #expect(hexText(try await card(.t0).atr) == "3B058073840100")
    #expect(hexText(try await card(.t1).atr) == "3B85018073840100F2")
    #expect(hexText(try await card(.contactless).atr) == "3B8580018073840100" + "72")
    for interface in [CPUCardInterface.t1, .contactless] {
      #expect(interface.answerToReset.dropFirst().reduce(0, ^) == 0)
    }
  }

  @Test("Random commands always get a status word, and never a proof without a selection")
  func garbage() async throws {
    var random = SplitMix64(seed: 7_816)
    for interface in CPUCardInterface.allCases {
      var card = try await card(interface)
      for _ in 0..<30_000 {
        var command = (0..<Int.random(in: 0...24, using: &random)).map { _ in
          UInt8.random(in: .min ... .max, using: &random)
        }
        if command.count > 1, Bool.random(using: &random) { command[0] = 0 }
        if command.count > 1, Bool.random(using: &random) {
          command[1] = [0xA4, 0xB0, 0x84, 0x88, 0xC0].randomElement(using: &random) ?? 0
        }
        let answer = card.respond(to: command)
        let sw1 = answer.count >= 2 ? answer[answer.count - 2] : 0
        #expect(sw1 == 0x90 || (0x61...0x6F).contains(sw1))
      }
      #expect(hexText(card.respond(to: hex("00B0810001"))) == "6A82")
    }
  }
}
