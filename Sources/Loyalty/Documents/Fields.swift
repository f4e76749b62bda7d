import Wording

/// A mapping while it is being read: hands out its values, and at the end reports the keys that
/// nobody asked for.
final class Fields {
  private let node: Path.Node
  let place: Place
  let log: MistakeLog
  private let members: [DocumentNode.Member]
  private var known: [String] = []

  init(_ members: [DocumentNode.Member], path: Path, place: Place, log: MistakeLog) {
    self.members = members
    node = Path.Node(path)
    self.place = place
    self.log = log
  }

  private func find(_ key: String) -> DocumentNode? {
    if !known.contains(key) { known.append(key) }
    return members.first { $0.key == key }?.value
  }

  var path: String { node.text }
  func path(of key: String) -> String { node.key(key).text }

  /// A value that must be there; its absence (or null) is a mistake.
  func require(_ key: String) -> Value? {
    guard let found = find(key) else {
      log.add(
        "missingField", path: path(of: key), place: place,
        .init(zhHans: "缺少这个字段。", zhHant: "缺少這個欄位。", en: "This field is missing."))
      return nil
    }
    let value = Value(node: found, path: node.key(key), log: log)
    if case .null = found.content {
      value.refuse(
        "missingField",
        .init(zhHans: "这个字段没有值。", zhHant: "這個欄位沒有值。", en: "This field has no value."))
      return nil
    }
    return value
  }

  /// A value that may be left out; null counts as left out.
  func optional(_ key: String) -> Value? {
    guard let found = find(key) else { return nil }
    if case .null = found.content { return nil }
    return Value(node: found, path: node.key(key), log: log)
  }

  /// Reports every key that was never asked for.
  func finish() {
    for member in members where !known.contains(member.key) {
      // What is missing is meant more likely than what is there already.
      let given = Set(members.map(\.key))
      let guesses = known.filter { !given.contains($0) } + known.filter(given.contains)
      log.add(
        .unknownKey(
          member.key, path: path(of: member.key), place: member.place, known: guesses))
    }
  }
}
