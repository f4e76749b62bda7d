import CardCrypto

/// What a MIFARE Classic 1K of ours looks like: shared by the terminal and by the virtual card.
public enum ClassicProfile {
  /// The two blocks of the member file, in sector 1.
  public static let memberBlocks: [UInt16] = [4, 5]
  /// The block of the code that binds the member file to the UID.
  public static let bindingBlock: UInt16 = 6
  /// The trailer of sector 1: key A, access bits, key B.
  public static let trailer: UInt16 = 7
  /// The block, in a sector that stays as delivered, that says while a card is written that it is ours.
  static let journal: UInt16 = 8
  /// Both keys of a card that nobody has personalised.
  public static let factoryKey = [UInt8](repeating: 0xFF, count: 6)
  /// The access bits with which key A reads and writes everything: as delivered.
  public static let factoryAccess: [UInt8] = [0xFF, 0x07, 0x80, 0x69]
  /// The access bits with which both keys read, and key B writes data, keys and access bits.
  public static let issuedAccess: [UInt8] = [0x78, 0x77, 0x88, 0x00]
  /// The length of a block.
  public static let blockLength = 16
  /// The lengths of a UID.
  public static let uidLengths: Set<Int> = [4, 7]
}

extension CardKey {
  /// The key from which the keys of a MIFARE Classic sector are cut.
  public static let sector: UInt8 = SectorKey.keyNumber
  /// The key of the code that binds the member file to the UID of a MIFARE Classic.
  public static let sectorBinding: UInt8 = 0x0B
}
