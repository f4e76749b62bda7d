public import CardCrypto

/// The twelve-digit anti-forgery code of a card: an AES-CMAC under the issuer key of its year, read as
/// a 128-bit big-endian number, modulo 10¹².
///
/// It prints as `••••`: whoever has number, year and code can write a stripe.
public struct StripeCode: Sendable {
  /// The twelve digits.
  public let digits: String

  /// How many digits.
  public static let length = 12

  /// Takes twelve digits from a card; `nil` for anything else.
  public init?(_ digits: some StringProtocol) {
    let bytes = digits.utf8
    guard bytes.count == Self.length, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    self.digits = String(digits)
  }

  /// Reduces a 16-byte authentication code.
  public init(authenticationCode: [UInt8]) {
    let modulus: UInt64 = 1_000_000_000_000
    // The remainder stays below 10¹², so remainder · 256 + byte fits in 64 bits.
    let value = authenticationCode.reduce(UInt64(0)) { ($0 * 256 + UInt64($1)) % modulus }
    let text = String(value)
    digits = String(repeating: "0", count: Self.length - text.utf8.count) + text
  }

  /// The code that belongs on a card, computed by the key store.
  ///
  /// - Parameters:
  ///   - identity: what the card is to say it is.
  ///   - counter: the rolling counter of track 3, or `nil` for the static code.
  ///   - keys: the store that holds the issuer key of the card's year.
  public static func expected(
    for identity: CardIdentity, counter: RollingCounter? = nil, keys: any KeyStore
  ) async throws(KeyStoreError) -> StripeCode {
    let message =
      if let counter { rollingMessage(for: identity, counter: counter) } else {
        staticMessage(for: identity)
      }
    let code = try await keys.authenticationCode(year: identity.year.rawValue, message: message)
    guard code.count == AESCMAC.byteCount else {
      throw .unavailable(detail: "a code of \(code.count) bytes instead of 16")
    }
    return StripeCode(authenticationCode: code)
  }
}

extension StripeCode {
  /// What the static code (version 01) is computed over: 20 bytes, `"VIP" ‖ 01 ‖ year ‖ sequence ‖
  /// service code 07 01 ‖ length of the number ‖ number as BCD`.
  public static func staticMessage(for identity: CardIdentity) -> [UInt8] {
    message(version: 0x01, identity)
  }

  /// What the rolling code (version 02) is computed over: the same with version 02 and the counter,
  /// 4 bytes big-endian, at the end.
  public static func rollingMessage(
    for identity: CardIdentity, counter: RollingCounter
  ) -> [UInt8] {
    let value = UInt32(counter.rawValue)
    return message(version: 0x02, identity)
      + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func message(version: UInt8, _ identity: CardIdentity) -> [UInt8] {
    let year = identity.year.rawValue
    return Array("VIP".utf8)
      + [
        version, UInt8(year >> 8), UInt8(year & 0xFF), UInt8(identity.sequence), 0x07, 0x01,
        UInt8(identity.number.digits.utf8.count),
      ] + identity.number.bcd
  }
}

extension StripeCode: Equatable {
  /// Compares in constant time.
  public static func == (left: Self, right: Self) -> Bool {
    ConstantTime.areEqual(Array(left.digits.utf8), Array(right.digits.utf8))
  }
}

extension StripeCode: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always `••••`.
  public var description: String { "••••" }
  /// Always `••••`.
  public var debugDescription: String { "••••" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
