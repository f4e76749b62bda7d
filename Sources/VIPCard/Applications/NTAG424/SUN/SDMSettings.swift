/// Secure dynamic messaging: what is mirrored into the NDEF file, and where (NT4H2421Gx data sheet,
/// section 9.3).
public struct SDMSettings: Sendable, Equatable, Codable {
  /// The key that enciphers UID and counter.
  public let metaReadKey: UInt8
  /// The key of the code.
  public let fileReadKey: UInt8
  /// Where the 32 digits of PICCENCData begin.
  public let dataOffset: Int
  /// Where the text that the code covers begins.
  public let codeInputOffset: Int
  /// Where the 16 digits of the code begin.
  public let codeOffset: Int

  /// Makes settings.
  public init(
    metaReadKey: UInt8, fileReadKey: UInt8, dataOffset: Int, codeInputOffset: Int,
    codeOffset: Int
  ) {
    self.metaReadKey = metaReadKey
    self.fileReadKey = fileReadKey
    self.dataOffset = dataOffset
    self.codeInputOffset = codeInputOffset
    self.codeOffset = codeOffset
  }

  /// Reads twelve bytes as ``bytes`` writes them; `nil` for other options or another length.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 12, bytes[0] == 0xC1, bytes[1] == 0xFF else { return nil }
    self.init(
      metaReadKey: bytes[2] >> 4, fileReadKey: bytes[2] & 0x0F,
      dataOffset: bytes[3...5].littleEndian, codeInputOffset: bytes[6...8].littleEndian,
      codeOffset: bytes[9...11].littleEndian)
  }

  /// As GetFileSettings tells them and ChangeFileSettings takes them: UID and counter mirrored in
  /// ASCII, the counter given to nobody.
  package var bytes: [UInt8] {
    [0xC1, 0xFF, metaReadKey << 4 | fileReadKey & 0x0F]
      + [dataOffset, codeInputOffset, codeOffset].flatMap { $0.littleEndianBytes(3) }
  }
}
