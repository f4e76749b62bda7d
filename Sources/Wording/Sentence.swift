/// One thing said in every language of the house.
public struct Sentence: Sendable, Hashable {
  /// In simplified Chinese.
  public let simplifiedChinese: String
  /// In traditional Chinese.
  public let traditionalChinese: String
  /// In English.
  public let english: String

  /// Makes a sentence from its three wordings.
  public init(zhHans: String, zhHant: String, en: String) {
    self.simplifiedChinese = zhHans
    self.traditionalChinese = zhHant
    self.english = en
  }

  /// The wording in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .simplifiedChinese: simplifiedChinese
    case .traditionalChinese: traditionalChinese
    case .english: english
    }
  }
}
