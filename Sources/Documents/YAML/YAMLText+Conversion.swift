import Wording
import Yams

extension YAMLText {
  /// Turns Yams' nodes into a document tree, with a limit on how many.
  struct Conversion {
    /// What stands for `*` in the text, so that it holds no alias.
    let star: Unicode.Scalar
    /// How many more nodes may come.
    var left: Int
    let log: MistakeLog

    /// One node with all below it; `nil` where there are too many or they nest too deeply.
    mutating func node(_ node: Node, depth: Int) -> DocumentNode? {
      left -= 1
      guard left >= 0, depth <= JSONText.deepest else { return nil }
      let place = place(of: node)
      switch node {
      case .scalar(let scalar): return self.scalar(scalar, place: place)
      case .sequence(let sequence):
        var items: [DocumentNode] = []
        for item in sequence {
          guard let item = self.node(item, depth: depth + 1) else { return nil }
          items.append(item)
        }
        return DocumentNode(content: .sequence(items), place: place)
      case .mapping(let mapping):
        var members: [DocumentNode.Member] = []
        for (key, value) in mapping {
          let name = key.scalar.map { read($0, place: self.place(of: key)) } ?? "?"
          // Keys that were blanked out because they are given twice.
          if let first = name.unicodeScalars.first, (0xE000..<0xF000).contains(first.value),
            first != YAMLText.damage
          {
            continue
          }
          guard let value = self.node(value, depth: depth + 1) else { return nil }
          members.append(.init(key: name, place: self.place(of: key), value: value))
        }
        return DocumentNode(content: .mapping(members), place: place)
      case .alias:
        return nil
      }
    }

    private func place(of node: Node) -> Place {
      Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private func scalar(_ scalar: Node.Scalar, place: Place) -> DocumentNode {
      let text = read(scalar, place: place)
      if isPlain(scalar), ["", "~", "null"].contains(text) {
        return DocumentNode(content: .missing, place: place)
      }
      return DocumentNode(content: .scalar(text, isPlain(scalar) ? .plain : .quoted), place: place)
    }

    private func isPlain(_ scalar: Node.Scalar) -> Bool {
      scalar.style == .plain || scalar.style == .any
    }

    /// The scalar's text as it was written; where it was an alias, the log says so.
    private func read(_ scalar: Node.Scalar, place: Place) -> String {
      if isPlain(scalar), scalar.string.unicodeScalars.first == star {
        log.add(
          "aliasNotSupported", path: "", place: place,
          .init(
            zhHans: "不可用 * 引用别处的内容。", zhHant: "不可用 * 引用別處的內容。",
            en: "A value cannot refer to another with *."),
          suggestion: .init(
            zhHans: "请把内容写全；文字请加引号。", zhHant: "請把內容寫全；文字請加引號。",
            en: "Write the value out; put a text in quotes."))
      }
      return scalar.string.replacing(String(star), with: "*")
    }
  }
}
