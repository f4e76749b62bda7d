public import SmartCard

/// What an ISO/IEC 7816-4 CPU card of ours looks like on the wire: shared by the terminal and by the
/// virtual card.
public enum CPUCardProfile {
  /// The application identifier: F0 (proprietary), "VIPLANE".
  public static let applicationIdentifier: [UInt8] = [0xF0] + Array("VIPLANE".utf8)
  /// The length of the serial.
  public static let serialLength = 7
  /// The short file identifier of the member file.
  public static let memberFileIdentifier: UInt8 = 1
  /// The lengths of a challenge that the card takes.
  public static let challengeLengths = 8...16
  /// The length of the challenge that the terminal sends.
  public static let challengeLength = 16
  /// The length of the card's proof: one AES-CMAC.
  public static let proofLength = 16

  /// The answer to SELECT: `6F{ 84 AID, A5{ C0 serial, C1 key version } }`.
  public static func controlInformation(serial: [UInt8], keyVersion: UInt8) -> TLV {
    TLV(
      0x6F,
      [
        TLV(0x84, applicationIdentifier),
        TLV(0xA5, [TLV(0xC0, serial), TLV(0xC1, [keyVersion])]),
      ])
  }

  /// What the card computes its proof over: the challenge, then the number as 10 bytes of BCD.
  public static func proofMessage(challenge: [UInt8], numberBCD: [UInt8]) -> [UInt8] {
    challenge + numberBCD
  }

  /// SELECT by AID, first or only occurrence, FCI wanted.
  static let select = CommandAPDU(
    cla: 0x00, ins: 0xA4, p1: 0x04, p2: 0x00, data: applicationIdentifier, expectedLength: 256)

  /// READ BINARY of the whole member file by its short identifier.
  static let readMemberFile = CommandAPDU(
    cla: 0x00, ins: 0xB0, p1: 0x80 | memberFileIdentifier, p2: 0x00,
    expectedLength: MemberFile.byteCount)

  /// INTERNAL AUTHENTICATE with card key 1.
  static func internalAuthenticate(_ challenge: [UInt8]) -> CommandAPDU {
    CommandAPDU(
      cla: 0x00, ins: 0x88, p1: 0x00, p2: CardKey.proof, data: challenge,
      expectedLength: proofLength)
  }
}
