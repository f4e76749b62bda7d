/// One of the three tracks of a magnetic stripe (ISO/IEC 7811-2, ISO/IEC 7811-6).
public enum TrackNumber: Int, Sendable, Hashable, CaseIterable, Comparable {
  /// 210 bits an inch, letters and digits.
  case one = 1
  /// 75 bits an inch, digits.
  case two = 2
  /// 210 bits an inch, digits, often rewritten.
  case three = 3

  /// Orders tracks by number.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
