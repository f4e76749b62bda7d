import Foundation

/// Ids of members who come with a card that nobody enrolled.
public enum MemberID {
  /// A new id that no other lane makes: `M-` and a random UUID.
  public static func random() -> String { "M-" + UUID().uuidString.lowercased() }
}
