import FoundationEssentials

/// Takes a key file's JSON apart strictly: every field is needed, none may be unknown, and an error
/// names the field.
struct KeyFileReader {
  /// The file, as errors name it.
  let path: String

  func malformed(_ field: String, _ reason: String) -> KeyFileError {
    .malformed(path: path, field: field, reason: reason)
  }

  func root(_ json: [UInt8]) throws(KeyFileError) -> [String: JSONValue] {
    guard !json.isEmpty else { throw malformed("", "the file is empty") }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json)) else {
      throw malformed("", "not JSON, or cut off")
    }
    guard case .object(let root) = value else { throw malformed("", "not a JSON object") }
    return root
  }

  func refuseUnknown(
    in object: [String: JSONValue], known: Set<String>, at place: String
  ) throws(KeyFileError) {
    if let unknown = object.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknownField(path: path, field: place + unknown)
    }
  }

  private func value(
    _ object: [String: JSONValue], _ name: String, at place: String
  ) throws(KeyFileError) -> JSONValue {
    guard let found = object[name] else { throw malformed(place + name, "missing") }
    return found
  }

  func text(
    _ object: [String: JSONValue], _ name: String, at place: String
  ) throws(KeyFileError) -> String {
    guard case .text(let text) = try value(object, name, at: place) else {
      throw malformed(place + name, "not a string")
    }
    return text
  }

  func integer(
    _ object: [String: JSONValue], _ name: String, at place: String
  ) throws(KeyFileError) -> Int {
    guard case .integer(let integer) = try value(object, name, at: place) else {
      throw malformed(place + name, "not a whole number")
    }
    return integer
  }

  func object(
    _ parent: [String: JSONValue], _ name: String
  ) throws(KeyFileError) -> [String: JSONValue] {
    guard case .object(let object) = try value(parent, name, at: "") else {
      throw malformed(name, "not an object")
    }
    return object
  }

  func array(
    _ parent: [String: JSONValue], _ name: String
  ) throws(KeyFileError) -> [JSONValue] {
    guard case .array(let array) = try value(parent, name, at: "") else {
      throw malformed(name, "not a list")
    }
    return array
  }

  func hex(
    _ object: [String: JSONValue], _ name: String, at place: String, counts: ClosedRange<Int>
  ) throws(KeyFileError) -> [UInt8] {
    guard let bytes = Hex.bytes(try text(object, name, at: place)) else {
      throw malformed(place + name, "not pairs of hexadecimal digits")
    }
    guard counts.contains(bytes.count) else {
      let wanted =
        counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
      throw malformed(place + name, "\(bytes.count) bytes instead of \(wanted)")
    }
    return bytes
  }

  func derivation(
    _ object: [String: JSONValue]
  ) throws(KeyFileError) -> PassphraseDerivation {
    let place = "derivation."
    try refuseUnknown(
      in: object, known: ["name", "salt", "cost", "blockSize", "parallelism"], at: place)
    let name = try text(object, "name", at: place)
    guard name == "scrypt" else { throw malformed(place + "name", "not \"scrypt\"") }
    guard
      let derivation = PassphraseDerivation(
        salt: try hex(object, "salt", at: place, counts: 8...64),
        cost: try integer(object, "cost", at: place),
        blockSize: try integer(object, "blockSize", at: place),
        parallelism: try integer(object, "parallelism", at: place))
    else { throw malformed("derivation", "scrypt parameters out of range") }
    return derivation
  }

  func entry(
    _ object: [String: JSONValue], at place: String
  ) throws(KeyFileError) -> KeyFileDocument.Entry {
    try refuseUnknown(in: object, known: ["year", "right", "checkValue", "wrapped"], at: place)
    let year = try integer(object, "year", at: place)
    guard KeyFile.yearRange.contains(year) else {
      throw malformed(place + "year", "\(year) is not a card year")
    }
    guard let right = KeyRight(rawValue: try text(object, "right", at: place)) else {
      throw malformed(place + "right", "neither \"verify\" nor \"issue\"")
    }
    guard let checkValue = KeyCheckValue(try text(object, "checkValue", at: place)) else {
      throw malformed(place + "checkValue", "not 6 hexadecimal digits")
    }
    return KeyFileDocument.Entry(
      year: year, right: right, checkValue: checkValue,
      wrapped: try hex(object, "wrapped", at: place, counts: 32...32))
  }
}
