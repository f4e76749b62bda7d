import SmartCard

/// A virtual MIFARE Classic 1K behind a contactless PC/SC reader, through the commands of PC/SC part 3:
/// UID, load keys, authenticate, read, update, with the access bits of every sector.
///
/// The cipher between reader and chip is left out; a terminal does not see it. What the card keeps is
/// in ``memory``, which can be coded and decoded.
public struct VirtualClassicCard: VirtualCard {
  /// What lasts.
  public var memory: ClassicMemory

  /// The keys that the reader holds, by slot.
  private var loaded: [UInt8: [UInt8]] = [:]
  /// The sector that is open, and with which key.
  private var open: (sector: Int, key: ClassicAccess.Keys)?

  /// How many key slots the reader has.
  static let slotCount: UInt8 = 2

  /// Puts a memory into a card.
  public init(_ memory: ClassicMemory) { self.memory = memory }

  /// PC/SC part 3: storage card, ISO/IEC 14443 type A part 3, MIFARE Standard 1K.
  public var atr: [UInt8] {
    ContactlessInterface.answerToReset(
      historicalBytes: ContactlessInterface.storageCard(standard: 0x03, name: 0x0001))
  }

  public mutating func powerOn() {
    loaded = [:]
    open = nil
  }

  public mutating func powerOff() { powerOn() }

  public mutating func respond(to command: [UInt8]) -> [UInt8] {
    guard let command = try? CommandAPDU(parsing: command) else {
      return ResponseAPDU(status: .wrongLength).encoded
    }
    return answer(to: command).encoded
  }

  private mutating func answer(to command: CommandAPDU) -> ResponseAPDU {
    let reader = ContactlessInterface(uid: memory.uid, historicalBytes: nil)
    if let answer = reader.answer(to: command) { return answer }
    // The chip itself knows no APDU.
    guard command.cla == 0xFF else { return .init(status: .classNotSupported) }
    switch command.ins {
    case 0x82: return .init(status: loadKey(command))
    case 0x86: return .init(status: authenticate(command))
    case 0xB0: return read(command)
    case 0xD6: return .init(status: update(command))
    default: return .init(status: .instructionNotSupported)
    }
  }

  private mutating func loadKey(_ command: CommandAPDU) -> StatusWord {
    // Card key, sent as it is, into volatile or lasting memory of the reader.
    guard command.p1 == 0x00 || command.p1 == 0x20 else { return .securityNotSatisfied }
    // 6988: no such slot; 6989: a key of another length.
    guard command.p2 < Self.slotCount else { return .secureMessagingObjectWrong }
    guard command.data.count == 6 else { return StatusWord(rawValue: 0x6989) }
    loaded[command.p2] = command.data
    return .success
  }

  private mutating func authenticate(_ command: CommandAPDU) -> StatusWord {
    open = nil
    guard command.p1 == 0, command.p2 == 0 else { return .wrongParameters }
    let data = command.data
    guard data.count == 5, data[0] == 0x01 else { return .wrongLength }
    let block = Int(data[1]) << 8 | Int(data[2])
    guard block < ClassicMemory.blockCount else { return .fileNotFound }
    // 6986: no such kind of key.
    guard data[3] == 0x60 || data[3] == 0x61 else { return .commandNotAllowed }
    guard let key = loaded[data[4]] else { return .referenceDataUnusable }
    let sector = block / 4
    let trailer = memory.blocks[sector * 4 + 3]
    let isA = data[3] == 0x60
    let held = isA ? trailer.prefix(6) : trailer.suffix(6)
    guard Array(held) == key else { return .verificationFailed }
    open = (sector, isA ? .a : .b)
    return .success
  }

  /// The access conditions of the sector of a block, if it is open with a key that counts.
  private func access(to block: Int) -> (ClassicAccess, ClassicAccess.Keys)? {
    guard let open, open.sector == block / 4, let access = memory.access(sector: open.sector)
    else { return nil }
    // A key B that can be read opens nothing.
    guard open.key == .a || !access.hasReadableKeyB else { return nil }
    return (access, open.key)
  }

  private func read(_ command: CommandAPDU) -> ResponseAPDU {
    let block = Int(command.p1) << 8 | Int(command.p2)
    guard block < ClassicMemory.blockCount else { return .init(status: .fileNotFound) }
    guard command.data.isEmpty, let expected = command.expectedLength else {
      return .init(status: .wrongLength)
    }
    guard expected == 256 || expected == ClassicMemory.blockLength else {
      return .init(status: StatusWord(sw1: 0x6C, sw2: UInt8(ClassicMemory.blockLength)))
    }
    guard let (access, key) = access(to: block) else {
      return .init(status: .securityNotSatisfied)
    }
    var data = memory.blocks[block]
    if block % 4 == 3 {
      // Key A never shows.
      data.replaceSubrange(0..<6, with: [UInt8](repeating: 0, count: 6))
      if !access.readAccess.contains(key) {
        data.replaceSubrange(6..<10, with: [UInt8](repeating: 0, count: 4))
      }
      if !access.hasReadableKeyB {
        data.replaceSubrange(10..<16, with: [UInt8](repeating: 0, count: 6))
      }
    } else if !access.read(block % 4).contains(key) {
      return .init(status: .securityNotSatisfied)
    }
    return .init(data: data)
  }

  private mutating func update(_ command: CommandAPDU) -> StatusWord {
    let block = Int(command.p1) << 8 | Int(command.p2)
    guard block < ClassicMemory.blockCount else { return .fileNotFound }
    guard command.data.count == ClassicMemory.blockLength else { return .wrongLength }
    // Block 0 was written once and for ever by the manufacturer.
    guard let (access, key) = access(to: block), block != 0 else {
      return .securityNotSatisfied
    }
    if block % 4 != 3 {
      guard access.write(block % 4).contains(key) else { return .securityNotSatisfied }
      memory.blocks[block] = command.data
      return .success
    }
    guard access.writeKeys.contains(key) || access.writeAccess.contains(key) else {
      return .securityNotSatisfied
    }
    if access.writeKeys.contains(key) {
      memory.blocks[block].replaceSubrange(0..<6, with: command.data[0..<6])
      memory.blocks[block].replaceSubrange(10..<16, with: command.data[10..<16])
    }
    if access.writeAccess.contains(key) {
      memory.blocks[block].replaceSubrange(6..<10, with: command.data[6..<10])
    }
    return .success
  }
}
