import CardCrypto
import TestSupport
import Testing
import Wording

/// What every key store must do, whatever computes behind it: the same vectors, the same refusals, and
/// no flipped bit accepted.
package struct KeyStoreConformance {
  private let subject: KeyStoreUnderTest

  package init(subject: KeyStoreUnderTest) { self.subject = subject }

  private var store: any WholeKeyStore { subject.store }

  /// Runs the whole suite.
  package func check() async throws {
    try await computesStripeCodes()
    try await computesCardCodes()
    try await takesMessagesOfAnyLength()
    try await keepsToItself()
    try await knowsItsYears()
    try await knowsLengths()
    try await SessionConformance(subject: subject).check()
  }

  /// The vectors of the card: static code version 01, rolling code version 02.
  private func computesStripeCodes() async throws {
    let head = hex("564950") + [0x01]
    let number = hex("9156880012345672FFFF")
    for (year, sequence, code) in [
      (2026, UInt8(1), "5956e238a3e28c82b77baf4bd7e890f1"),
      (2026, 2, "5239bb9c0c4ce19866f3ee96e22b1739"),
      (2025, 1, "84c64272c3b4c63e7b01d69dc3bef398"),
    ] {
      let message =
        head + [UInt8(year >> 8), UInt8(year & 0xFF), sequence, 0x07, 0x01, 16] + number
      #expect(try await store.authenticationCode(year: year, message: message) == hex(code))
    }
    for (counter, digits) in [(UInt8(0), 715_908_207_529), (1, 731_432_787_370)] {
      let message =
        hex("564950") + [0x02, 0x07, 0xEA, 1, 0x07, 0x01, 16] + number + [0, 0, 0, counter]
      let code = try await store.authenticationCode(year: 2026, message: message)
      #expect(code.reduce(0) { ($0 * 256 + Int($1)) % 1_000_000_000_000 } == digits)
    }
  }

  /// The vectors of the chips: codes under diversified keys, of inputs shorter and longer than a block.
  private func computesCardCodes() async throws {
    for (input, key) in [
      (cardInput(key: 0), "80b0fa335a418ba9edb6392cb03e060a"),
      (cardInput(key: 1), "a587651b1069e6bf3aeeaaedd2f5eb52"),
      (cardInput(key: 2), "f16ced6873b111157f476a874e437b41"),
      (cardInput(year: 0x25, key: 1), "9886e7d594fb44700fbeeadfeb78491d"),
    ] {
      let proof = try await store.diversifiedAuthenticationCode(
        year: 2026, diversification: input, message: Array("challenge".utf8))
      #expect(
        proof
          == (try AESCMAC.code(of: "challenge".utf8, key: SecretBytes(hex(key)))))
    }
    // A reference of our own for lengths that a plain CMAC would get wrong.
    for count in [1, 4, 13, 14, 15, 16, 30, 31] {
      let input = (0..<count).map { UInt8($0 &* 7 &+ 3) }
      let key = try AN10922.diversify(KeyStoreUnderTest.key2026, with: input)
      let code = try await store.diversifiedAuthenticationCode(
        year: 2026, diversification: input, message: [])
      #expect(code == (try AESCMAC.code(of: [], key: key)), "\(count) bytes")
    }
  }

  private func takesMessagesOfAnyLength() async throws {
    let input = cardInput(key: 1)
    let cardKey = try AN10922.diversify(KeyStoreUnderTest.key2026, with: input)
    for count in [0, 1, 15, 16, 17, 32, 159, 160, 161, 320, 333, 1000] {
      let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 2) }
      #expect(
        try await store.authenticationCode(year: 2026, message: message)
          == AESCMAC.code(of: message, key: KeyStoreUnderTest.key2026), "\(count) bytes")
      #expect(
        try await store.diversifiedAuthenticationCode(
          year: 2026, diversification: input, message: message)
          == AESCMAC.code(of: message, key: cardKey), "\(count) bytes")
    }
  }

  /// No answer of a store may be a diversified key, except where it may issue and does so.
  private func keepsToItself() async throws {
    for tail in [[], cardInput(key: 1), [UInt8](repeating: 0, count: 31)] {
      await #expect(throws: KeyStoreError.reservedMessage) {
        try await store.authenticationCode(year: 2026, message: [0x01] + tail)
      }
    }
    await #expect(throws: KeyStoreError.noIssuingRight(year: 2025)) {
      try await store.cardKey(year: 2025, diversification: cardInput(key: 1))
    }
    if subject.givesCardKeys {
      let key = try await store.cardKey(year: 2026, diversification: cardInput(key: 1))
      #expect(key == SecretBytes(hex("a587651b1069e6bf3aeeaaedd2f5eb52")))
    } else {
      let error = await #expect(throws: KeyStoreError.self) {
        try await store.cardKey(year: 2026, diversification: cardInput(key: 1))
      }
      #expect(error?.code == "cardKeyStaysInside" && error?.nature == .refusal)
    }
    for text in ["\(store)", String(reflecting: store)] {
      #expect(!text.contains("0a0b") && !text.contains("1234") && !text.contains("••••"))
    }
    #expect(Mirror(reflecting: store).children.isEmpty)
  }

  private func knowsItsYears() async throws {
    #expect(try await store.years() == [2025, 2026])
    #expect(try await store.issuingYears() == [2026])
    for (year, entry) in KeyStoreUnderTest.keys {
      #expect(try await store.checkValue(year: year) == KeyCheckValue(of: entry.key))
    }
    for year in [2024, 2027, 0, -1, 65_536 + 2026, .max] {
      await #expect(throws: KeyStoreError.unknownYear(year)) {
        try await store.authenticationCode(year: year, message: [0x56])
      }
      await #expect(throws: KeyStoreError.unknownYear(year)) {
        try await store.diversifiedAuthenticationCode(
          year: year, diversification: [1], message: [])
      }
      await #expect(throws: KeyStoreError.unknownYear(year)) {
        try await store.checkValue(year: year)
      }
      await #expect(throws: KeyStoreError.unknownYear(year)) {
        try await store.cardKey(year: year, diversification: [1])
      }
      await #expect(throws: KeyStoreError.unknownYear(year)) {
        try await store.sectorKey(year: year, diversification: cardInput(key: 0x0A))
      }
      await #expect(throws: SessionError.keys(.unknownYear(year))) {
        _ = try await store.beginEV1(
          year: year, diversification: [1], challenge: [UInt8](repeating: 0, count: 16))
      }
      await #expect(throws: SessionError.keys(.unknownYear(year))) {
        _ = try await store.piccData(
          year: year, diversification: [1], encrypted: [UInt8](repeating: 0, count: 16))
      }
    }
  }

  private func knowsLengths() async throws {
    for length in [0, 32, 200] {
      await #expect(throws: KeyStoreError.invalidDiversification(length: length)) {
        try await store.diversifiedAuthenticationCode(
          year: 2026, diversification: [UInt8](repeating: 1, count: length), message: [])
      }
    }
  }
}
