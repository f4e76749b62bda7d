import SmartCard

/// What an NTAG 424 DNA of ours looks like on the wire: shared by the terminal and by the virtual card.
public enum NTAG424Profile {
  /// The name of the chip's one application (NFC Forum Type 4 Tag).
  public static let applicationIdentifier: [UInt8] = [0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01]
  /// The file whose first 32 bytes are the member file.
  public static let memberFile: UInt8 = 3
  /// The file with the NDEF message.
  public static let ndefFile: UInt8 = 2
  /// How many keys the chip has.
  public static let keyCount: UInt8 = 5

  /// Who may do what with the NDEF file: everybody reads, the write key writes.
  public static let ndefRights = DESFireAccessRights(
    read: DESFireAccessRights.free, write: CardKey.write, readWrite: CardKey.write,
    change: CardKey.master)

  /// The diversification input of each of the five keys.
  package static func diversification(
    uid: [UInt8], year: CardYear, keyNumber: UInt8
  ) -> [UInt8] {
    keyNumber == CardKey.sunMetaRead
      ? metaReadDiversification(year: year)
      : CardKey.diversification(uid: uid, year: year, keyNumber: keyNumber)
  }

  /// The diversification input of the key that hides the UID in a SUN message, which cannot depend on
  /// the UID: `"VIP SUN META" ‖ year BCD`.
  public static func metaReadDiversification(year: CardYear) -> [UInt8] {
    Array("VIP SUN META".utf8) + year.bcd
  }

  /// SELECT by name, without an answer.
  static let select = CommandAPDU(
    cla: 0x00, ins: 0xA4, p1: 0x04, p2: 0x0C, data: applicationIdentifier, expectedLength: 256)
}

extension CardKey {
  /// The number under which an NTAG 424 DNA holds the key that hides the UID. The key itself is not
  /// diversified by the UID.
  public static let sunMetaRead: UInt8 = 3
  /// The key from which an NTAG 424 DNA computes the code of a SUN message.
  public static let sunFileRead: UInt8 = 4
}
