/// The fields of a JSON object, written one by one. What is `nil` is left out.
struct JSONObject {
  private var container: KeyedEncodingContainer<NamedKey>

  init(_ encoder: any Encoder) {
    container = encoder.container(keyedBy: NamedKey.self)
  }

  /// Adds a field.
  mutating func put(_ name: String, _ value: (some Encodable)?) throws {
    try container.encodeIfPresent(value, forKey: NamedKey(name))
  }

  /// Adds a field that is null where there is no value.
  mutating func putNull(_ name: String) throws {
    try container.encodeNil(forKey: NamedKey(name))
  }
}
