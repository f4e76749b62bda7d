/// The check digit of ISO/IEC 7812-1, annex B (Luhn, modulus 10, double-add-double).
public enum Luhn {
  /// Whether ASCII digits end in their check digit. `false` for anything that is not two or more
  /// digits.
  public static func isValid(_ digits: Span<UInt8>) -> Bool {
    guard digits.count > 1, let sum = sum(digits, doublingLast: false) else { return false }
    return sum % 10 == 0
  }

  /// The ASCII check digit to append to ASCII digits, or `nil` if they are not digits.
  public static func checkDigit(for digits: Span<UInt8>) -> UInt8? {
    guard digits.count > 0, let sum = sum(digits, doublingLast: true) else { return nil }
    return 0x30 + UInt8((10 - sum % 10) % 10)
  }

  private static func sum(_ digits: Span<UInt8>, doublingLast: Bool) -> Int? {
    var sum = 0
    var doubles = doublingLast
    for index in digits.indices.reversed() {
      guard (0x30...0x39).contains(digits[index]) else { return nil }
      let digit = Int(digits[index] - 0x30) * (doubles ? 2 : 1)
      sum += digit > 9 ? digit - 9 : digit
      doubles.toggle()
    }
    return sum
  }
}
