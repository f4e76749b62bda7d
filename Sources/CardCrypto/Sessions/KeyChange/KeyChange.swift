/// A new AES key for a DESFire or NTAG 424 DNA, as ChangeKey (`C4`) carries it.
///
/// Where the key that changes is the one of the session, the new key goes alone; otherwise it goes as
/// its difference from the old key, with a checksum of its own.
public struct KeyChange: Sendable, Equatable {
  /// The new key, 16 bytes.
  public let key: SecretBytes
  /// Its version byte.
  public let version: UInt8

  /// The instruction.
  public static let instruction: UInt8 = 0xC4

  /// Makes a change. Throws ``KeyStoreError/invalidKey(length:)`` for a key that has not 16 bytes.
  public init(key: SecretBytes, version: UInt8) throws(KeyStoreError) {
    guard key.count == 16 else { throw .invalidKey(length: key.count) }
    self.key = key
    self.version = version
  }

  /// Key and version; the key as its difference from `old` unless that is `nil`.
  fileprivate func fields(from old: SecretBytes?) -> [UInt8] {
    let bytes = key.exposed
    guard let old else { return bytes + [version] }
    return zip(bytes, old.exposed).map { $0 ^ $1 } + [version]
  }

  fileprivate init(fields: [UInt8], from old: SecretBytes?) {
    var bytes = Array(fields.prefix(16))
    if let old { bytes = zip(bytes, old.exposed).map { $0 ^ $1 } }
    key = SecretBytes(consuming: &bytes)
    version = fields.dropFirst(16).first ?? 0
  }
}

extension EV1Session {
  /// What follows `C4`: the key number and the cryptogram.
  ///
  /// - Parameters:
  ///   - change: the new key with its version.
  ///   - keyNumber: which key changes; with the two bits of the key type where the master key of the card
  ///     changes.
  ///   - old: the key that it has now; `nil` if it is the session's own key.
  public mutating func sealKeyChange(
    _ change: KeyChange, keyNumber: UInt8, replacing old: SecretBytes?
  ) throws(SessionError) -> [UInt8] {
    let fields = change.fields(from: old)
    let checksum = DESFireCRC32.bytes(of: [KeyChange.instruction, keyNumber] + fields)
    let own = old == nil ? [] : DESFireCRC32.bytes(of: change.key.exposed)
    return [keyNumber] + (try encipher(fields + checksum + own))
  }

  /// The card's side: what the cryptogram, 32 bytes, says.
  public mutating func openKeyChange(
    _ cryptogram: [UInt8], keyNumber: UInt8, replacing old: SecretBytes?
  ) throws(SessionError) -> KeyChange {
    guard cryptogram.count == 32 else { throw .length(cryptogram.count) }
    let plain = try decipherBlocks(cryptogram)
    let fields = Array(plain.prefix(17))
    let change = KeyChange(fields: fields, from: old)
    let own = old == nil ? [] : DESFireCRC32.bytes(of: change.key.exposed)
    let tail = DESFireCRC32.bytes(of: [KeyChange.instruction, keyNumber] + fields) + own
    let expected = tail + [UInt8](repeating: 0, count: 15 - tail.count)
    guard ConstantTime.areEqual(expected, plain.dropFirst(17)) else { throw .notAuthentic }
    return change
  }
}

extension EV2Session {
  /// What follows `C4`: the key number, the cryptogram and the code.
  ///
  /// - Parameters:
  ///   - change: the new key with its version.
  ///   - keyNumber: which key changes; with the two bits of the key type where the master key of the card
  ///     changes.
  ///   - old: the key that it has now; `nil` if it is the session's own key.
  public func sealKeyChange(
    _ change: KeyChange, keyNumber: UInt8, replacing old: SecretBytes?
  ) throws(SessionError) -> [UInt8] {
    let own = old == nil ? [] : DESFireCRC32.bytes(of: change.key.exposed)
    return try sealCommand(
      KeyChange.instruction, header: [keyNumber], data: change.fields(from: old) + own,
      mode: .full)
  }

  /// The card's side: what cryptogram and code, 40 bytes, say.
  public mutating func openKeyChange(
    _ sealed: [UInt8], keyNumber: UInt8, replacing old: SecretBytes?
  ) throws(SessionError) -> KeyChange {
    let data = try openCommand(
      KeyChange.instruction, header: [keyNumber], sealed: sealed, mode: .full)
    guard data.count == (old == nil ? 17 : 21) else { throw .length(data.count) }
    let change = KeyChange(fields: Array(data.prefix(17)), from: old)
    let own = old == nil ? [] : DESFireCRC32.bytes(of: change.key.exposed)
    guard ConstantTime.areEqual(own, data.dropFirst(17)) else { throw .notAuthentic }
    return change
  }
}
