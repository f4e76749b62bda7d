public import CardCrypto

/// What our secure access module looks like on the wire: shared by the terminal and by the virtual SAM.
///
/// The article on key stores has the tables of commands and status words.
public enum SAMProfile {
  /// The application identifier: a proprietary one (`F0`), then `CLSAM01`.
  public static let applicationIdentifier: [UInt8] = [0xF0] + Array("CLSAM01".utf8)
  /// The class of commands that go as they are.
  public static let plainClass: UInt8 = 0x80
  /// The class of commands inside a secure channel.
  public static let sealedClass: UInt8 = 0x84
  /// The length of the serial number.
  public static let serialLength = 8
  /// The length of a PIN on the wire: 4 to 8 bytes, filled up with `FF`.
  public static let pinLength = 8
  /// How many wrong PINs in a row lock a SAM.
  public static let pinTries = 3
  /// How many handshakes with cards may be open at once; one more drops the oldest.
  public static let openHandshakes = 4
  /// The longest message of one command; longer ones are sent in parts.
  public static let messagePart = 160
  /// The longest message in all.
  public static let longestMessage = 4096
  /// The most keys that a SAM holds: one answer lists them all.
  public static let mostKeys = 38
  /// P1 of a part of a message that is not its last.
  public static let morePartsFollow: UInt8 = 0x80

  /// The key of the channel that a lane opens: AN10922 under the administrator's key of
  /// `"CARDLANE SAM PAIR" ‖ serial`.
  public static func pairingKey(
    administratorKey: SecretBytes, serial: [UInt8]
  ) throws(KeyStoreError) -> SecretBytes {
    try AN10922.diversify(administratorKey, with: Array("CARDLANE SAM PAIR".utf8) + serial)
  }
}

/// Which key a secure channel is opened with: P2 of OPEN CHANNEL.
public enum SAMChannelKey: UInt8, Sendable, Hashable, CaseIterable {
  /// The pairing key: what lanes have.
  case pairing = 1
  /// The administrator's key: loads and deletes issuer keys, unlocks PINs.
  case administrator = 2
}

/// Which PIN: P2 of VERIFY.
public enum SAMRole: UInt8, Sendable, Hashable, CaseIterable {
  /// Verifies cards.
  case till = 1
  /// Makes cards as well.
  case issuer = 2
}

/// The instructions of the SAM.
public enum SAMInstruction: UInt8, Sendable, Hashable, CaseIterable {
  /// Sets keys and PINs of a new SAM. Plain class, once.
  case initialize = 0x10
  /// Asks for the SAM's challenge. Plain class.
  case openChannel = 0x70
  /// Answers it; the channel is open. Plain class.
  case confirmChannel = 0x72
  /// Presents a PIN; without data, asks how many tries are left (ISO/IEC 7816-4).
  case verify = 0x20
  /// Replaces a PIN by a new one (ISO/IEC 7816-4).
  case changeReferenceData = 0x24
  /// Sets a PIN anew and its tries with it (ISO/IEC 7816-4). Administrator.
  case resetRetryCounter = 0x2C
  /// Years, rights and check values of the keys.
  case listKeys = 0x30
  /// AES-CMAC under an issuer key.
  case computeCode = 0x32
  /// AES-CMAC under a card key.
  case computeCardCode = 0x34
  /// The first step of a card's handshake.
  case beginSession = 0x36
  /// Its second step: session keys.
  case finishSession = 0x38
  /// Deciphers the PICCData of a SUN message.
  case decipherPICCData = 0x3A
  /// The key of a MIFARE Classic sector.
  case sectorKey = 0x3C
  /// The first step of a handshake whose session stays inside.
  case beginKeyChanges = 0x40
  /// Its second step.
  case finishKeyChanges = 0x42
  /// The cryptogram of a ChangeKey.
  case sealKeyChange = 0x44
  /// Checks the card's answer to it.
  case confirmKeyChange = 0x46
  /// Loads an issuer key. Administrator.
  case putKey = 0xD8
  /// Deletes an issuer key. Administrator.
  case deleteKey = 0xE4
}

/// What may be shown of a key in a SAM.
public struct SAMKeyEntry: Sendable, Hashable {
  /// The card year.
  public let year: Int
  /// What may be done with the key.
  public let right: KeyRight
  /// Its check value.
  public let checkValue: KeyCheckValue

  /// Names a key.
  public init(year: Int, right: KeyRight, checkValue: KeyCheckValue) {
    self.year = year
    self.right = right
    self.checkValue = checkValue
  }

  /// The length of an entry on the wire.
  public static let byteCount = 6

  /// Year, most significant byte first, right (1 verify, 2 issue), check value.
  public var bytes: [UInt8] {
    SAMFields.year(year) + [right == .issue ? 2 : 1] + checkValue.bytes
  }
}
