/// Comparison whose duration says nothing about where two values differ.
public enum ConstantTime {
  /// Whether two byte strings are equal; the time depends on their lengths only.
  public static func areEqual(
    _ left: some RandomAccessCollection<UInt8>, _ right: some RandomAccessCollection<UInt8>
  ) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (first, second) in zip(left, right) { difference |= first ^ second }
    return difference == 0
  }
}
