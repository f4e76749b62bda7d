/// A key with which the tracks of some readers can be decrypted: everything about it that may be shown.
public struct SwipeKeySet: Sendable, Hashable {
  /// The first bytes of the readers' key serial numbers: issuer and key set, for an initial key also
  /// the device.
  public let prefix: KeySetPrefix
  /// How the readers derive a key for each swipe.
  public let algorithm: DUKPTAlgorithm
  /// Whether it is good for every reader of the set or for one.
  public let kind: Kind
  /// With which key of a transaction the readers encrypt tracks.
  public let variant: SwipeKeyVariant
  /// The check value of the key: TDES the first 3 bytes of an encrypted block of zeros, AES the first 3
  /// of the AES-CMAC over 16 zero bytes.
  public let checkValue: KeyCheckValue

  /// What a key is good for.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A base derivation key: every reader of the set.
    case base
    /// An initial key: one reader. A till needs no more.
    case initial
  }

  /// The lengths that a key may have (in bytes).
  static func keyLengths(_ algorithm: DUKPTAlgorithm) -> Set<Int> {
    switch algorithm {
    case .tdes: [TDESDUKPT.keyLength]
    case .aes: [16, 24, 32]
    }
  }
}

/// With which key of a transaction a reader encrypts tracks.
public enum SwipeKeyVariant: String, Sendable, Hashable, CaseIterable, Codable {
  /// As the manual of the model says: MagTek the PIN key, ID TECH the data key.
  case reader
  /// The PIN encryption key.
  case pin
  /// The data encryption key.
  case data
}

/// The first bytes of a key serial number.
public struct KeySetPrefix: Sendable, Hashable, CustomStringConvertible {
  /// The lengths that tell key sets apart: an issuer at least, a device at most.
  public static let lengths = 3...8
  /// The bytes, the high one first.
  public let bytes: [UInt8]

  /// Takes 3 to 8 bytes. Throws ``SwipeKeyError/prefixLength(_:)``.
  public init(_ bytes: [UInt8]) throws(SwipeKeyError) {
    guard Self.lengths.contains(bytes.count) else { throw .prefixLength(bytes.count) }
    self.bytes = bytes
  }

  /// The whole name of one device.
  public init(deviceOf number: KeySerialNumber) { bytes = number.deviceBytes }

  /// Whether a key serial number begins so.
  public func fits(_ number: KeySerialNumber) -> Bool { number.deviceBytes.starts(with: bytes) }

  /// Hexadecimal digits in upper case.
  public var description: String { Hex.text(bytes).uppercased() }
}
