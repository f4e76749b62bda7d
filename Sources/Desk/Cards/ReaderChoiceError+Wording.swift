package import Wording

extension ReaderChoiceError {
  package var message: Sentence {
    switch self {
    case .unknown(let name, let readers):
      let asked =
        name.isEmpty
        ? Sentence(
          zhHans: "没有给出读卡器名称。", zhHant: "沒有給出讀卡機名稱。",
          en: "The name of the reader is empty.")
        : Sentence(
          zhHans: "没有名称含“\(name)”的读卡器。", zhHant: "沒有名稱含「\(name)」的讀卡機。",
          en: "No reader has “\(name)” in its name.")
      let there =
        readers.isEmpty
        ? Sentence(
          zhHans: "当前没有连接任何读卡器。", zhHant: "目前沒有連接任何讀卡機。", en: "No reader is connected.")
        : Sentence(
          zhHans: "现有读卡器：\(Self.list(readers, "“", "”", "、"))。",
          zhHant: "現有讀卡機：\(Self.list(readers, "「", "」", "、"))。",
          en: "Readers that are there: \(Self.list(readers, "“", "”", ", ")).")
      return Sentence(
        zhHans: asked.simplifiedChinese + there.simplifiedChinese,
        zhHant: asked.traditionalChinese + there.traditionalChinese,
        en: asked.english + " " + there.english)
    case .noCard(let readers):
      return Sentence(
        zhHans: "没有人出示卡；读卡器\(Self.list(readers, "“", "”", "、"))工作正常。",
        zhHant: "沒有人出示卡；讀卡機\(Self.list(readers, "「", "」", "、"))工作正常。",
        en: "No card was presented; the reader \(Self.list(readers, "“", "”", ", ")) is fine.")
    }
  }

  package var hint: Sentence? {
    switch self {
    case .unknown(_, let readers) where readers.isEmpty:
      Sentence(
        zhHans: "请连接读卡器。", zhHant: "請連接讀卡機。",
        en: "Connect a reader.")
    case .unknown:
      Sentence(
        zhHans: "请给出其中一个名称或它的一部分；不指定则使用任意读卡器。",
        zhHant: "請給出其中一個名稱或它的一部分；不指定則使用任意讀卡機。",
        en: "Give one of these names or a part of it, or none to take any reader.")
    case .noCard:
      Sentence(
        zhHans: "请插卡或感应卡，再试一次。", zhHant: "請插卡或感應卡，再試一次。",
        en: "Insert or tap the card and try again.")
    }
  }

  private static func list(
    _ names: [String], _ open: String, _ close: String, _ separator: String
  ) -> String {
    names.map { open + $0 + close }.joined(separator: separator)
  }
}
