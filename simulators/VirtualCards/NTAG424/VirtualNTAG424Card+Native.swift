import CardCrypto
import SmartCard
import VIPCard

/// The native commands (NT4H2421Gx data sheet, chapter 10).
extension VirtualNTAG424Card {
  private mutating func done(
    _ data: [UInt8] = [], mode: CommunicationMode = .mac
  ) throws(NativeStatus) -> ResponseAPDU {
    state.send([try state.messaging.seal(data, mode: mode)])
  }

  private mutating func openHeader(
    _ instruction: NativeInstruction, _ data: [UInt8], count: Int,
    mode: CommunicationMode = .mac
  ) throws(NativeStatus) -> [UInt8] {
    guard data.count >= count else { throw .lengthError }
    let header = Array(data.prefix(count))
    _ = try state.messaging.open(
      instruction.rawValue, header: header, sealed: Array(data.dropFirst(count)), mode: mode)
    return header
  }

  mutating func getVersion(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    _ = try openHeader(.getVersion, data, count: 0)
    let hardware: [UInt8] = [0x04, 0x04, 0x02, 0x30, 0x00, 0x11, 0x05]
    let software: [UInt8] = [0x04, 0x04, 0x02, 0x01, 0x02, 0x11, 0x05]
    // Batch number, week and year of production.
    let production = memory.uid + [0xCF, 0x39, 0xD4, 0x49, 0x80, 0x14, 0x24]
    let sealed = try state.messaging.seal(hardware + software + production)
    return state.send([
      Array(sealed.prefix(7)), Array(sealed.dropFirst(7).prefix(7)), Array(sealed.dropFirst(14)),
    ])
  }

  mutating func getCardUID(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard state.messaging.key != nil else { throw .authenticationError }
    _ = try openHeader(.getCardUID, data, count: 0)
    return try done(memory.uid, mode: .full)
  }

  // MARK: Keys

  private func slot(_ number: UInt8) throws(NativeStatus) -> CardKeySlot {
    guard Int(number) < memory.keys.count else { throw .noSuchKey }
    return memory.keys[Int(number)]
  }

  mutating func getKeyVersion(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    let header = try openHeader(.getKeyVersion, data, count: 1)
    return try done([try slot(header[0]).version])
  }

  mutating func authenticate(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    guard let number = data.first else { throw .lengthError }
    if instruction == .authenticateEV2First {
      guard data.count >= 2, data[1] <= 6, data.count == 2 + Int(data[1]) else {
        throw .lengthError
      }
    } else {
      guard data.count == 1 else { throw .lengthError }
    }
    let challenge = try state.begin(
      instruction, keyNumber: number, slot: slot(number), random: &random)
    return .init(data: challenge, status: NativeStatus.additionalFrame.statusWord)
  }

  mutating func changeKey(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let own = state.messaging.key, own == CardKey.master else {
      throw .authenticationError
    }
    guard let number = data.first else { throw .lengthError }
    let old = try slot(number)
    let change = try state.messaging.openKeyChange(
      Array(data.dropFirst()), keyNumber: number, replacing: own == number ? nil : old.key)
    memory.keys[Int(number)] = CardKeySlot(key: change.key, version: change.version)
    guard own != number else {
      forget()
      return .init(status: NativeStatus.done.statusWord)
    }
    return try done()
  }

  // MARK: Files

  private func file(_ number: UInt8) throws(NativeStatus) -> (DESFireFile, [UInt8]) {
    guard let file = memory.files[number], case .standard(let bytes) = file.contents else {
      throw .fileNotFound
    }
    return (file, bytes)
  }

  private func mode(
    of file: DESFireFile, for rights: [UInt8]
  ) throws(NativeStatus) -> CommunicationMode {
    if let key = state.messaging.key, rights.contains(key) { return file.mode }
    if rights.contains(DESFireAccessRights.free) { return .plain }
    throw rights.allSatisfy { $0 == DESFireAccessRights.never }
      ? .permissionDenied : .authenticationError
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
    guard file.rights.change == state.messaging.key else { throw .authenticationError }
    let bytes = try state.messaging.openFull(
      NativeInstruction.changeFileSettings.rawValue, header: [number],
      sealed: Array(data.dropFirst()))
    guard bytes.count >= 3, let mode = CommunicationMode(rawValue: bytes[0] & 0x03),
      let rights = DESFireAccessRights(bytes: bytes[1...2])
    else { throw .parameterError }
    let isMirroring = bytes[0] & 0x40 != 0
    let mirror = SDMSettings(bytes: Array(bytes.dropFirst(3)))
    guard isMirroring == (mirror != nil), isMirroring || bytes.count == 3 else {
      throw .parameterError
    }
    if let mirror {
      guard number == NTAG424Profile.ndefFile, mirror.fits(contents.count) else {
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
