/// Who may do what with a file: the number of a key, `E` for everybody, `F` for nobody.
public struct DESFireAccessRights: Sendable, Hashable, Codable {
  /// Who may read.
  public var read: UInt8
  /// Who may write.
  public var write: UInt8
  /// Who may do both.
  public var readWrite: UInt8
  /// Who may change these rights.
  public var change: UInt8

  /// Everybody.
  public static let free: UInt8 = 0x0E
  /// Nobody.
  public static let never: UInt8 = 0x0F

  /// Makes rights.
  public init(read: UInt8, write: UInt8, readWrite: UInt8, change: UInt8) {
    self.read = read
    self.write = write
    self.readWrite = readWrite
    self.change = change
  }

  /// Reads two bytes as they go over the wire; `nil` for another number of bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 2, let low = bytes.first, let high = bytes.dropFirst().first else {
      return nil
    }
    self.init(read: high >> 4, write: high & 0x0F, readWrite: low >> 4, change: low & 0x0F)
  }

  /// As they go over the wire.
  package var bytes: [UInt8] {
    [readWrite << 4 | change & 0x0F, read << 4 | write & 0x0F]
  }

  /// Those of our member file, on every chip with files: the read key reads, the write key writes, the
  /// master key changes the rights.
  public static let memberFile = DESFireAccessRights(
    read: CardKey.read, write: CardKey.write, readWrite: CardKey.write, change: CardKey.master)
}
