import CardCrypto
import SmartCard
import VIPCard

/// Commands about the card, its applications and keys.
extension VirtualDESFireCard {
  mutating func selectApplication(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard data.count == 3 else { throw .lengthError }
    abortTransaction()
    state = NativeState()
    selected = nil
    if data != [0x00, 0x00, 0x00] {
      guard let index = memory.applications.firstIndex(where: { $0.identifier == data }) else {
        throw .applicationNotFound
      }
      selected = index
    }
    return try done(mode: .plain)
  }

  mutating func getVersion(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    _ = try openHeader(.getVersion, data, count: 0)
    // Batch number, week and year of production.
    let production = memory.uid + [0xBA, 0x54, 0x30, 0x12, 0x80, 0x14, 0x24]
    let parts = memory.generation.version
    let sealed = try state.messaging.seal(parts.flatMap { $0 } + production)
    return state.send([
      Array(sealed.prefix(7)), Array(sealed.dropFirst(7).prefix(7)), Array(sealed.dropFirst(14)),
    ])
  }

  mutating func getCardUID(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard state.messaging.key != nil else { throw .authenticationError }
    _ = try openHeader(.getCardUID, data, count: 0)
    return try done(memory.uid, mode: .full)
  }

  mutating func getApplicationIDs(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard selected == nil else { throw .permissionDenied }
    _ = try openHeader(.getApplicationIDs, data, count: 0)
    return try done(memory.applications.flatMap(\.identifier))
  }

  // MARK: Keys

  private func slot(_ number: UInt8) throws(NativeStatus) -> CardKeySlot {
    guard let application else {
      guard number == 0 else { throw .noSuchKey }
      return memory.masterKey
    }
    guard Int(number) < application.keys.count else { throw .noSuchKey }
    return application.keys[Int(number)]
  }

  mutating func getKeyVersion(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    let header = try openHeader(.getKeyVersion, data, count: 1)
    return try done([try slot(header[0]).version])
  }

  mutating func authenticate(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    if instruction != .authenticateAES {
      guard memory.generation != .ev1 else { throw .illegalCommand }
    }
    guard let number = data.first else { throw .lengthError }
    // `71` carries the length and the bytes of the terminal's capabilities.
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
    guard let own = state.messaging.key else { throw .authenticationError }
    guard let first = data.first else { throw .lengthError }
    // At the level of the card the two upper bits tell the type of key; 80 is AES.
    let number = selected == nil ? first & 0x3F : first
    let old = try slot(number)
    guard own == 0 || own == number else { throw .permissionDenied }
    let change = try state.messaging.openKeyChange(
      Array(data.dropFirst()), keyNumber: first, replacing: own == number ? nil : old.key)
    let slot = CardKeySlot(key: change.key, version: change.version)
    if let selected {
      memory.applications[selected].keys[Int(number)] = slot
    } else {
      memory.masterKey = slot
    }
    guard own != number else {
      state = NativeState()
      return .init(status: NativeStatus.done.statusWord)
    }
    return try done()
  }
}
