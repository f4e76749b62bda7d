/// A reader's key as a key file holds it: nothing in it is secret without the passphrase.
struct WrappedReaderKey: Sendable, Equatable {
  let keySet: SwipeKeySet
  /// The key and its label, wrapped (RFC 3394): the key's length and 24 bytes more.
  let wrapped: [UInt8]

  /// Wraps a key together with what it is for, so that editing the file makes it useless.
  init(
    _ entry: MemorySwipeKeyStore.Entry, under keyEncryptionKey: SecretBytes
  ) throws(SwipeKeyError) {
    keySet = entry.keySet
    var payload: [UInt8] = []
    // Room for all of it, so that growing leaves no copy of the key behind.
    payload.reserveCapacity(entry.key.count + 16)
    unsafe entry.key.withBytes { unsafe payload.append(contentsOf: $0) }
    payload += Self.label(keySet)
    do throws(KeyStoreError) {
      wrapped = try AESKeyWrap.wrap(SecretBytes(consuming: &payload), under: keyEncryptionKey)
    } catch {
      throw .dukpt(.keyLength(entry.key.count))
    }
  }

  init(keySet: SwipeKeySet, wrapped: [UInt8]) {
    self.keySet = keySet
    self.wrapped = wrapped
  }

  /// Unwraps the key, or gives `nil` when anything in the entry was changed.
  func unwrapped(under keyEncryptionKey: SecretBytes) -> MemorySwipeKeyStore.Entry? {
    guard let payload = AESKeyWrap.unwrap(wrapped, under: keyEncryptionKey),
      SwipeKeySet.keyLengths(keySet.algorithm).contains(payload.count - 16)
    else { return nil }
    let label = Self.label(keySet)
    let isLabelled = unsafe payload.withBytes { bytes in
      unsafe ConstantTime.areEqual(bytes.suffix(label.count), label)
    }
    let key = unsafe payload.withBytes { bytes in unsafe SecretBytes(bytes.dropLast(label.count)) }
    guard isLabelled,
      (try? MemorySwipeKeyStore.checkValue(of: key, keySet.algorithm)) == keySet.checkValue
    else { return nil }
    return MemorySwipeKeyStore.Entry(keySet: keySet, key: key)
  }

  /// Sixteen bytes that say what the key is for.
  private static func label(_ set: SwipeKeySet) -> [UInt8] {
    let variant: UInt8 =
      switch set.variant {
      case .reader: 0
      case .pin: 1
      case .data: 2
      }
    return [
      UInt8(ascii: "R"), UInt8(ascii: "K"), 0x01, set.algorithm == .tdes ? 1 : 2,
      set.kind == .base ? 1 : 2, variant, UInt8(set.prefix.bytes.count), 0,
    ] + set.prefix.bytes + [UInt8](repeating: 0, count: 8 - set.prefix.bytes.count)
  }
}

extension WrappedReaderKey {
  /// The part of the file's text that holds reader keys; none for a file without them.
  static func lines(_ keys: [WrappedReaderKey]) -> [String] {
    guard !keys.isEmpty else { return [] }
    let sorted = keys.sorted { $0.place < $1.place }
    var lines = ["  \"readerKeys\": ["]
    for (index, key) in sorted.enumerated() {
      lines.append(
        "    {\"ksnPrefix\": \"\(key.keySet.prefix)\", "
          + "\"algorithm\": \"\(key.keySet.algorithm.rawValue)\", "
          + "\"kind\": \"\(key.keySet.kind.rawValue)\", "
          + "\"variant\": \"\(key.keySet.variant.rawValue)\", "
          + "\"checkValue\": \"\(key.keySet.checkValue)\", \"wrapped\": \"\(Hex.text(key.wrapped))\"}"
          + (index + 1 < sorted.count ? "," : ""))
    }
    return lines + ["  ]"]
  }

  private var place: String { keySet.prefix.description + keySet.algorithm.rawValue }
}

extension KeyFileReader {
  /// The reader keys of a file.
  func readerKeys(_ root: [String: JSONValue]) throws(KeyFileError) -> [WrappedReaderKey] {
    var keys: [WrappedReaderKey] = []
    for (index, element) in try array(root, "readerKeys").enumerated() {
      let place = "readerKeys[\(index)]"
      guard case .object(let object) = element else { throw malformed(place, "not an object") }
      let key = try readerKey(object, at: place + ".")
      guard !keys.contains(where: { $0.keySet.isOfSameReaders(as: key.keySet) }) else {
        throw malformed(place + ".ksnPrefix", "\(key.keySet.prefix) appears twice")
      }
      keys.append(key)
    }
    return keys
  }

  private func readerKey(
    _ object: [String: JSONValue], at place: String
  ) throws(KeyFileError) -> WrappedReaderKey {
    let known: Set = ["ksnPrefix", "algorithm", "kind", "variant", "checkValue", "wrapped"]
    try refuseUnknown(in: object, known: known, at: place)
    let prefixBytes = try hex(object, "ksnPrefix", at: place, counts: KeySetPrefix.lengths)
    guard let prefix = try? KeySetPrefix(prefixBytes) else {
      throw malformed(place + "ksnPrefix", "not 3 to 8 bytes")
    }
    guard let algorithm = DUKPTAlgorithm(rawValue: try text(object, "algorithm", at: place)) else {
      throw malformed(place + "algorithm", "neither \"tdes\" nor \"aes\"")
    }
    guard let kind = SwipeKeySet.Kind(rawValue: try text(object, "kind", at: place)) else {
      throw malformed(place + "kind", "neither \"base\" nor \"initial\"")
    }
    guard let variant = SwipeKeyVariant(rawValue: try text(object, "variant", at: place)) else {
      throw malformed(place + "variant", "none of \"reader\", \"pin\", \"data\"")
    }
    guard let checkValue = KeyCheckValue(try text(object, "checkValue", at: place)) else {
      throw malformed(place + "checkValue", "not 6 hexadecimal digits")
    }
    return WrappedReaderKey(
      keySet: SwipeKeySet(
        prefix: prefix, algorithm: algorithm, kind: kind, variant: variant, checkValue: checkValue),
      wrapped: try hex(object, "wrapped", at: place, counts: 40...56))
  }
}

extension SwipeKeySet {
  /// Whether two keys would be for the same readers.
  func isOfSameReaders(as other: SwipeKeySet) -> Bool {
    prefix == other.prefix && algorithm == other.algorithm
  }
}
