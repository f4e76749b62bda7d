import Desk
import Wording

/// What is in force as a table for people.
struct LaneShowWords {
  let file: String?
  let rows: [ShownSetting]

  func text(_ language: Language) -> String {
    let head =
      file.map { path in
        Sentence(
          zhHans: "款台文件：\(path)", zhHant: "款台檔案：\(path)", en: "Lane file: \(path)")
      }
      ?? Sentence(zhHans: "没有款台文件。", zhHant: "沒有款台檔案。", en: "There is no lane file.")
    let name = rows.map(\.name.count).max() ?? 0
    let nothing = Sentence(zhHans: "（没有）", zhHant: "（沒有）", en: "(none)")[language]
    let lines = rows.map { row in
      let gap = String(repeating: " ", count: name - row.name.count + 2)
      return "  \(row.name)\(gap)\(row.value ?? nothing)  ← \(row.origin.sentence[language])"
    }
    return ([head[language]] + lines).joined(separator: "\n")
  }
}
