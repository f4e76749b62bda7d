import MagneticStripe

/// What one track of a stripe says of itself, before anything is believed.
struct StripeClaim: Sendable, Equatable {
  /// The number's digits; not yet Luhn-checked.
  let digits: String
  let year: CardYear
  let sequence: Int
  let code: StripeCode
}

/// What a readable track turned out to be.
enum TrackClaim: Sendable, Equatable {
  /// Laid out as ours.
  case ours(StripeClaim)
  /// Begins as ours but is not laid out as ours: a swipe that lost or gained characters.
  case broken
  /// Somebody else's.
  case foreign
}

extension TrackClaim {
  /// The expiry month of every card: December of the card year.
  static let expiryMonth = 12
  /// The service code of every card: closed loop.
  static let serviceCode = 701

  /// Reads track 1 (format code V) or track 2.
  init(_ data: TrackData, prefix: IssuerPrefix) {
    guard Self.beginsAsOurs(data, prefix: prefix) else {
      self = .foreign
      return
    }
    guard let fields = try? CardFields(data), let claim = StripeClaim(fields) else {
      self = .broken
      return
    }
    self = .ours(claim)
  }

  /// Whether the number's place begins with our prefix; on track 1 after the format code V.
  static func beginsAsOurs(_ data: TrackData, prefix: IssuerPrefix) -> Bool {
    data.withCharacters { characters in
      var position = 0
      if data.track == .one {
        guard characters.count > 0, characters[0] == UInt8(ascii: "V") else { return false }
        position = 1
      }
      guard characters.count >= position + prefix.digits.utf8.count else { return false }
      for digit in prefix.digits.utf8 {
        guard characters[position] == digit else { return false }
        position += 1
      }
      return true
    }
  }
}

extension StripeClaim {
  /// Takes the fields of a track; `nil` when one of them is not as on our cards.
  init?(_ fields: CardFields) {
    let digits = fields.number.digits
    guard CardNumber.lengths.contains(digits.utf8.count) else { return nil }
    if let name = fields.name, name.characters != " /" { return nil }
    guard let expiry = fields.expiry, expiry.month == TrackClaim.expiryMonth,
      fields.serviceCode?.rawValue == TrackClaim.serviceCode,
      let year = CardYear(yearOfCentury: expiry.yearOfCentury)
    else { return nil }
    let discretionary = fields.discretionaryData.characters
    guard let first = discretionary.utf8.first, (0x31...0x39).contains(first),
      let code = StripeCode(discretionary.dropFirst())
    else { return nil }
    self.init(digits: digits, year: year, sequence: Int(first - 0x30), code: code)
  }
}
