/// A language that CardLane speaks to cashiers, members and on slips. Raw values are BCP 47 tags.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
  /// Chinese in simplified characters.
  case simplifiedChinese = "zh-Hans"
  /// Chinese in traditional characters.
  case traditionalChinese = "zh-Hant"
  /// English.
  case english = "en"
}
