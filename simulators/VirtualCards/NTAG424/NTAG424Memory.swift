import CardCrypto
public import VIPCard

/// Everything that a virtual NTAG 424 DNA keeps without power.
public struct NTAG424Memory: Sendable, Equatable, Codable {
  /// The UID, 7 bytes.
  public let uid: [UInt8]
  /// The five keys.
  public var keys: [CardKeySlot]
  /// The three files: capability container, NDEF, proprietary.
  public var files: [UInt8: DESFireFile]
  /// What the NDEF file mirrors; `nil` if nothing.
  public var mirror: SDMSettings?
  /// SDMReadCtr: how many taps there were.
  public internal(set) var readCounter: UInt32 = 0
  /// How often an authentication failed in the life of the card.
  public internal(set) var failedAuthentications = 0

  /// A chip as it leaves the factory: transport keys, empty files.
  public init(uid: [UInt8]) {
    self.uid = uid
    keys = [CardKeySlot](repeating: .transport, count: Int(NTAG424Profile.keyCount))
    let (master, free) = (CardKey.master, DESFireAccessRights.free)
    // NT4H2421Gx data sheet, section 8.2.3: settings at delivery.
    let container = DESFireAccessRights(
      read: free, write: master, readWrite: master, change: master)
    let ndef = DESFireAccessRights(read: free, write: free, readWrite: free, change: master)
    let proprietary = DESFireAccessRights(read: 2, write: 3, readWrite: 3, change: master)
    // Type 4 Tag version 2.0: NDEF file E104 of 256 bytes, proprietary file E105 of 128 bytes.
    let capabilities: [UInt8] =
      [0x00, 0x17, 0x20, 0x01, 0x00, 0x00, 0xFF, 0x04, 0x06, 0xE1, 0x04, 0x01, 0x00, 0x00, 0x00]
      + [0x05, 0x06, 0xE1, 0x05, 0x00, 0x80, 0x82, 0x83] + [UInt8](repeating: 0, count: 9)
    files = [
      1: .standard(capabilities, mode: .plain, rights: container),
      NTAG424Profile.ndefFile: .standard(
        [UInt8](repeating: 0, count: 256), mode: .plain, rights: ndef),
      NTAG424Profile.memberFile: .standard(
        [UInt8](repeating: 0, count: 128), mode: .full, rights: proprietary),
    ]
  }

  /// The ISO/IEC 7816-4 identifiers of the files.
  static let fileIdentifiers: [[UInt8]: UInt8] = [
    [0xE1, 0x03]: 1, [0xE1, 0x04]: 2, [0xE1, 0x05]: 3,
  ]
}

extension SDMSettings {
  /// Whether places of data and code lie in a file of this length.
  func fits(_ length: Int) -> Bool {
    dataOffset >= 0 && codeInputOffset >= 0 && codeInputOffset <= codeOffset
      && dataOffset + PICCData.sealedLength * 2 <= length
      && codeOffset + SDMCode.byteCount * 2 <= length
  }

  /// The file as a telephone reads it; `nil` if an offset or key is not there.
  func mirrored(
    into file: [UInt8], data: PICCData, keys: [CardKeySlot],
    random: inout any RandomNumberGenerator & Sendable
  ) -> [UInt8]? {
    let dataEnd = dataOffset + PICCData.sealedLength * 2
    let codeEnd = codeOffset + SDMCode.byteCount * 2
    guard fits(file.count), Int(metaReadKey) < keys.count, Int(fileReadKey) < keys.count,
      let sealed = try? data.encrypted(key: keys[Int(metaReadKey)].key, using: &random)
    else { return nil }
    var file = file
    file.replaceSubrange(dataOffset..<dataEnd, with: Hex.text(sealed).uppercased().utf8)
    let text = Array(file[codeInputOffset..<codeOffset])
    guard
      let code = try? SDMCode.code(
        of: text, for: data, fileReadKey: keys[Int(fileReadKey)].key)
    else { return nil }
    file.replaceSubrange(codeOffset..<codeEnd, with: Hex.text(code).uppercased().utf8)
    return file
  }
}
