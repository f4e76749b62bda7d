import Wording

/// A mapping while it is being read: hands out its values, and at the end reports the keys that
/// nobody asked for.
package final class Fields {
  private let node: Path.Node
  /// Where the mapping begins.
  package let place: Place
  /// Where mistakes go.
  package let log: MistakeLog
  private let members: [DocumentNode.Member]
  private var known: [String] = []
  private var complained: Set<String> = []

  /// Whether a line of the mapping could not be read: then what seems missing may stand there.
  private let isDamaged: Bool

  package init(_ members: [DocumentNode.Member], path: Path, place: Place, log: MistakeLog) {
    self.members = members.filter { !$0.isDamage }
    isDamaged = members.contains(where: \.isDamage)
    node = Path.Node(path)
    self.place = place
    self.log = log
  }

  /// The mapping's own path, such as `lines[0]`; empty for the document.
  package var path: String { node.text }
  /// The path of one of its fields, such as `lines[0].quantity`.
  package func path(of key: String) -> String { node.key(key).text }
  /// The names of its fields as written.
  package var keys: [String] { members.map(\.key) }
  /// Where a field's name stands; `nil` when the field is not there.
  package func place(of key: String) -> Place? { members.first { $0.key == key }?.place }

  /// A value that must be there; its absence, and a field without a value, are mistakes.
  package func require(_ key: String) -> Value? {
    guard let value = find(key) else {
      if isDamaged || members.contains(where: { $0.key == key }) { return nil }
      complain(
        key, at: place,
        .init(zhHans: "缺少这个字段。", zhHant: "缺少這個欄位。", en: "This field is missing."))
      return nil
    }
    guard case .null = value.node.content else { return value }
    complain(key, at: value.place, .noValue)
    return nil
  }

  /// A value that may be left out. A field that is named has a value: without one it would silently
  /// count as left out. Only JSON's `null` says on purpose that there is none.
  package func optional(_ key: String) -> Value? {
    guard let value = find(key) else { return nil }
    if case .null = value.node.content { return nil }
    return value
  }

  /// Reports every key that was never asked for.
  package func finish() {
    for member in members where !known.contains(member.key) {
      // What is missing is meant more likely than what is there already.
      let given = Set(members.map(\.key))
      let guesses = known.filter { !given.contains($0) } + known.filter(given.contains)
      log.add(
        .unknownKey(
          member.key, path: path(of: member.key), place: member.place, known: guesses))
    }
  }

  /// The value of a key, if it is named and has one; named without one is a mistake.
  private func find(_ key: String) -> Value? {
    if !known.contains(key) { known.append(key) }
    guard let found = members.first(where: { $0.key == key }) else { return nil }
    if case .missing = found.value.content {
      complain(key, at: found.place, .noValue)
      return nil
    }
    return Value(node: found.value, path: node.key(key), log: log)
  }

  /// Says once what is wrong with a key, however often it is asked for.
  private func complain(_ key: String, at place: Place, _ sentence: Sentence) {
    guard complained.insert(key).inserted else { return }
    log.add("missingField", path: path(of: key), place: place, sentence)
  }
}

extension DocumentNode.Member {
  /// Whether it stands for a line that could not be read.
  fileprivate var isDamage: Bool { key.unicodeScalars.first == YAMLText.damage }
}

extension Sentence {
  static var noValue: Sentence {
    Sentence(zhHans: "这个字段没有值。", zhHant: "這個欄位沒有值。", en: "This field has no value.")
  }
}
