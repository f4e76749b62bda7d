import CardCrypto
import SmartCard
import VIPCard

/// The native commands (NT4H2421Gx data sheet, chapter 10).
extension VirtualNTAG424Card {
  // MARK: Keys

  var uid: [UInt8] { memory.uid }
  var version: [[UInt8]] {
    [
      [0x04, 0x04, 0x02, 0x30, 0x00, 0x11, 0x05], [0x04, 0x04, 0x02, 0x01, 0x02, 0x11, 0x05],
    ]
  }
  static var production: [UInt8] { [0xCF, 0x39, 0xD4, 0x49, 0x80, 0x14, 0x24] }
  /// What is more than one answer can carry is refused.
  static var longestFrame: Int? { nil }

  func slot(_ number: UInt8) throws(NativeStatus) -> CardKeySlot {
    guard Int(number) < memory.keys.count else { throw .noSuchKey }
    return memory.keys[Int(number)]
  }

  mutating func set(_ slot: CardKeySlot, number: UInt8) { memory.keys[Int(number)] = slot }

  mutating func changeKey(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let own = state.messaging.key, own == CardKey.master else {
      throw .authenticationError
    }
    guard let number = data.first else { throw .lengthError }
    _ = try slot(number)
    return try replaceKey(number, in: data, own: own)
  }

  // MARK: Files

  private func file(_ number: UInt8) throws(NativeStatus) -> (DESFireFile, [UInt8]) {
    guard let file = memory.files[number], case .standard(let bytes) = file.contents else {
      throw .fileNotFound
    }
    return (file, bytes)
  }

  mutating func getFileSettings(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    let header = try openHeader(.getFileSettings, data, count: 1)
    var settings = try file(header[0]).0.settings
    if header[0] == NTAG424Profile.ndefFile, let mirror = memory.mirror {
      settings[1] |= 0x40
      settings += mirror.bytes
    }
    return try done(settings)
  }

  mutating func changeFileSettings(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let number = data.first else { throw .lengthError }
    var (file, contents) = try file(number)
    guard file.rights.change != DESFireAccessRights.never else { throw .permissionDenied }
    guard file.rights.change == state.messaging.key else { throw .authenticationError }
    let bytes = try state.messaging.openFull(
      NativeInstruction.changeFileSettings.rawValue, header: [number],
      sealed: Array(data.dropFirst()))
    guard bytes.count >= 3, let mode = CommunicationMode(rawValue: bytes[0] & 0x03),
      let rights = DESFireAccessRights(bytes: bytes[1...2])
    else { throw .parameterError }
    guard rights.fit(keys: memory.keys.count) else { throw .parameterError }
    let isMirroring = bytes[0] & 0x40 != 0
    let mirror = SDMSettings(bytes: Array(bytes.dropFirst(3)))
    guard isMirroring == (mirror != nil), isMirroring || bytes.count == 3 else {
      throw .parameterError
    }
    if let mirror {
      guard number == NTAG424Profile.ndefFile, mirror.fits(contents.count),
        [mirror.metaReadKey, mirror.fileReadKey].allSatisfy({ Int($0) < memory.keys.count })
      else {
        throw .parameterError
      }
    }
    if number == NTAG424Profile.ndefFile {
      memory.mirror = mirror
      // SDMReadCtr starts anew with the mirroring (NT4H2421Gx data sheet, section 9.3).
      if isMirroring { memory.readCounter = 0 }
    }
    file.mode = mode
    file.rights = rights
    memory.files[number] = file
    return try done()
  }

  mutating func readData(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard data.count >= 7 else { throw .lengthError }
    let (file, bytes) = try file(data[0])
    let mode = try mode(of: file, for: [file.rights.read, file.rights.readWrite])
    _ = try openHeader(.readDataISO, data, count: 7, mode: mode)
    let offset = data[1...3].littleEndian
    guard offset < bytes.count else { throw .boundaryError }
    let wanted = data[4...6].littleEndian
    let length = wanted == 0 ? bytes.count - offset : wanted
    guard offset + length <= bytes.count else { throw .boundaryError }
    // What is more than one answer can carry is refused.
    guard state.messaging.sealedLength(of: length, mode: mode) <= 256 else { throw .lengthError }
    let isOpen = state.messaging.key == nil
    guard let contents = isOpen ? openContents(of: data[0], bytes) : bytes else {
      throw .permissionDenied
    }
    return try done(Array(contents[offset..<offset + length]), mode: mode)
  }

  mutating func writeData(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard data.count >= 7 else { throw .lengthError }
    var (file, bytes) = try file(data[0])
    let mode = try mode(of: file, for: [file.rights.write, file.rights.readWrite])
    let offset = data[1...3].littleEndian
    let length = data[4...6].littleEndian
    guard length > 0 else { throw .parameterError }
    guard offset + length <= bytes.count else { throw .boundaryError }
    let written = try state.messaging.open(
      NativeInstruction.writeDataISO.rawValue, header: Array(data.prefix(7)),
      sealed: Array(data.dropFirst(7)), count: length, mode: mode)
    bytes.replaceSubrange(offset..<offset + length, with: written)
    file.contents = .standard(bytes)
    memory.files[data[0]] = file
    return try done(mode: mode == .plain ? .plain : .mac)
  }
}
