import CardCrypto
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

  // MARK: Issuing

  /// How many wrong EXTERNAL AUTHENTICATEs in a row the card takes before it locks key 0.
  public static let tries: UInt8 = 10
  /// The class of commands with a code.
  public static let codedClass: UInt8 = 0x04
  /// The class of PUT KEY, which ISO/IEC 7816-4 does not have, with a code.
  public static let putKeyClass: UInt8 = 0x84

  /// GET CHALLENGE of 16 bytes.
  static let getChallenge = CommandAPDU(
    cla: 0x00, ins: 0x84, p1: 0x00, p2: 0x00, expectedLength: CPUIssuerSession.challengeLength)

  /// GET DATA: the version byte of a key.
  static func keyVersion(_ number: UInt8) -> CommandAPDU {
    CommandAPDU(cla: 0x00, ins: 0xCA, p1: 0x01, p2: number, expectedLength: 1)
  }

  /// EXTERNAL AUTHENTICATE with card key 0.
  static func externalAuthenticate(_ proof: [UInt8]) -> CommandAPDU {
    CommandAPDU(cla: 0x00, ins: 0x82, p1: 0x00, p2: CardKey.master, data: proof)
  }

  /// UPDATE BINARY of the whole member file, with the session's code.
  static func updateMemberFile(
    _ bytes: [UInt8], in session: inout CPUIssuerSession
  ) throws(KeyStoreError) -> CommandAPDU {
    try coded(codedClass, 0xD6, 0x80 | memberFileIdentifier, 0x00, bytes, &session)
  }

  /// PUT KEY: a key wrapped for this session, with the session's code.
  static func putKey(
    _ number: UInt8, version: UInt8, key: SecretBytes, in session: inout CPUIssuerSession
  ) throws(KeyStoreError) -> CommandAPDU {
    try coded(putKeyClass, 0xD8, version, number, try session.wrap(key), &session)
  }

  private static func coded(
    _ cla: UInt8, _ ins: UInt8, _ p1: UInt8, _ p2: UInt8, _ data: [UInt8],
    _ session: inout CPUIssuerSession
  ) throws(KeyStoreError) -> CommandAPDU {
    let code = try session.code([cla, ins, p1, p2], data)
    return CommandAPDU(cla: cla, ins: ins, p1: p1, p2: p2, data: data + code)
  }
}
