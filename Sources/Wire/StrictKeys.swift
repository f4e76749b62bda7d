/// Keys of a document that nobody asked for.
package enum StrictKeys {
  /// Refuses them: a misspelt field must not be lost in silence.
  package static func refuseUnknown(in decoder: any Decoder, known: [String]) throws {
    let container = try decoder.container(keyedBy: NamedKey.self)
    for key in container.allKeys where !known.contains(key.stringValue) {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container,
        debugDescription: "there is no such field here; known: \(known.joined(separator: ", "))")
    }
  }
}

/// A key that is known when the program runs.
package struct NamedKey: CodingKey {
  package let stringValue: String
  package var intValue: Int? { nil }

  package init(_ name: String) { stringValue = name }
  package init?(stringValue: String) { self.init(stringValue) }
  package init?(intValue: Int) { return nil }
}
