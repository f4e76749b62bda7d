public import USBDevices

/// Where the tracks lie in one form of input report.
public enum ReportForm: Sendable, Hashable {
  /// Fields that the report descriptor names by usage.
  case usages(UsageForm)
  /// All tracks in one block behind a header of fixed offsets.
  case block(BlockForm)
  /// A framed block of masked and encrypted tracks.
  case secureBlock(SecureBlockForm)
}

/// Tracks that the report descriptor names by usage. A usage that a device lacks is `nil`.
public struct UsageForm: Sendable, Hashable {
  /// The usages of one track.
  public struct Track: Sendable, Hashable {
    /// Decode status; bit 0 set: the track could not be decoded.
    public let status: UInt16?
    /// The number of meaningful bytes of data.
    public let length: UInt16
    /// The data.
    public let data: UInt16
    /// The number of characters of an encrypted track, before it was filled up to whole blocks.
    public let absoluteLength: UInt16?
    /// The SHA-1 of the track before it was encrypted: 20 bytes, zeros where none is sent.
    public let hash: UInt16?

    /// Makes the usages of one track.
    public init(
      status: UInt16? = nil, length: UInt16, data: UInt16, absoluteLength: UInt16? = nil,
      hash: UInt16? = nil
    ) {
      self.status = status
      self.length = length
      self.data = data
      self.absoluteLength = absoluteLength
      self.hash = hash
    }
  }

  /// The usage page of all usages here.
  public let page: UInt16
  /// Track 1.
  public let one: Track
  /// Track 2.
  public let two: Track
  /// Track 3.
  public let three: Track
  /// The length of a JIS track.
  public let japaneseLength: UInt16?
  /// The layout of the card; see ``CardEncoding``.
  public let encodeType: UInt16?
  /// Reader encryption status; bit 2 set: the tracks are encrypted.
  public let encryptionStatus: UInt16?
  /// The key serial number of the encryption: 10 bytes, or 12 with AES.
  public let keySerialNumber: UInt16?
  /// The descriptor that the manual prints: used where the device's own is not at hand.
  public let descriptor: [UInt8]

  /// Makes a form.
  public init(
    page: UInt16, one: Track, two: Track, three: Track, japaneseLength: UInt16? = nil,
    encodeType: UInt16? = nil, encryptionStatus: UInt16? = nil, keySerialNumber: UInt16? = nil,
    descriptor: [UInt8]
  ) {
    self.page = page
    self.one = one
    self.two = two
    self.three = three
    self.japaneseLength = japaneseLength
    self.encodeType = encodeType
    self.encryptionStatus = encryptionStatus
    self.keySerialNumber = keySerialNumber
    self.descriptor = descriptor
  }

  /// A usage of this form.
  public func usage(_ id: UInt16) -> HIDUsage { HIDUsage(page: page, id: id) }
}

/// A header of single bytes at fixed offsets, then all tracks in one block.
public struct BlockForm: Sendable, Hashable {
  /// Offset of the three decode status bytes.
  public let status: Int
  /// Offset of the three track lengths.
  public let lengths: Int
  /// Offset of the card's layout; see ``CardEncoding``.
  public let encodeType: Int
  /// Offset of the two bytes of the block's length.
  public let blockLength: Int
  /// Offset of the block.
  public let block: Int
  /// The most bytes in the block.
  public let capacity: Int
  /// The layout whose tracks are bits that the reader did not decode; `nil` if it always decodes.
  public let rawEncoding: CardEncoding?

  /// Makes a form.
  public init(
    status: Int, lengths: Int, encodeType: Int, blockLength: Int, block: Int, capacity: Int,
    rawEncoding: CardEncoding? = nil
  ) {
    self.status = status
    self.lengths = lengths
    self.encodeType = encodeType
    self.blockLength = blockLength
    self.block = block
    self.capacity = capacity
    self.rawEncoding = rawEncoding
  }

  /// Bytes of a whole report.
  public var reportLength: Int { block + capacity }
}

/// A block framed by start and end bytes with a length and two check bytes.
public struct SecureBlockForm: Sendable, Hashable {
  /// The byte before the block; two bytes of its length follow, the low one first.
  public let start: UInt8
  /// The byte behind the two check bytes (exclusive or, then sum) that follow the block.
  public let end: UInt8

  /// Makes a form.
  public init(start: UInt8, end: UInt8) {
    self.start = start
    self.end = end
  }
}
