package import Wording

/// Collects every mistake of one reading, in the order of discovery.
package final class MistakeLog {
  package private(set) var mistakes: [Mistake] = []
  /// Whether a part of the document could not be read: then what seems missing may stand there.
  var isDamaged = false
  /// Whether anything could not be read, so that what depends on it cannot be judged.
  package var isIncomplete: Bool { isDamaged || !faultyLines.isEmpty }

  /// Lines that are wrong as such: that is told once, and what follows from it is not.
  var faultyLines: Set<Int> = []

  package init() {}

  package var isEmpty: Bool { mistakes.isEmpty }

  package func add(_ mistake: Mistake) {
    if let line = mistake.line, faultyLines.contains(line) { return }
    if isDamaged, mistake.code == "missingField" { return }
    // A file of nonsense must not grow an answer without bound.
    if mistakes.count < 200 { mistakes.append(mistake) }
  }

  package func add(
    _ code: String, path: String, place: Place?, _ sentence: Sentence, suggestion: Sentence? = nil
  ) {
    add(
      Mistake(
        code: code, path: path, line: place?.line, column: place?.column, sentence: sentence,
        suggestion: suggestion))
  }

  /// The mistakes by place in the document, those without a place last.
  package var sorted: [Mistake] { mistakes.inOrder }
}

extension [Mistake] {
  /// By place in the document, those without a place last.
  package var inOrder: [Mistake] {
    let order = enumerated().sorted { left, right in
      let a = (left.element.line ?? .max, left.element.column ?? .max, left.offset)
      let b = (right.element.line ?? .max, right.element.column ?? .max, right.offset)
      return a < b
    }
    return order.map(\.element)
  }
}

extension Mistake {
  package static func duplicateKey(_ key: String, path: String, place: Place) -> Mistake {
    Mistake(
      code: "duplicateKey", path: path, line: place.line, column: place.column,
      sentence: .init(
        zhHans: "“\(key)”写了不止一次。", zhHant: "「\(key)」寫了不止一次。",
        en: "\"\(key)\" is given more than once."),
      suggestion: .init(zhHans: "请只保留一个。", zhHant: "請只保留一個。", en: "Keep one of them."))
  }

  package static func unknownKey(_ key: String, path: String, place: Place, known: [String])
    -> Mistake
  {
    let guess = Spelling.closest(to: key, among: known)
    let list = known.joined(separator: ", ")
    return Mistake(
      code: "unknownKey", path: path, line: place.line, column: place.column,
      sentence: .init(
        zhHans: "没有“\(key)”这个字段。", zhHant: "沒有「\(key)」這個欄位。",
        en: "There is no field \"\(key)\" here."),
      suggestion: guess.map {
        .init(
          zhHans: "是否要写“\($0)”？", zhHant: "是否要寫「\($0)」？", en: "Did you mean \"\($0)\"?")
      }
        ?? .init(
          zhHans: "可用的字段：\(list)。", zhHant: "可用的欄位：\(list)。", en: "Known fields: \(list)."))
  }
}
