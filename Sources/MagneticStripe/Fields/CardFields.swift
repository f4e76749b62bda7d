/// The fields of track 1 or track 2 of a card that follows ISO/IEC 7813.
///
/// Track 1 is `format code, number ^ name ^ expiry, service code, discretionary data`; track 2 is
/// `number = expiry, service code, discretionary data`. A separator may stand in place of the
/// expiry and of the service code.
public struct CardFields: Sendable, Equatable {
  /// The format code of track 1: `B` is a financial card, `N` to `Z` are the issuer's own. `nil` on
  /// track 2.
  public let formatCode: Character?
  /// The card number.
  public let number: PrimaryAccountNumber
  /// The name on track 1, `nil` on track 2. A name left out is a single space and a slash.
  public let name: TrackField?
  /// The expiry, unless a separator stands in its place.
  public let expiry: CardExpiry?
  /// The service code, unless a separator stands in its place.
  public let serviceCode: ServiceCode?
  /// What the issuer put behind the service code.
  public let discretionaryData: TrackField

  /// Takes a track apart. Tracks 1 and 2 have this layout; so does a track 3 that borrows it.
  ///
  /// Throws ``CardFieldsError`` naming the first field that does not fit.
  public init(_ data: TrackData) throws(CardFieldsError) {
    let format = TrackFormat.iso(data.track)
    self = try data.withCharacters { characters throws(CardFieldsError) in
      var reader = FieldReader(count: characters.count, separator: format.fieldSeparator)
      return try Self(characters, &reader, hasName: data.track == .one)
    }
  }

  private init(
    _ characters: Span<UInt8>, _ reader: inout FieldReader, hasName: Bool
  ) throws(CardFieldsError) {
    formatCode = hasName ? try reader.formatCode(characters) : nil
    guard let digits = reader.field(characters) else { throw .separator }
    guard let number = PrimaryAccountNumber(characters, digits) else { throw .number }
    self.number = number
    if hasName {
      guard let name = reader.field(characters) else { throw .separator }
      guard name.count <= 26 else { throw .name }
      self.name = TrackField(characters, name)
    } else {
      name = nil
    }
    expiry = try reader.expiry(characters)
    serviceCode = try reader.serviceCode(characters)
    discretionaryData = TrackField(characters, reader.position..<characters.count)
  }
}

/// Walks along the characters of a track.
private struct FieldReader {
  let count: Int
  let separator: UInt8
  var position = 0

  mutating func formatCode(_ characters: Span<UInt8>) throws(CardFieldsError) -> Character {
    guard count > 0, (0x41...0x5A).contains(characters[0]) else { throw .formatCode }
    position = 1
    return Character(Unicode.Scalar(characters[0]))
  }

  /// The characters up to the next separator, which is skipped; `nil` if there is none.
  mutating func field(_ characters: Span<UInt8>) -> Range<Int>? {
    guard let end = (position..<count).first(where: { characters[$0] == separator }) else {
      return nil
    }
    defer { position = end + 1 }
    return position..<end
  }

  mutating func expiry(_ characters: Span<UInt8>) throws(CardFieldsError) -> CardExpiry? {
    if skipsSeparator(characters) { return nil }
    guard let digits = number(characters, digits: 4),
      let expiry = CardExpiry(yearOfCentury: digits / 100, month: digits % 100)
    else { throw .expiry }
    return expiry
  }

  mutating func serviceCode(_ characters: Span<UInt8>) throws(CardFieldsError) -> ServiceCode? {
    if skipsSeparator(characters) { return nil }
    guard let digits = number(characters, digits: 3), let code = ServiceCode(rawValue: digits)
    else { throw .serviceCode }
    return code
  }

  private mutating func skipsSeparator(_ characters: Span<UInt8>) -> Bool {
    guard position < count, characters[position] == separator else { return false }
    position += 1
    return true
  }

  private mutating func number(_ characters: Span<UInt8>, digits: Int) -> Int? {
    guard position + digits <= count else { return nil }
    var number = 0
    for index in position..<position + digits {
      guard (0x30...0x39).contains(characters[index]) else { return nil }
      number = number * 10 + Int(characters[index] - 0x30)
    }
    position += digits
    return number
  }
}
