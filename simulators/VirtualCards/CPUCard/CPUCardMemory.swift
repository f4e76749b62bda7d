import VIPCard

/// Everything that a virtual CPU card keeps without power.
public struct CPUCardMemory: Sendable, Equatable, Codable {
  /// The serial, 7 bytes on a well-made card.
  public let serial: [UInt8]
  /// Card key 0, which the issuing desk authenticates with, and card key 1, which proves the card.
  public var keys: [CardKeySlot]
  /// The member file.
  public var memberFile: [UInt8]
  /// How many wrong EXTERNAL AUTHENTICATEs are left; 0 locks key 0 for ever.
  public var triesLeft = CPUCardProfile.tries

  /// A card as its maker delivers it: transport keys, an empty member file.
  ///
  /// - Parameters:
  ///   - serial: the serial, 7 bytes on a well-made card.
  ///   - transportKey: card key 0 as maker and issuer agreed on it.
  public init(serial: [UInt8], transportKey: CardKeySlot = .transport) {
    self.serial = serial
    keys = [transportKey, .transport]
    memberFile = [UInt8](repeating: 0, count: MemberFile.byteCount)
  }
}
