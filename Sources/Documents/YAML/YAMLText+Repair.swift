import Wording
import Yams

/// Going on after a mistake of YAML itself, so that the rest of the file is judged in the same run.
extension YAMLText {
  /// Where and what an error of the parser is, in words of the house.
  static func mistake(_ error: any Error, in text: String) -> Mistake {
    let (place, context, problem) = parts(of: error)
    let (sentence, advice) = words(problem, context: context, at: place, in: text)
    return Mistake(
      code: "invalidYAML", path: "", line: place?.line, column: place?.column, sentence: sentence,
      suggestion: advice)
  }

  /// The text with the top-level section around a line blanked out; `nil` when nothing is left to blank.
  static func blankSection(
    in text: String, around line: Int
  ) -> (text: String, lines: ClosedRange<Int>)? {
    var lines = lines(of: text)
    guard !lines.isEmpty else { return nil }
    let index = min(max(line - 1, 0), lines.count - 1)
    var start = index
    while start > 0, !beginsSection(lines[start]) { start -= 1 }
    var end = max(index, start) + 1
    while end < lines.count, !beginsSection(lines[end]) { end += 1 }
    guard lines[start..<end].contains(where: { !$0.allSatisfy(\.properties.isWhitespace) }) else {
      return nil
    }
    for blanked in start..<end { lines[blanked] = Substring.UnicodeScalarView() }
    return (String(String.UnicodeScalarView(lines.joined(separator: ["\n"]))), start + 1...end)
  }

  /// The lines of a text. A carriage return stays at the end of its line: as characters, it and the line feed
  /// are one that is no line feed.
  private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
    text[...].unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Whether a line begins a section: something other than a comment in its first column.
  private static func beginsSection(_ line: Substring.UnicodeScalarView) -> Bool {
    guard let first = line.first else { return false }
    return first != " " && first != "\t" && first != "#" && first != "\r"
  }

  private static func parts(
    of error: any Error
  ) -> (place: Place?, context: String, problem: String) {
    switch error as? YamlError {
    case .scanner(let context, let text, let mark, _), .parser(let context, let text, let mark, _),
      .composer(let context, let text, let mark, _):
      // What is opened and never closed is told of where it was opened.
      let opened = context.flatMap { context in
        ["quoted scalar", "flow"].contains { context.text.contains($0) } ? context.mark : nil
      }
      let mark = opened ?? mark
      return (Place(line: mark.line, column: mark.column), context?.text ?? "", text)
    case .reader(let text, _, _, _): return (nil, "", text)
    default: return (nil, "", "\(error)")
    }
  }

  private static func words(
    _ problem: String, context: String, at place: Place?, in text: String
  ) -> (Sentence, Sentence?) {
    if context.contains("quoted scalar") {
      return (
        .init(
          zhHans: "这里开始的文字没有用引号结束。", zhHant: "這裡開始的文字沒有用引號結束。",
          en: "The text that begins here is not closed with its quote."), nil
      )
    }
    if context.contains("flow") {
      return (
        .init(
          zhHans: "这里开始的 [ 或 { 没有正确结束。", zhHant: "這裡開始的 [ 或 { 沒有正確結束。",
          en: "What begins here with [ or { is not closed, or an entry lacks its comma."), nil
      )
    }
    if problem.contains("cannot start any token"), let place, isTab(in: text, at: place) {
      return (
        .init(
          zhHans: "这里用了制表符（Tab）缩进。", zhHant: "這裡用了定位字元（Tab）縮排。",
          en: "This line is indented with a tab."),
        .init(zhHans: "请改用空格。", zhHant: "請改用空格。", en: "Use spaces instead.")
      )
    }
    if problem.contains("mapping values are not allowed") {
      return (
        .init(
          zhHans: "此处多了一个冒号，或上一行的缩进不对。", zhHant: "此處多了一個冒號，或上一行的縮排不對。",
          en: "There is a colon too many here, or the line before is indented wrongly."),
        .init(
          zhHans: "含冒号的文字请加引号。", zhHant: "含冒號的文字請加引號。",
          en: "Put a text with a colon in quotes.")
      )
    }
    if problem.contains("could not find expected ':'") {
      return (
        .init(
          zhHans: "此处的字段名后缺少冒号。", zhHant: "此處的欄位名後缺少冒號。",
          en: "A field name lacks its colon here."), nil
      )
    }
    if problem.contains("did not find expected key")
      || problem.contains("did not find expected '-' indicator")
    {
      return (
        .init(
          zhHans: "此行的缩进与同组各行不一致。", zhHant: "此行的縮排與同組各行不一致。",
          en: "This line is not indented like the others of its group."),
        .init(
          zhHans: "同组各行请用同样多的空格。", zhHant: "同組各行請用同樣多的空格。",
          en: "Give all lines of a group the same number of spaces.")
      )
    }
    if problem.contains("control characters") || problem.contains("not allowed in a plain") {
      return (
        .init(
          zhHans: "此处有不可用的控制字符。", zhHant: "此處有不可用的控制字元。",
          en: "There is a control character here."),
        .init(zhHans: "请删去。", zhHant: "請刪去。", en: "Delete it.")
      )
    }
    if problem.contains("cannot start any token") || problem.contains("escape") {
      return (
        .init(
          zhHans: "此处的符号有特殊含义，不能这样用。", zhHant: "此處的符號有特殊含義，不能這樣用。",
          en: "This sign means something to YAML and cannot stand here."),
        .init(
          zhHans: "含此符号的文字请加单引号。", zhHant: "含此符號的文字請加單引號。", en: "Put the text in single quotes.")
      )
    }
    return (
      .init(
        zhHans: "从此处起无法读懂文件的结构。", zhHant: "從此處起無法讀懂檔案的結構。",
        en: "From here on the structure of the file cannot be understood."),
      .init(
        zhHans: "请检查缩进、冒号后的空格、引号和括号。", zhHant: "請檢查縮排、冒號後的空格、引號和括號。",
        en: "Check the indentation, the space after each colon, the quotes and the brackets.")
    )
  }

  private static func isTab(in text: String, at place: Place) -> Bool {
    let lines = lines(of: text)
    guard lines.indices.contains(place.line - 1) else { return false }
    return lines[place.line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
  }
}

extension Mistake {
  /// A fault of a line, in its place.
  init(_ finding: LineCheck.Finding) {
    self.init(
      code: "invalidYAML", path: "", line: finding.line + 1, column: finding.column + 1,
      sentence: finding.fault.sentence, suggestion: finding.fault.advice)
  }
}
