extension KeyFile {
  /// The reader keys in the file, as written; ``unlockReaderKeys(passphrase:)`` proves them.
  public var readerKeySets: [SwipeKeySet] {
    document.readerKeys.map(\.keySet).sorted { $0.prefix.description < $1.prefix.description }
  }

  /// Opens every reader key. One damaged entry refuses them all, naming it.
  public func unlockReaderKeys(
    passphrase: SecretBytes
  ) throws(SwipeKeyError) -> MemorySwipeKeyStore {
    // Without any there is nothing to open, and no passphrase to stretch.
    guard !document.readerKeys.isEmpty else { return MemorySwipeKeyStore() }
    return try readerKeys(
      under: try Self.filed { () throws(KeyFileError) in
        try keyEncryptionKey(from: passphrase)
      })
  }

  /// Opens the issuer keys and the reader keys; the passphrase is stretched only once.
  public func unlockAll(
    passphrase: SecretBytes
  ) throws(SwipeKeyError) -> (issuer: MemoryKeyStore, readers: MemorySwipeKeyStore) {
    let kek = try Self.filed { () throws(KeyFileError) in try keyEncryptionKey(from: passphrase) }
    let issuer = try Self.filed { () throws(KeyFileError) in try unlock(under: kek) }
    return (issuer, try readerKeys(under: kek))
  }

  func readerKeys(under kek: SecretBytes) throws(SwipeKeyError) -> MemorySwipeKeyStore {
    var entries: [MemorySwipeKeyStore.Entry] = []
    for key in document.readerKeys {
      guard let entry = key.unwrapped(under: kek) else {
        throw .damagedKey(path: path, prefix: key.keySet.prefix)
      }
      entries.append(entry)
    }
    return MemorySwipeKeyStore(entries: entries)
  }

  /// The reader keys wrapped under another key, for a file that gets a new passphrase.
  func rewrappedReaderKeys(
    from old: SecretBytes, to new: SecretBytes
  ) throws(KeyFileError) -> [WrappedReaderKey] {
    var keys: [WrappedReaderKey] = []
    for (index, key) in document.readerKeys.enumerated() {
      guard let entry = key.unwrapped(under: old),
        let wrapped = try? WrappedReaderKey(entry, under: new)
      else {
        throw .malformed(
          path: path, field: "readerKeys[\(index)]", reason: "damaged, or altered by somebody")
      }
      keys.append(wrapped)
    }
    return keys
  }

  /// Adds a base derivation key for the readers whose key serial numbers begin with a prefix, and
  /// returns the file as it is now.
  ///
  /// Throws ``SwipeKeyError/keySetExists(path:prefix:)`` rather than replacing a key: those readers
  /// would stop.
  @discardableResult
  public static func importBaseKey(
    _ key: SecretBytes, at path: String, prefix: KeySetPrefix, algorithm: DUKPTAlgorithm = .tdes,
    variant: SwipeKeyVariant = .reader, passphrase: SecretBytes
  ) throws(SwipeKeyError) -> KeyFile {
    try add(
      try MemorySwipeKeyStore.entry(
        key, prefix: prefix, algorithm: algorithm, kind: .base, variant: variant),
      at: path, passphrase: passphrase)
  }

  /// Adds the initial key of one reader, and returns the file as it is now.
  @discardableResult
  public static func importInitialKey(
    _ key: SecretBytes, at path: String, of number: KeySerialNumber,
    variant: SwipeKeyVariant = .reader, passphrase: SecretBytes
  ) throws(SwipeKeyError) -> KeyFile {
    try add(
      try MemorySwipeKeyStore.entry(
        key, prefix: KeySetPrefix(deviceOf: number), algorithm: number.algorithm, kind: .initial,
        variant: variant),
      at: path, passphrase: passphrase)
  }

  /// Adds to a till's file the initial keys of its readers, derived from the base keys in this file,
  /// which stay here: a till that is broken into gives away no other reader.
  @discardableResult
  public func copyReaderKeys(
    of numbers: [KeySerialNumber], to till: String, passphrase: SecretBytes,
    tillPassphrase: SecretBytes
  ) throws(SwipeKeyError) -> KeyFile {
    let keys = try unlockReaderKeys(passphrase: passphrase)
    var changed = try Self.filed { () throws(KeyFileError) in try Self.read(at: till) }
    for number in numbers {
      changed = try Self.add(
        try keys.initialKey(for: number), at: till, passphrase: tillPassphrase)
    }
    return changed
  }

  private static func add(
    _ entry: MemorySwipeKeyStore.Entry, at path: String, passphrase: SecretBytes
  ) throws(SwipeKeyError) -> KeyFile {
    // The lock knows one kind of error only, so the other one is carried out beside it.
    var failure: SwipeKeyError?
    let changed = try filed { () throws(KeyFileError) -> KeyFile? in
      try PrivateFile.locked(path) { () throws(KeyFileError) -> KeyFile? in
        do throws(SwipeKeyError) {
          return try added(entry, at: path, passphrase: passphrase)
        } catch {
          failure = error
          return nil
        }
      }
    }
    if let failure { throw failure }
    guard let changed else { throw .file(.notFound(path: path)) }
    return changed
  }

  private static func added(
    _ entry: MemorySwipeKeyStore.Entry, at path: String, passphrase: SecretBytes
  ) throws(SwipeKeyError) -> KeyFile {
    let file = try filed { () throws(KeyFileError) in try read(at: path) }
    guard !file.document.readerKeys.contains(where: { $0.keySet.isOfSameReaders(as: entry.keySet) })
    else { throw .keySetExists(path: path, prefix: entry.keySet.prefix) }
    // Every key is opened first, so that nothing is ever added to a damaged file.
    let kek = try filed { () throws(KeyFileError) in
      let kek = try file.keyEncryptionKey(from: passphrase)
      _ = try file.unlock(under: kek)
      return kek
    }
    _ = try file.readerKeys(under: kek)
    var document = file.document
    document.readerKeys.append(try WrappedReaderKey(entry, under: kek))
    try filed { () throws(KeyFileError) in
      try PrivateFile.write(document.json, to: path, replacing: true)
    }
    return KeyFile(path: path, document: document)
  }

  /// Runs work on a key file and gives its error as one of this kind.
  private static func filed<Result>(
    _ body: () throws(KeyFileError) -> Result
  ) throws(SwipeKeyError) -> Result {
    do throws(KeyFileError) {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}
