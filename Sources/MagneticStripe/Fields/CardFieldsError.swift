/// Why a well-read track is not laid out as ISO/IEC 7813 says. Holds no character of the track.
public enum CardFieldsError: Error, Sendable, Hashable {
  /// Track 1 does not begin with a format code, a letter.
  case formatCode
  /// The number is not 1 to 19 digits.
  case number
  /// The separator behind the number, or the one behind the name, is missing.
  case separator
  /// The name is longer than 26 characters.
  case name
  /// The expiry is neither four digits with a month from 01 to 12 nor a separator.
  case expiry
  /// The service code is neither three digits nor a separator.
  case serviceCode

  /// A stable name in lowerCamelCase.
  public var code: String {
    switch self {
    case .formatCode: "fieldFormatCode"
    case .number: "fieldNumber"
    case .separator: "fieldSeparator"
    case .name: "fieldName"
    case .expiry: "fieldExpiry"
    case .serviceCode: "fieldServiceCode"
    }
  }
}
