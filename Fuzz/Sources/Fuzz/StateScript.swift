import CardCrypto
import SmartCard
import VIPCard
import VirtualCards

/// State files of virtual cards made of fuzzer bytes: what is taken for a memory, a card can work with.
enum StateScript {
  /// The first byte chooses: the rest is a file as it is, or edits of a genuine one (kind, then places and
  /// bytes). Whatever is accepted answers commands and can be written again.
  static func run(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    guard first & 0x80 != 0 else { return tryAll(Array(bytes.dropFirst())) }
    guard var text = genuine(Int(first & 0x03)) else { return }
    var edits = bytes.dropFirst()
    while edits.count >= 3 {
      let place = Int(edits.removeFirst()) << 8 | Int(edits.removeFirst())
      let byte = edits.removeFirst()
      let index = place % text.count
      switch byte {
      // Digits are what numbers and lengths are made of; 00 takes a byte out.
      case 0x00: text.remove(at: index)
      case 0x80...: text.insert(0x30 + byte % 10, at: index)
      default: text[index] = byte
      }
      if text.isEmpty { return }
    }
    tryAll(text)
  }

  private static func genuine(_ kind: Int) -> [UInt8]? {
    let uid: [UInt8] = [4, 1, 2, 3, 4, 5, 6]
    return switch kind {
    case 0: try? CardStateDocument.bytes(desfire(uid), of: VirtualDESFireCard.self)
    case 1: try? CardStateDocument.bytes(NTAG424Memory(uid: uid), of: VirtualNTAG424Card.self)
    case 2: try? CardStateDocument.bytes(ClassicMemory(uid: uid), of: VirtualClassicCard.self)
    default: try? CardStateDocument.bytes(CPUCardMemory(serial: uid), of: VirtualCPUCard.self)
    }
  }

  private static func desfire(_ uid: [UInt8]) -> DESFireMemory {
    let rights = DESFireAccessRights(read: 0x0E, write: 0x0E, readWrite: 0x0E, change: 0x0E)
    let value = DESFireValue(lowest: -5, highest: 50, value: 7, hasLimitedCredit: true)
    let contents: [DESFireFile.Contents] = [
      .standard([1, 2, 3]), .backup([1], pending: [2]), .value(value),
      .cyclicRecord(DESFireRecords(length: 4, capacity: 3)),
    ]
    var files: [UInt8: DESFireFile] = [:]
    for (number, contents) in contents.enumerated() {
      files[UInt8(number + 1)] = DESFireFile(mode: .plain, rights: rights, contents: contents)
    }
    return DESFireMemory(
      generation: .ev2, uid: uid,
      applications: [
        DESFireMemoryApplication(
          identifier: [1, 2, 3], keys: [.transport, .transport], files: files)
      ])
  }

  private static func tryAll(_ text: [UInt8]) {
    if let memory = try? CardStateDocument.memory(of: VirtualDESFireCard.self, text) {
      work(VirtualDESFireCard(memory), text)
    }
    if let memory = try? CardStateDocument.memory(of: VirtualNTAG424Card.self, text) {
      work(VirtualNTAG424Card(memory), text)
    }
    if let memory = try? CardStateDocument.memory(of: VirtualClassicCard.self, text) {
      work(VirtualClassicCard(memory), text)
    }
    if let memory = try? CardStateDocument.memory(of: VirtualCPUCard.self, text) {
      work(VirtualCPUCard(memory), text)
    }
  }

  /// Commands that reach every part of a memory; each gets a status word.
  private static func work<Card: StatefulCard>(_ card: Card, _ text: [UInt8]) {
    var card = card
    card.powerOn()
    for command in commands {
      precondition(card.respond(to: command).count >= 2)
    }
    guard let written = try? CardStateDocument.bytes(card.memory, of: Card.self) else {
      preconditionFailure("a memory that cannot be written")
    }
    precondition((try? CardStateDocument.memory(of: Card.self, written)) == card.memory)
  }

  private static let commands: [[UInt8]] = {
    func native(_ instruction: UInt8, _ data: [UInt8] = []) -> [UInt8] {
      [0x90, instruction, 0, 0] + (data.isEmpty ? [] : [UInt8(data.count)] + data) + [0]
    }
    let name = NTAG424Profile.applicationIdentifier
    var commands: [[UInt8]] = [
      [0xFF, 0xCA, 0, 0, 0], native(0x60), native(0xAF), native(0xAF), native(0x6A),
      native(0x5A, [1, 2, 3]), native(0x6F), native(0x64, [0]), native(0x64, [1]),
    ]
    for file: UInt8 in 1...4 {
      commands += [
        native(0xF5, [file]), native(0xBD, [file, 0, 0, 0, 0, 0, 0]), native(0x6C, [file]),
        native(0xBB, [file, 0, 0, 0, 0, 0, 0]), native(0x0C, [file, 1, 0, 0, 0]),
        native(0xDC, [file, 1, 0, 0, 0]), native(0x1C, [file, 1, 0, 0, 0]),
        native(0x3B, [file, 0, 0, 0, 1, 0, 0, 9]), native(0x3D, [file, 0, 0, 0, 1, 0, 0, 9]),
      ]
    }
    commands += [native(0xC7), native(0xAA, [0]), native(0xAF, [UInt8](repeating: 1, count: 32))]
    commands += [
      [0, 0xA4, 4, 0, UInt8(name.count)] + name + [0], [0, 0xA4, 0, 0x0C, 2, 0xE1, 0x04],
      [0, 0xB0, 0, 0, 0], native(0x71, [0, 0]), native(0xAF, [UInt8](repeating: 1, count: 32)),
      [0xFF, 0x82, 0, 0, 6] + [UInt8](repeating: 0xFF, count: 6),
      [0xFF, 0x86, 0, 0, 5, 1, 0, 4, 0x60, 0], [0xFF, 0xB0, 0, 4, 16], [0xFF, 0xB0, 0, 7, 16],
      [0xFF, 0xD6, 0, 4, 16] + [UInt8](repeating: 7, count: 16),
      [0, 0xA4, 4, 0, 8] + CPUCardProfile.applicationIdentifier + [0], [0, 0xB0, 0x81, 0, 0],
      [0, 0xCA, 1, 0, 1], [0, 0xCA, 1, 1, 1], [0, 0x84, 0, 0, 16],
      [0, 0x82, 0, 0, 16] + [UInt8](repeating: 0, count: 16),
      [0, 0x88, 0, 1, 16] + [UInt8](repeating: 0, count: 16) + [0],
    ]
    return commands
  }()
}
