import CardCrypto

/// What a MIFARE Classic 1K of ours looks like: shared by the terminal and by the virtual card.
public enum ClassicProfile {
  /// The two blocks of the member file, in sector 1.
  public static let memberBlocks: [UInt16] = [4, 5]
  /// The block of the code that binds the member file to the UID.
  public static let bindingBlock: UInt16 = 6
  /// The lengths of a UID.
  public static let uidLengths: Set<Int> = [4, 7]
}

extension CardKey {
  /// The key from which the keys of a MIFARE Classic sector are cut.
  public static let sector: UInt8 = SectorKey.keyNumber
  /// The key of the code that binds the member file to the UID of a MIFARE Classic.
  public static let sectorBinding: UInt8 = 0x0B
}
