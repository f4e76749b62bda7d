/// Reading a whole document strictly, with everything that is wrong with it at once.
package enum Document {
  /// How a document is written.
  package enum Form: Sendable, Hashable {
    case yaml
    case json
    /// JSON where the first character is `{` or `[`, else YAML.
    case either
  }

  /// Reads a document.
  ///
  /// ```swift
  /// let lane = try Document.read(bytes, as: .yaml, file: "lane.yaml") { document in
  ///   guard let fields = document.fields() else { return nil }
  ///   let store = fields.require("store")?.identifier()
  ///   let timeout = fields.optional("timeout")?.whole(50...60_000)
  ///   fields.finish()  // reports the keys that nobody asked for
  ///   return store.map { Lane(store: $0, timeout: timeout ?? 2_000) }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - form: YAML or JSON.
  ///   - file: the file's name, for messages; `nil` where the document is none.
  ///   - read: takes the document apart; each reading that fails leaves its mistake.
  /// - Throws: ``DocumentError`` with every mistake, each with its line and column.
  package static func read<Content>(
    _ bytes: [UInt8], as form: Form, file: String? = nil, _ read: (Value) -> Content?
  ) throws(DocumentError) -> Content {
    let log = MistakeLog()
    let content = value(bytes, as: form, log: log).flatMap(read)
    guard log.isEmpty, let content else { throw DocumentError(file: file, mistakes: log.sorted) }
    return content
  }

  /// The document's root; `nil` when it is not of its form, with the reason in `log`.
  package static func value(_ bytes: [UInt8], as form: Form, log: MistakeLog) -> Value? {
    guard let text = UTF8Text.decode(bytes, into: log) else { return nil }
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    let isJSON = form == .json || form == .either && (first == "{" || first == "[")
    let node =
      isJSON ? JSONText.read(Array(text.utf8), into: log) : YAMLText.read(text, into: log)
    return node.map { Value(node: $0, path: .root, log: log) }
  }
}
