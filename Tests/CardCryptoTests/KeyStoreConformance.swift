import CardCrypto
import Testing

/// What every key store must do, whatever computes behind it. The store under test holds the keys
/// 000102…0f for 2026 with the right to issue and 101112…1f for 2025 without it, and no others.
struct KeyStoreConformance {
  static let key2026 = SecretBytes((0x00...0x0f).map { UInt8($0) })
  static let key2025 = SecretBytes((0x10...0x1f).map { UInt8($0) })
  static let uid = bytes("04782E21801D80F481205649502026")

  let store: any IssuingKeyStore

  func check() async throws {
    try await computesCodes()
    try await keepsToItself()
    try await knowsItsYears()
  }

  private func computesCodes() async throws {
    let message = Array("VIP message".utf8)
    for (year, key) in [(2026, Self.key2026), (2025, Self.key2025)] {
      let code = try await store.authenticationCode(year: year, message: message)
      #expect(code == (try AESCMAC.code(of: message, key: key)))
      let cardKey = try AN10922.diversify(key, with: Self.uid)
      let proof = try await store.diversifiedAuthenticationCode(
        year: year, diversification: Self.uid, message: message)
      #expect(proof == (try AESCMAC.code(of: message, key: cardKey)))
      #expect(try await store.checkValue(year: year) == KeyCheckValue(of: key))
    }
    let empty = try await store.authenticationCode(year: 2026, message: [])
    #expect(empty == (try AESCMAC.code(of: [], key: Self.key2026)))
  }

  /// No answer of a store may be a diversified key, except where it may issue.
  private func keepsToItself() async throws {
    for tail in [[], Self.uid, [UInt8](repeating: 0, count: 31)] {
      await #expect(throws: KeyStoreError.reservedMessage) {
        try await store.authenticationCode(year: 2026, message: [0x01] + tail)
      }
    }
    let issued = try await store.cardKey(year: 2026, diversification: Self.uid)
    #expect(issued == (try AN10922.diversify(Self.key2026, with: Self.uid)))
    await #expect(throws: KeyStoreError.noIssuingRight(year: 2025)) {
      try await store.cardKey(year: 2025, diversification: Self.uid)
    }
    #expect(!"\(store)".contains("0a0b") && Mirror(reflecting: store).children.isEmpty)
  }

  private func knowsItsYears() async throws {
    #expect(try await store.years() == [2025, 2026])
    #expect(try await store.issuingYears() == [2026])
    for year in [2024, 2027, 0, -1, .max] {
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
    }
    for length in [0, 32] {
      await #expect(throws: KeyStoreError.invalidDiversification(length: length)) {
        try await store.diversifiedAuthenticationCode(
          year: 2026, diversification: [UInt8](repeating: 1, count: length), message: [])
      }
    }
  }
}
