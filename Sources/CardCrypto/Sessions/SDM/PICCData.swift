/// What an NTAG 424 DNA mirrors enciphered into its URL: UID and read counter (NXP AN12196, chapter 3).
public struct PICCData: Sendable, Hashable {
  /// The UID, 7 bytes.
  public let uid: [UInt8]
  /// SDMReadCtr, which every tap raises, 0 to 0xFFFFFF.
  public let readCounter: UInt32

  /// The length of the ciphertext.
  public static let sealedLength = 16
  /// The largest read counter.
  public static let counterLimit: UInt32 = 0xFF_FFFF
  /// UID and counter both mirrored, seven bytes of UID.
  static let tag: UInt8 = 0xC7

  /// Makes PICCData; `nil` for a UID that has not 7 bytes or a counter over three bytes.
  public init?(uid: [UInt8], readCounter: UInt32) {
    guard uid.count == 7, readCounter <= Self.counterLimit else { return nil }
    self.uid = uid
    self.readCounter = readCounter
  }

  /// Deciphers 16 bytes (AES-CBC, zero IV); `nil` when what comes out is no PICCData.
  public init?(decrypting sealed: [UInt8], key: SecretBytes) throws(SessionError) {
    guard sealed.count == Self.sealedLength else { throw .length(sealed.count) }
    self.init(plain: try AESCBC.decrypt(sealed, key: key))
  }

  /// Reads 16 deciphered bytes; `nil` when they are no PICCData.
  package init?(plain: [UInt8]) {
    guard plain.count == Self.sealedLength, plain.first == Self.tag else { return nil }
    let counter = plain[8...10].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    self.init(uid: Array(plain[1...7]), readCounter: counter)
  }

  /// The counter as the chip computes with it: three bytes, least significant first.
  public var counterBytes: [UInt8] {
    [0, 8, 16].map { UInt8(truncatingIfNeeded: readCounter >> $0) }
  }

  /// PICCENCData, 16 bytes, for virtual cards; the last five bytes inside are random.
  public func encrypted(
    key: SecretBytes, using generator: inout some RandomNumberGenerator
  ) throws(SessionError) -> [UInt8] {
    let filling = (0..<5).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    return try AESCBC.encrypt([Self.tag] + uid + counterBytes + filling, key: key)
  }
}
