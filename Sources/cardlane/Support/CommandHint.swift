import Wording

/// The next step in terms of this program's options, where a room below could not name them.
enum CommandHint {
  /// The hint for an error; `nil` where the error's own says it.
  static func of(_ code: String) -> Sentence? {
    switch code {
    case "olderSequence":
      Sentence(
        zhHans: "--sequence 应更大。", zhHant: "--sequence 應更大。", en: "Give a higher --sequence.")
    case "cardBlocked":
      Sentence(
        zhHans: "请用更大的 --sequence 制新卡。", zhHant: "請用更大的 --sequence 製新卡。",
        en: "Make a new card with a higher --sequence.")
    case "cardTaken":
      Sentence(
        zhHans: "用 member find --number 查看；换卡用 member exchange。",
        zhHant: "用 member find --number 查看；換卡用 member exchange。",
        en: "Look with member find --number; hand out a new year's card with member exchange.")
    case "notEnoughCards":
      Sentence(
        zhHans: "请先登记收到的空白卡（stock --movement received）。",
        zhHant: "請先登記收到的空白卡（stock --movement received）。",
        en: "Book the cards that were received first (stock --movement received).")
    default: nil
    }
  }
}
