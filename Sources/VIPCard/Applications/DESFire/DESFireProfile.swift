/// What a MIFARE DESFire of ours looks like on the wire: shared by the terminal and by the virtual card.
public enum DESFireProfile {
  /// The application identifier, in the order in which it goes over the wire.
  public static let applicationIdentifier: [UInt8] = [0xF4, 0x81, 0x20]
  /// The member file.
  public static let memberFile: UInt8 = 1
  /// How many keys the application has: master, read, write.
  public static let keyCount: UInt8 = 3

  /// File, offset and length of the member file, the last two least significant byte first: the header
  /// of ReadData.
  static func readHeader(file: UInt8) -> [UInt8] {
    [file, 0x00, 0x00, 0x00, UInt8(MemberFile.byteCount), 0x00, 0x00]
  }
}

extension CardKey {
  /// The master key of the application: it changes the other keys.
  public static let master: UInt8 = 0
  /// The key that reads the member file; the one that proves the card.
  public static let read: UInt8 = proof
  /// The key that writes the member file.
  public static let write: UInt8 = 2
}
