/// Tells payment cards from all others, so that their data can be dropped at once.
///
/// A track is a payment card's if its track 1 has format code `B` (ISO/IEC 7813), or if its number
/// has 12 to 19 digits and begins with a payment issuer's range. The Luhn digit does not matter:
/// a payment card with one digit misread is still somebody's payment card, and some UnionPay cards
/// have none. To call a stranger's gift card a payment card costs nothing, both are refused; the
/// other mistake would leak a number.
public struct PaymentCardFilter: Sendable, Hashable {
  /// The ranges of payment issuers.
  public let payment: [IssuerRange]
  /// Ranges inside those that are no payment cards, such as driving licences.
  public let exempt: [IssuerRange]

  /// Makes a filter from ranges.
  public init(payment: [IssuerRange], exempt: [IssuerRange] = []) {
    self.payment = payment
    self.exempt = exempt
  }

  /// The filter for the payment schemes of ``IssuerRange/paymentSchemes`` and the driving licences
  /// of ``IssuerRange/drivingLicences``.
  public static let standard = PaymentCardFilter(
    payment: IssuerRange.paymentSchemes, exempt: IssuerRange.drivingLicences)

  /// Whether a track is a payment card's.
  public func isPaymentCard(_ data: TrackData) -> Bool {
    data.withCharacters { characters in
      switch data.track {
      case .one: isPaymentTrack1(characters)
      case .two: isPaymentNumber(characters, from: 0)
      case .three: isPaymentTrack3(characters)
      }
    }
  }

  private func isPaymentTrack1(_ characters: Span<UInt8>) -> Bool {
    guard characters.count > 1 else { return false }
    // A few old cards have spaces in the number of track 1.
    let isFormatCode = !(0x30...0x39).contains(characters[0])
    var digits = isFormatCode ? 1 : 0
    while digits < characters.count - 1, characters[digits] == 0x20 { digits += 1 }
    let isDigit = (0x30...0x39).contains(characters[digits])
    if characters[0] == UInt8(ascii: "B"), isDigit { return true }
    return isPaymentNumber(characters, from: digits)
  }

  /// Track 3 is a number at once, or a two-digit format code before it (ISO/IEC 4909; `99` on
  /// Chinese bank cards).
  private func isPaymentTrack3(_ characters: Span<UInt8>) -> Bool {
    if isPaymentNumber(characters, from: 0) { return true }
    guard characters.count > 2 else { return false }
    let formatCodes = ["00", "01", "02", "59", "99"]
    let hasFormatCode = formatCodes.contains { code in
      code.utf8.elementsEqual([characters[0], characters[1]])
    }
    return hasFormatCode && isPaymentNumber(characters, from: 2)
  }

  private func isPaymentNumber(_ characters: Span<UInt8>, from start: Int) -> Bool {
    let digits = digitCount(characters, from: start)
    // More than 19 digits is no card number, but may be one whose separator was lost.
    guard digits >= 12 else { return false }
    return payment.contains { $0.contains(characters, from: start) }
      && !exempt.contains { $0.contains(characters, from: start) }
  }

  /// Digits from `start` on; spaces between them are skipped.
  private func digitCount(_ characters: Span<UInt8>, from start: Int) -> Int {
    var count = 0
    for index in start..<max(start, characters.count) {
      switch characters[index] {
      case 0x30...0x39: count += 1
      case 0x20: continue
      default: return count
      }
    }
    return count
  }
}
