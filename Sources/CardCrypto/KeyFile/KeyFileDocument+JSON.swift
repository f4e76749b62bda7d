extension KeyFileDocument {
  /// The text of the file: JSON with sorted keys, so that two files compare line by line.
  var json: [UInt8] {
    let version = readerKeys.isEmpty ? Self.version : Self.versionWithReaderKeys
    var lines = [
      "{", "  \"format\": \"\(Self.format)\",", "  \"version\": \(version),",
      "  \"derivation\": {\"name\": \"scrypt\", \"salt\": \"\(Hex.text(derivation.salt))\", "
        + "\"cost\": \(derivation.cost), \"blockSize\": \(derivation.blockSize), "
        + "\"parallelism\": \(derivation.parallelism)},",
      "  \"seal\": \"\(Hex.text(seal))\",", "  \"keys\": [",
    ]
    let sorted = entries.sorted { $0.year < $1.year }
    for (index, entry) in sorted.enumerated() {
      lines.append(
        "    {\"year\": \(entry.year), \"right\": \"\(entry.right.rawValue)\", "
          + "\"checkValue\": \"\(entry.checkValue)\", \"wrapped\": \"\(Hex.text(entry.wrapped))\"}"
          + (index + 1 < sorted.count ? "," : ""))
    }
    lines.append(readerKeys.isEmpty ? "  ]" : "  ],")
    lines += WrappedReaderKey.lines(readerKeys) + ["}", ""]
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Reads the text of a file; `path` is named in errors.
  init(json: [UInt8], path: String) throws(KeyFileError) {
    let reader = KeyFileReader(path: path)
    let root = try reader.root(json)
    let format = try reader.text(root, "format", at: "")
    guard format == Self.format else {
      throw reader.malformed("format", "not \"\(Self.format)\"")
    }
    let version = try reader.integer(root, "version", at: "")
    guard version == Self.version || version == Self.versionWithReaderKeys else {
      throw .unknownVersion(path: path, version: version)
    }
    let hasReaderKeys = version == Self.versionWithReaderKeys
    try reader.refuseUnknown(
      in: root,
      known: Set(
        ["format", "version", "derivation", "seal", "keys"] + (hasReaderKeys ? ["readerKeys"] : [])),
      at: "")
    derivation = try reader.derivation(reader.object(root, "derivation"))
    seal = try reader.hex(root, "seal", at: "", counts: 24...24)
    entries = []
    for (index, element) in try reader.array(root, "keys").enumerated() {
      let place = "keys[\(index)]"
      guard case .object(let object) = element else {
        throw reader.malformed(place, "not an object")
      }
      let entry = try reader.entry(object, at: place + ".")
      guard !entries.contains(where: { $0.year == entry.year }) else {
        throw reader.malformed(place + ".year", "\(entry.year) appears twice")
      }
      entries.append(entry)
    }
    if hasReaderKeys { readerKeys = try reader.readerKeys(root) }
  }
}
