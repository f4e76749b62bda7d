import SmartCard
import VIPCard

/// The interindustry commands, as a telephone sends them (NFC Forum Type 4 Tag).
extension VirtualNTAG424Card {
  mutating func answerISO(_ command: CommandAPDU) -> ResponseAPDU {
    switch command.ins {
    case 0xA4: select(command)
    case 0xB0: readBinary(command)
    default: .init(status: .instructionNotSupported)
    }
  }

  private mutating func select(_ command: CommandAPDU) -> ResponseAPDU {
    guard command.p2 == 0x00 || command.p2 == 0x0C else {
      return .init(status: .wrongParameters)
    }
    switch command.p1 {
    case 0x04:
      guard command.data == NTAG424Profile.applicationIdentifier else {
        return .init(status: .fileNotFound)
      }
      forget()
      isSelected = true
      currentFile = nil
      return .init()
    case 0x00, 0x02:
      guard isSelected, let number = NTAG424Memory.fileIdentifiers[command.data] else {
        return .init(status: .fileNotFound)
      }
      forget()
      currentFile = number
      return .init()
    default:
      return .init(status: .wrongParameters)
    }
  }

  private mutating func readBinary(_ command: CommandAPDU) -> ResponseAPDU {
    guard command.data.isEmpty, let expected = command.expectedLength else {
      return .init(status: .wrongLength)
    }
    state.clearFrames()
    var offset = Int(command.p1) << 8 | Int(command.p2)
    if command.p1 & 0x80 != 0 {
      let number = command.p1 & 0x1F
      guard isSelected, command.p1 & 0x60 == 0, memory.files[number] != nil else {
        return .init(status: .fileNotFound)
      }
      currentFile = number
      offset = Int(command.p2)
    }
    guard let number = currentFile, let file = memory.files[number],
      case .standard(let bytes) = file.contents
    else { return .init(status: .commandNotAllowed) }
    // Only what everybody may read, and not within a session.
    let free = DESFireAccessRights.free
    guard state.messaging.key == nil, file.rights.read == free || file.rights.readWrite == free
    else { return .init(status: .securityNotSatisfied) }
    guard offset < bytes.count else { return .init(status: .outsideFile) }
    guard let contents = openContents(of: number, bytes) else {
      return .init(status: .conditionsNotSatisfied)
    }
    let rest = contents[offset...].prefix(expected)
    let isShort = rest.count < expected && expected != 256
    return .init(data: Array(rest), status: isShort ? .endOfFile : .success)
  }
}
