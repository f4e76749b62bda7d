import CardCrypto
import MagneticStripe
import Testing
import VIPCard

@Suite("Anti-forgery code and tracks")
struct StripeCodeTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let year: Int
    let sequence: Int
    let cmac: String
    let code: String
    let track2: String
    var testDescription: String { "\(year), card \(sequence)" }
  }

  /// The table of the card design: keys 00…0f (2026) and 10…1f (2025), number 9156880012345672.
  static let vectors = [
    Vector(
      year: 2026, sequence: 1, cmac: "5956e238a3e28c82b77baf4bd7e890f1", code: "966065963249",
      track2: ";9156880012345672=26127011966065963249?9"),
    Vector(
      year: 2026, sequence: 2, cmac: "5239bb9c0c4ce19866f3ee96e22b1739", code: "821616826169",
      track2: ";9156880012345672=26127012821616826169?;"),
    Vector(
      year: 2025, sequence: 1, cmac: "84c64272c3b4c63e7b01d69dc3bef398", code: "340034335640",
      track2: ";9156880012345672=25127011340034335640?4"),
  ]

  @Test(
    "Message, authentication code, digits and track 2 are those of the design", arguments: vectors)
  func design(vector: Vector) async throws {
    let identity = try Sample.identity(year: vector.year, sequence: vector.sequence)
    let message = StripeCode.staticMessage(for: identity)
    #expect(message.count == 20)
    let key = vector.year == 2026 ? Sample.key2026 : Sample.key2025
    let cmac = try AESCMAC.code(of: message, key: key)
    #expect(Hex.text(cmac) == vector.cmac)
    #expect(StripeCode(authenticationCode: cmac).digits == vector.code)
    let keys = try Sample.keys()
    #expect(try await StripeCode.expected(for: identity, keys: keys).digits == vector.code)
    let stripe = try await CardIssuer(keys: keys).stripe(for: identity)
    #expect(stripe.encoded(.two) == vector.track2)
    #expect(stripe.encoded(.two)?.utf8.count == 40)
    #expect(stripe[.three] == nil)
  }

  @Test(
    "The rolling code is that of the design", arguments: [(0, "715908207529"), (1, "731432787370")])
  func rolling(counter: Int, code: String) async throws {
    let counter = try #require(RollingCounter(rawValue: counter))
    let identity = try Sample.identity()
    #expect(StripeCode.rollingMessage(for: identity, counter: counter).count == 24)
    let stripe = try await CardIssuer(keys: Sample.keys()).stripe(for: identity, counter: counter)
    let track3 = try #require(stripe[.three])
    #expect(track3.characters == "\(Sample.digits)=\(counter.digits)\(code)")
  }

  @Test("Track 1 carries the same under format code V, and all three tracks are read back")
  func issue() async throws {
    let stripe = try await CardIssuer(keys: Sample.keys())
      .stripe(for: Sample.identity(), counter: .zero)
    #expect(stripe[.one]?.characters == Sample.track1)
    #expect(stripe[.three]?.characters == Sample.track3)
    for track in TrackNumber.allCases {
      let text = try #require(stripe.encoded(track))
      #expect(text.hasPrefix(track == .one ? "%" : ";"))
      #expect(text.dropLast().hasSuffix("?"))
    }
    let read = try swipe(
      stripe[.one]?.characters, stripe[.two]?.characters, stripe[.three]?.characters)
    let judgement = try await Sample.verifier().judge(read, on: Sample.day())
    #expect(judgement.isAccepted && judgement.counter == .zero)
  }

  @Test(
    "A number of more than 16 digits leaves track 2 blank, for it has no room", arguments: 12...19)
  func longNumbers(count: Int) async throws {
    let number = try CardNumber(
      appendingCheckDigitTo: "9156" + String(repeating: "1", count: count - 5))
    let stripe = try await CardIssuer(keys: Sample.keys())
      .stripe(for: Sample.identity(number.digits))
    #expect((stripe[.two] == nil) == (count > 16))
    let read = try swipe(stripe[.one]?.characters, stripe[.two]?.characters)
    let judgement = try await Sample.verifier().judge(read, on: Sample.day())
    #expect(judgement.isAccepted && judgement.identity?.number == number)
  }

  @Test("Every field of a card changes its code")
  func fields() async throws {
    let keys = try MemoryKeyStore([2025: Sample.key2026, 2026: Sample.key2026])
    let other = try CardNumber(appendingCheckDigitTo: "915688001234568")
    var codes: Set<String> = []
    for number in [Sample.digits, other.digits] {
      for year in [2025, 2026] {
        for sequence in 1...9 {
          let identity = try Sample.identity(number, year: year, sequence: sequence)
          codes.insert(try await StripeCode.expected(for: identity, keys: keys).digits)
        }
      }
    }
    #expect(codes.count == 36)
  }

  @Test("A code is twelve digits, prints as bullets, and small remainders keep their zeros")
  func form() throws {
    for text in ["", "12345678901", "1234567890123", "12345678901x", "１23456789012"] {
      #expect(StripeCode(text) == nil)
    }
    let code = try #require(StripeCode("966065963249"))
    #expect("\(code)" == "••••" && String(reflecting: code) == "••••")
    let small = [UInt8](repeating: 0, count: 15) + [7]
    #expect(StripeCode(authenticationCode: small).digits == "000000000007")
    // 2¹²⁸ − 1 modulo 10¹².
    let largest = [UInt8](repeating: 0xFF, count: 16)
    #expect(StripeCode(authenticationCode: largest).digits == "431768211455")
  }

  @Test("Issuing needs the right to issue, and a key for the year")
  func rights() async throws {
    let till = CardIssuer(keys: try Sample.keys(.verify))
    await #expect(throws: KeyStoreError.noIssuingRight(year: 2026)) {
      try await till.stripe(for: Sample.identity())
    }
    await #expect(throws: KeyStoreError.noIssuingRight(year: 2026)) {
      try await till.chip(for: Sample.identity(), uid: Sample.serial, issued: Sample.day())
    }
    let desk = CardIssuer(keys: try Sample.keys())
    await #expect(throws: KeyStoreError.unknownYear(2027)) {
      try await desk.stripe(for: Sample.identity(year: 2027))
    }
  }
}
