import CardCrypto
import SmartCard

/// Makes cards of one kind of chip. A value belongs to one chip in one reader.
protocol ChipPersonaliser: Sendable {
  /// The kind.
  static var kind: ChipKind { get }
  /// Which chip it is.
  var chip: ChipIdentity { get }

  /// Looks for a chip of this kind, blank or not; `nil` when the card is of another.
  static func find(on channel: any CardChannel) async throws(PersonalisingError) -> Self?

  /// Does whatever is not done yet. Returns whether everything was done before.
  func personalise(
    _ work: PersonalisingWork, _ file: MemberFile
  ) async throws(PersonalisingError) -> Bool

  /// Tidies up after the card was verified.
  func close(_ work: PersonalisingWork) async throws(PersonalisingError)
}

extension ChipPersonaliser {
  /// Nothing is left to tidy up.
  func close(_ work: PersonalisingWork) async throws(PersonalisingError) {}
}

/// What the personalisers of all kinds need: the order, and keys.
struct PersonalisingWork: Sendable {
  let order: CardPersonaliser.Order
  let keys: any PersonalisingKeyStore
  let transportKey: SecretBytes

  var year: CardYear { order.identity.year }

  /// The static code of the card; throws without the right to issue.
  func code() async throws(PersonalisingError) -> StripeCode {
    try await asked { () async throws(KeyStoreError) in
      try await CardIssuer(keys: keys).stripeCode(for: order.identity)
    }
  }

  /// A key that goes into the card, or is there from an earlier year.
  func cardKey(
    _ year: CardYear, _ diversification: [UInt8]
  ) async throws(PersonalisingError) -> SecretBytes {
    try await asked { () async throws(KeyStoreError) in
      try await keys.cardKey(year: year.rawValue, diversification: diversification)
    }
  }

  /// A code under a diversified key.
  func code(
    _ year: CardYear, _ diversification: [UInt8], _ message: [UInt8]
  ) async throws(PersonalisingError) -> [UInt8] {
    try await asked { () async throws(KeyStoreError) in
      try await keys.diversifiedAuthenticationCode(
        year: year.rawValue, diversification: diversification, message: message)
    }
  }

  /// The years for which keys are held: the card's own first, then newest first.
  func years() async throws(PersonalisingError) -> [CardYear] {
    let held = try await asked { () async throws(KeyStoreError) in try await keys.years() }
    return [year]
      + held.sorted(by: >).compactMap { CardYear($0) }.filter { $0 != year }
  }

  /// Whether the chip may be made into the card that is ordered, given the member file in it.
  ///
  /// Returns whether it is that card already. A file that is torn, or whose code is wrong, is nobody's.
  func admits(_ existing: MemberFile?) async throws(PersonalisingError) -> Bool {
    guard let existing, try await isGenuine(existing) else { return false }
    guard existing.identity != order.identity else { return true }
    guard order.overwrites else { throw .issued(existing.identity) }
    return false
  }

  private func isGenuine(_ file: MemberFile) async throws(PersonalisingError) -> Bool {
    do {
      return try await file.code == .expected(for: file.identity, keys: keys)
    } catch .unknownYear {
      // A year whose key is held no longer: it may well have been issued.
      return true
    } catch {
      throw .keys(error)
    }
  }

  private func asked<Result>(
    _ body: () async throws(KeyStoreError) -> Result
  ) async throws(PersonalisingError) -> Result {
    do {
      return try await body()
    } catch {
      throw .keys(error)
    }
  }
}

/// Who has set a key, as its version byte tells.
enum KeyOwner: Sendable, Equatable {
  /// Nobody: it is as the maker delivered it.
  case factory
  /// We, for a year whose key is held.
  case year(CardYear)

  /// Reads a version byte. Throws ``PersonalisingError/foreign(_:)`` for a year that is not held.
  init(
    version: UInt8, _ work: PersonalisingWork, _ chip: ChipIdentity
  ) async throws(PersonalisingError) {
    guard version != 0 else {
      self = .factory
      return
    }
    guard let year = CardYear(keyVersion: version), try await work.years().contains(year) else {
      throw .foreign(chip)
    }
    self = .year(year)
  }
}
