/// Reader keys in this process's memory: what an unlocked key file becomes, and what tests use.
public struct MemorySwipeKeyStore: SwipeKeyStore {
  /// One key with what it is for.
  struct Entry: Sendable {
    let keySet: SwipeKeySet
    let key: SecretBytes
  }

  private var entries: [Entry] = []

  /// Makes an empty store.
  public init() {}

  init(entries: [Entry]) { self.entries = entries }

  /// The key sets for which keys are held, in the order in which they were added.
  public var keySets: [SwipeKeySet] { entries.map(\.keySet) }

  /// Adds a base derivation key for the readers whose key serial numbers begin with a prefix. A key
  /// for the same prefix gives way.
  ///
  /// Throws ``SwipeKeyError/dukpt(_:)`` for a key of the wrong length.
  public mutating func add(
    baseKey: SecretBytes, prefix: KeySetPrefix, algorithm: DUKPTAlgorithm = .tdes,
    variant: SwipeKeyVariant = .reader
  ) throws(SwipeKeyError) {
    insert(
      try Self.entry(
        baseKey, prefix: prefix, algorithm: algorithm, kind: .base, variant: variant))
  }

  /// Adds the initial key of one reader; a key serial number of any of its transactions names it.
  public mutating func add(
    initialKey: SecretBytes, of number: KeySerialNumber, variant: SwipeKeyVariant = .reader
  ) throws(SwipeKeyError) {
    insert(
      try Self.entry(
        initialKey, prefix: KeySetPrefix(deviceOf: number), algorithm: number.algorithm,
        kind: .initial, variant: variant))
  }

  private mutating func insert(_ entry: Entry) {
    entries.removeAll {
      $0.keySet.prefix == entry.keySet.prefix && $0.keySet.algorithm == entry.keySet.algorithm
    }
    entries.append(entry)
  }

  static func entry(
    _ key: SecretBytes, prefix: KeySetPrefix, algorithm: DUKPTAlgorithm, kind: SwipeKeySet.Kind,
    variant: SwipeKeyVariant
  ) throws(SwipeKeyError) -> Entry {
    guard SwipeKeySet.keyLengths(algorithm).contains(key.count) else {
      throw .dukpt(.keyLength(key.count))
    }
    let keySet = SwipeKeySet(
      prefix: prefix, algorithm: algorithm, kind: kind, variant: variant,
      checkValue: try checkValue(of: key, algorithm))
    return Entry(keySet: keySet, key: key)
  }

  static func checkValue(
    of key: SecretBytes, _ algorithm: DUKPTAlgorithm
  ) throws(SwipeKeyError) -> KeyCheckValue {
    do throws(DUKPTError) {
      switch algorithm {
      case .tdes: return try TDESDUKPT.checkValue(of: key)
      case .aes:
        guard let value = try? KeyCheckValue(of: key) else { throw .keyLength(key.count) }
        return value
      }
    } catch {
      throw .dukpt(error)
    }
  }

  /// The initial key of one reader, for a till that needs no more.
  ///
  /// Throws ``SwipeKeyError/noKeySet(_:)``.
  func initialKey(for number: KeySerialNumber) throws(SwipeKeyError) -> Entry {
    let entry = try entry(for: number)
    guard entry.keySet.kind == .base else { return entry }
    let key: SecretBytes
    do throws(DUKPTError) {
      key = try Self.initialKey(entry, number)
    } catch {
      throw .dukpt(error)
    }
    return try Self.entry(
      key, prefix: KeySetPrefix(deviceOf: number), algorithm: number.algorithm, kind: .initial,
      variant: entry.keySet.variant)
  }

  public func decrypt(
    _ encrypted: Span<UInt8>, cipher: TrackCipher, variant: SwipeKeyVariant,
    number: KeySerialNumber
  ) throws(SwipeKeyError) -> SecretBytes {
    let entry = try entry(for: number)
    let own = entry.keySet.variant == .reader ? variant : entry.keySet.variant
    do throws(DUKPTError) {
      let initial = try Self.initialKey(entry, number)
      let key = try Self.workingKey(initial, number, isPIN: own == .pin, cipher)
      return try cipher.decrypt(encrypted, key: key)
    } catch {
      throw .dukpt(error)
    }
  }

  private func entry(for number: KeySerialNumber) throws(SwipeKeyError) -> Entry {
    guard let found = keySet(for: number),
      let entry = entries.first(where: { $0.keySet == found })
    else {
      throw .noKeySet(number)
    }
    return entry
  }

  private static func initialKey(
    _ entry: Entry, _ number: KeySerialNumber
  ) throws(DUKPTError) -> SecretBytes {
    guard entry.keySet.kind == .base else { return entry.key }
    switch number {
    case .tdes(let number): return try TDESDUKPT.initialKey(from: entry.key, for: number)
    case .aes(let number): return try AESDUKPT.initialKey(from: entry.key, for: number)
    }
  }

  private static func workingKey(
    _ initial: SecretBytes, _ number: KeySerialNumber, isPIN: Bool, _ cipher: TrackCipher
  ) throws(DUKPTError) -> SecretBytes {
    switch number {
    case .tdes(let number):
      // A reader set to AES takes the 16 bytes of the same working key.
      return try TDESDUKPT.workingKey(
        isPIN ? .pin : .dataRequest,
        from: TDESDUKPT.transactionKey(from: initial, for: number))
    case .aes(let number):
      return try AESDUKPT.workingKey(
        isPIN ? .pin : .dataEncryption, cipher == .tdes ? .tdea2 : .aes128,
        from: AESDUKPT.transactionKey(from: initial, for: number), for: number)
    }
  }
}

extension MemorySwipeKeyStore: CustomStringConvertible, CustomReflectable {
  /// The key sets, never the keys.
  public var description: String { "reader keys of \(keySets.map(\.prefix))" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
