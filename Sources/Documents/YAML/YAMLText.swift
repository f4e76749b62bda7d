import Wording
import Yams

/// Reads YAML into a document tree with places, through Yams' nodes and marks.
package enum YAMLText {
  /// A key that begins with this stands for a line that could not be read.
  static let damage: Unicode.Scalar = "\u{EFFF}"
  /// Keys that begin with this were blanked out because they are given twice.
  private static let blank: Unicode.Scalar = "\u{E000}"
  private static let mostNodes = 20_000
  private static let mostBytes = 1 << 20
  /// How many duplicate keys are looked for, one after the other.
  private static let mostRounds = 50

  /// Reads a document; `nil` when it is not YAML, with the reason in `log`.
  package static func read(_ text: String, into log: MistakeLog) -> DocumentNode? {
    guard text.utf8.count <= mostBytes else {
      log.add(
        "fileTooLarge", path: "", place: nil,
        .init(
          zhHans: "文件超过 1 MiB。", zhHant: "檔案超過 1 MiB。", en: "The file is larger than 1 MiB."))
      return nil
    }
    guard let star = freeMark(for: text) else {
      log.add(
        "invalidText", path: "", place: nil,
        .init(
          zhHans: "文件含有过多私用区字符。", zhHant: "檔案含有過多私用區字元。",
          en: "The file uses too many private-use characters."))
      return nil
    }
    var lines = LineCheck(text)
    lines.run()
    for finding in lines.findings { log.add(Mistake(finding)) }
    log.faultyLines = Set(lines.findings.map { $0.line + 1 })
    if lines.isLevelDoubtful { log.isDamaged = true }
    // Aliases are taken out of the text before it is composed: a few of them, nested, unfold to more
    // than any machine holds. Where one stood, a scalar is left that begins with `star`.
    var text = lines.text.replacing("*", with: String(star))
    // Each round reads the whole text, so a large one gets fewer.
    var rounds = min(mostRounds, max(1, mostBytes / max(1, text.utf8.count)))
    var isRepaired = false
    while true {
      rounds -= 1
      guard rounds >= 0 else { return nil }
      do {
        guard let root = try compose(yaml: text) else {
          if isRepaired { return nil }
          log.add(
            "emptyFile", path: "", place: Place(line: 1, column: 1),
            .init(zhHans: "文件是空的。", zhHant: "檔案是空的。", en: "The file is empty."))
          return nil
        }
        var conversion = Conversion(star: star, left: mostNodes, log: log)
        guard let node = conversion.node(root, depth: 0) else {
          log.add(
            "fileTooLarge", path: "", place: nil,
            .init(
              zhHans: "文件的内容过多或嵌套过深。", zhHant: "檔案的內容過多或巢狀過深。",
              en: "The file holds too many values or nests too deeply."))
          return nil
        }
        return node
      } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
        // Yams stops here; blanking the first of the two lets the rest of the file be judged too.
        let place = Place(line: context.mark.line, column: context.mark.column)
        let key = duplicates.first ?? ""
        log.add(.duplicateKey(key, path: key, place: place))
        guard let repaired = blankKey(in: text, at: place) else { return nil }
        text = repaired
      } catch {
        // The parser stops at its first mistake; the section around it is left out, so that the others
        // can be judged too. What is missing then is not the writer's mistake.
        let mistake = mistake(error, in: text)
        log.isDamaged = true
        guard let line = mistake.line,
          let (repaired, blanked) = blankSection(in: text, around: line)
        else {
          if log.isEmpty { log.add(mistake) }
          return nil
        }
        // Where a line of the section is known to be wrong, this is said already.
        if log.faultyLines.isDisjoint(with: blanked) { log.add(mistake) }
        text = repaired
        isRepaired = true
      }
    }
  }

  private static func blankKey(in text: String, at place: Place) -> String? {
    var scalars = Array(text.unicodeScalars)
    var line = 1
    var index = 0
    while line < place.line, index < scalars.count {
      if scalars[index] == "\n" { line += 1 }
      index += 1
    }
    index += place.column - 1
    if index < scalars.count, scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, scalars[index] != blank else { return nil }
    var number = blank.value
    // Each blanked key needs a name of its own, or they would be duplicates again.
    while scalars.contains(where: { $0.value == number }) { number += 1 }
    guard number < 0xF000, let mark = Unicode.Scalar(number) else { return nil }
    scalars[index] = mark
    var repaired = String.UnicodeScalarView()
    repaired.append(contentsOf: scalars)
    return String(repaired)
  }

  /// A private-use character that the text does not use.
  private static func freeMark(for text: String) -> Unicode.Scalar? {
    let used = Set(text.unicodeScalars.lazy.map(\.value).filter { (0xF000..<0xF100).contains($0) })
    return (0xF000..<0xF100).first { !used.contains($0) }.flatMap { Unicode.Scalar($0) }
  }
}
