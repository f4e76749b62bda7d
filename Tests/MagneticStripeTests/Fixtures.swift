import MagneticStripe
import Testing

/// Track 2 of a VIP card with its LRC: the vectors of the card format.
struct StripeVector: Sendable, CustomTestStringConvertible {
  let data: String
  let check: Character

  var text: String { ";\(data)?" }
  var withCheck: String { text + String(check) }
  var testDescription: String { withCheck }

  static let all = [
    StripeVector(data: "9156880012345672=26127011966065963249", check: "9"),
    StripeVector(data: "9156880012345672=26127012821616826169", check: ";"),
    StripeVector(data: "9156880012345672=25127011340034335640", check: "4"),
  ]

  static let track1 = "V9156880012345672^ /^26127011966065963249"
  static let track3 = "9156880012345672=000001731432787370"
}

/// Test numbers that the payment schemes publish, and stripes with them.
enum PaymentVector {
  static let numbers = [
    "4111111111111111", "5555555555554444", "2223003122003222", "378282246310005",
    "36227206271667", "3530111333300000", "6011000990139424", "6200000000000005",
    "6759649826438453", "8171999900000018", "2200000000000004", "5019717010103742",
    "6521111111111117", "9792030394440796", "9558800000000000007",
  ]

  static func stripes(_ number: String) -> [String] {
    [
      "%B\(number)^DOE/JOHN^2612101000000000?;\(number)=26121010000000000?",
      ";\(number)=26121010000000000?",
      "%B\(number)^DOE/JOHN^2612101000000000?",
      "%b\(number)^doe/john^2612101000000000?",
      "+\(number)=26121010000000000?",
      "+01\(number)=978000000000000000000000?",
      "+99\(number)=1561560000000000000003000000?",
      ";\(number)?",
      "%V\(number)^ /^26127011966065963249?",
      "%B\(number)^DOE/JOHN^2612101000?;E?",
      ";\(number)=26121010000000000?+E?",
    ]
  }
}

extension StripeRead {
  /// The characters of one track, or `nil`.
  func characters(_ track: TrackNumber) -> String? { tracks?[track].data?.characters }

  /// What went wrong with one track.
  func trackError(_ track: TrackNumber) -> TrackError? { tracks?[track].trackError }
}

// Expectations cannot hold a span, so these take what owns one.

func wedge(_ line: [UInt8]) -> StripeRead { KeyboardWedgeText.read(line.span) }

func isLuhnValid(_ text: String) -> Bool { Luhn.isValid(Array(text.utf8).span) }

func luhnDigit(_ text: String) -> UInt8? { Luhn.checkDigit(for: Array(text.utf8).span) }

func packed(_ bytes: [UInt8], count: Int) -> TrackBits {
  TrackBits(packed: bytes.span, count: count)
}

func inReport(
  _ text: String, _ range: Range<Int>? = nil, track: TrackNumber
) -> (read: TrackRead, standard: StripeStandard?) {
  let bytes = Array(text.utf8)
  return TrackRead.inReport(bytes.span, range ?? 0..<bytes.count, track: track)
}
