/// Decimal text to and from scaled integers, without floating point.
package enum DecimalText {
  /// `text` times 10 to the power of `places`, or `nil` when it is not a plain decimal number with at
  /// most `places` decimals and `digits` digits before the point.
  package static func parse(_ text: some StringProtocol, places: Int, digits: Int) -> Int64? {
    var value: Int64 = 0
    var negative = false
    var whole = 0
    var decimals = -1
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0:
        negative = true
      case UInt8(ascii: ".") where decimals < 0 && whole > 0:
        decimals = 0
      case 0x30...0x39:
        if decimals < 0 { whole += 1 } else { decimals += 1 }
        guard whole <= digits, decimals <= places else { return nil }
        value = value * 10 + Int64(byte - 0x30)
      default:
        return nil
      }
    }
    guard whole > 0, decimals != 0 else { return nil }
    for _ in max(decimals, 0)..<places { value *= 10 }
    return negative ? -value : value
  }

  /// A scaled integer as decimal text; trailing zeros are dropped unless kept.
  package static func format(_ scaled: Int64, places: Int, keepingZeros: Bool) -> String {
    var digits = String(scaled.magnitude)
    if digits.utf8.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
    }
    var whole = String(digits.dropLast(places))
    var fraction = digits.suffix(places)
    if !keepingZeros { while fraction.last == "0" { fraction.removeLast() } }
    if scaled < 0 { whole = "-" + whole }
    return fraction.isEmpty ? whole : whole + "." + fraction
  }
}
