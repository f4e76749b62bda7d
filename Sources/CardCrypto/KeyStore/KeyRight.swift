/// What the holder of a key may do with it, least first.
public enum KeyRight: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
  /// Check cards.
  case verify
  /// Check cards and make new ones.
  case issue

  public static func < (left: Self, right: Self) -> Bool {
    left == .verify && right == .issue
  }
}
