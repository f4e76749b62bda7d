public import Wording

extension MemberValue.Group {
  /// The group's name for people (rule C4).
  public var name: Sentence {
    switch self {
    case .highValue: Sentence(zhHans: "高价值", zhHant: "高價值", en: "high")
    case .promising: Sentence(zhHans: "有潜力", zhHant: "有潛力", en: "promising")
    case .toBeWonBack: Sentence(zhHans: "待挽回", zhHant: "待挽回", en: "to be won back")
    case .steady: Sentence(zhHans: "平稳", zhHant: "平穩", en: "steady")
    }
  }
}
