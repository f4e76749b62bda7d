package import BusinessCalendar
package import Wording

/// One value while it is being read: each reading either succeeds or leaves a mistake in the log.
package struct Value {
  package let node: DocumentNode
  package let path: Path
  package let log: MistakeLog

  package init(node: DocumentNode, path: Path, log: MistakeLog) {
    self.node = node
    self.path = path
    self.log = log
  }

  /// Where it stands in the text.
  package var place: Place { node.place }

  /// Where a value below this one stands, such as `levels[1].rate`; what is not there lends its place to what
  /// it would be part of.
  package func place(of path: String) -> Place {
    var node = node
    for step in path.split(whereSeparator: { $0 == "." || $0 == "[" }) {
      let index = step.hasSuffix("]") ? Int(step.dropLast()) : nil
      switch node.content {
      case .mapping(let members):
        guard let member = members.first(where: { $0.key == step }) else { return node.place }
        node = member.value
      case .sequence(let items):
        guard let index, items.indices.contains(index) else { return node.place }
        node = items[index]
      case .scalar, .null, .missing: return node.place
      }
    }
    return node.place
  }

  /// Leaves a mistake about this value.
  package func refuse(_ code: String, _ sentence: Sentence, suggestion: Sentence? = nil) {
    log.add(code, path: path.text, place: node.place, sentence, suggestion: suggestion)
  }

  /// The scalar's text, if it was written in one of the given ways.
  package func scalar(_ styles: Set<ScalarStyle>) -> String? {
    guard case .scalar(let text, let style) = node.content, styles.contains(style) else {
      return nil
    }
    return text
  }

  /// Says what should stand here.
  package func wrongType(_ wanted: Sentence) {
    if case .missing = node.content { return refuse("missingField", .noEntry) }
    refuse(
      "wrongType",
      .init(
        zhHans: "此处应为\(wanted.simplifiedChinese)。", zhHant: "此處應為\(wanted.traditionalChinese)。",
        en: "This must be \(wanted.english)."))
  }

  /// Text that is not empty, holds no control characters and is at most 200 characters long.
  package func text() -> String? {
    guard let text = scalar([.quoted, .plain]) else {
      wrongType(.init(zhHans: "文字", zhHant: "文字", en: "a string"))
      return nil
    }
    let bad = text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    guard !isBlank, text.count <= 200, !bad else {
      refuse(
        "invalidText",
        .init(
          zhHans: "文字须为 1 至 200 个字符，不含控制字符，也不能只有空格。",
          zhHant: "文字須為 1 至 200 個字元，不含控制字元，也不能只有空格。",
          en: "Text must have 1 to 200 characters, no control characters, and not only blanks."))
      return nil
    }
    return text
  }

  /// A whole number within a range.
  package func whole(_ range: ClosedRange<Int64>) -> Int64? {
    guard let text = scalar([.number, .plain]) else {
      wrongType(.init(zhHans: "整数", zhHant: "整數", en: "a whole number, without quotes"))
      return nil
    }
    guard let number = Int64(text), text.first != "+", range.contains(number) else {
      refuse(
        "outOfRange",
        .init(
          zhHans: "须为 \(range.lowerBound) 至 \(range.upperBound) 的整数，而不是 \(text)。",
          zhHant: "須為 \(range.lowerBound) 至 \(range.upperBound) 的整數，而不是 \(text)。",
          en:
            "This must be a whole number from \(range.lowerBound) to \(range.upperBound), "
            + "not \(text)."))
      return nil
    }
    return number
  }

  /// A business date that exists.
  package func date() -> BusinessDate? {
    guard let text = scalar([.quoted, .plain]), let date = BusinessDate(text) else {
      let given = scalar([.quoted, .plain, .number, .flag]).map { " \"\($0)\"" } ?? ""
      refuse(
        "invalidDate",
        .init(
          zhHans: "不是存在的日期\(given)。", zhHant: "不是存在的日期\(given)。",
          en: "This is not a date that exists:\(given)."),
        suggestion: .init(
          zhHans: "请写成 2026-11-22。", zhHant: "請寫成 2026-11-22。", en: "Write it like 2026-11-22."))
      return nil
    }
    return date
  }

  /// `true` or `false`.
  package func flag() -> Bool? {
    switch scalar([.flag, .plain]) {
    case "true": return true
    case "false": return false
    default:
      wrongType(.init(zhHans: " true 或 false", zhHant: " true 或 false", en: "true or false"))
      return nil
    }
  }

  /// One of a fixed set of words.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type)
    -> Choice?
  {
    choice(of: Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
  }

  /// One of the given words.
  package func choice(of words: [String]) -> String? {
    let text = scalar([.quoted, .plain, .number, .flag])
    if let text, words.contains(text) { return text }
    let list = words.joined(separator: ", ")
    let guess = text.flatMap { Spelling.closest(to: $0, among: words) }
    refuse(
      "unknownValue",
      .init(
        zhHans: "须为以下之一：\(list)。", zhHant: "須為以下之一：\(list)。", en: "This must be one of: \(list)."),
      suggestion: guess.map {
        .init(zhHans: "是否要写“\($0)”？", zhHant: "是否要寫「\($0)」？", en: "Did you mean \"\($0)\"?")
      })
    return nil
  }

  /// The mapping's fields; the reader calls `finish()` when done.
  package func fields() -> Fields? {
    guard case .mapping(let members) = node.content else {
      wrongType(.init(zhHans: "一组字段", zhHant: "一組欄位", en: "an object with fields"))
      return nil
    }
    return Fields(members, path: path, place: node.place, log: log)
  }

  /// The list's items, at most `limit`.
  package func items(atMost limit: Int = 10_000) -> [Value]? {
    guard case .sequence(let nodes) = node.content else {
      wrongType(.init(zhHans: "列表", zhHant: "清單", en: "a list"))
      return nil
    }
    guard nodes.count <= limit else {
      refuse(
        "outOfRange",
        .init(
          zhHans: "最多 \(limit) 项。", zhHant: "最多 \(limit) 項。", en: "At most \(limit) entries."))
      return nil
    }
    let parent = Path.Node(path)
    return nodes.enumerated().map { Value(node: $1, path: parent.index($0), log: log) }
  }

  /// A text in three languages: `zh-Hans`, `zh-Hant` and `en`.
  package func sentence() -> Sentence? {
    guard let fields = fields() else { return nil }
    let hans = fields.require("zh-Hans")?.text()
    let hant = fields.require("zh-Hant")?.text()
    let english = fields.require("en")?.text()
    fields.finish()
    guard let hans, let hant, let english else { return nil }
    return Sentence(zhHans: hans, zhHant: hant, en: english)
  }
}

extension Value {
  /// An id: letters, digits, `-`, `_` and `.`, at most 64.
  package func identifier() -> String? {
    guard let text = text() else { return nil }
    let allowed = text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || $0 == "-" || $0 == "_" || $0 == "."
    }
    guard allowed, text.unicodeScalars.count <= 64 else {
      refuse(
        "invalidText",
        .init(
          zhHans: "编号只可用字母、数字和 - _ .，最多 64 个字符。",
          zhHant: "編號只可用字母、數字和 - _ .，最多 64 個字元。",
          en: "An id has only letters, digits, and - _ . and at most 64 of them."))
      return nil
    }
    return text
  }

  /// A list without repetitions, with at least one entry.
  package func set<Element: Hashable>(_ read: (Value) -> Element?) -> Set<Element>? {
    guard let items = items(atMost: 100) else { return nil }
    if items.isEmpty {
      refuse(
        "missingField",
        .init(zhHans: "列表是空的。", zhHant: "清單是空的。", en: "The list is empty."))
    }
    let elements = items.compactMap(read)
    return elements.count == items.count ? Set(elements) : nil
  }

  /// Says which names of a list are given more than once.
  package func refuseRepeated(_ names: [String]) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      refuse(
        "duplicateEntry",
        .init(
          zhHans: "“\(name)”出现了不止一次。", zhHant: "「\(name)」出現了不止一次。",
          en: "\"\(name)\" appears more than once."))
    }
  }
}

extension Sentence {
  fileprivate static var noEntry: Sentence {
    Sentence(zhHans: "这一项没有内容。", zhHant: "這一項沒有內容。", en: "This entry has no value.")
  }
}
