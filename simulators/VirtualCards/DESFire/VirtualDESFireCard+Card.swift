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

  mutating func getApplicationIDs(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard selected == nil else { throw .permissionDenied }
    try requireMasterKey(unless: .freeDirectory, memory.settings)
    _ = try openHeader(.getApplicationIDs, data, count: 0)
    return try done(memory.applications.flatMap(\.identifier))
  }

  // MARK: Keys

  var uid: [UInt8] { memory.uid }
  var version: [[UInt8]] { memory.generation.version }
  static var production: [UInt8] { [0xBA, 0x54, 0x30, 0x12, 0x80, 0x14, 0x24] }

  func slot(_ number: UInt8) throws(NativeStatus) -> CardKeySlot {
    guard let application else {
      guard number == 0 else { throw .noSuchKey }
      return memory.masterKey
    }
    guard Int(number) < application.keys.count else { throw .noSuchKey }
    return application.keys[Int(number)]
  }

  mutating func set(_ slot: CardKeySlot, number: UInt8) {
    if let selected {
      memory.applications[selected].keys[Int(number)] = slot
    } else {
      memory.masterKey = slot
    }
  }

  mutating func changeKey(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let own = state.messaging.key else { throw .authenticationError }
    guard let first = data.first else { throw .lengthError }
    // At the level of the card the two upper bits tell the type of key; 80 is AES.
    let number = selected == nil ? first & 0x3F : first
    _ = try slot(number)
    guard own == (try keyThatChanges(number)) else { throw .authenticationError }
    return try replaceKey(number, in: data, own: own)
  }

  /// Which key has to be authenticated to change a key: the master key for itself and for the key that
  /// changes the others, and for these what the settings say.
  private func keyThatChanges(_ number: UInt8) throws(NativeStatus) -> UInt8 {
    let settings = application?.settings ?? memory.settings
    if number == CardKey.master {
      guard settings.contains(.masterKeyChangeable) else { throw .permissionDenied }
      return CardKey.master
    }
    switch settings.keyChanger {
    case .key(number): return CardKey.master
    case .key(let changer): return changer
    case .itself: return number
    case .nobody: throw .permissionDenied
    }
  }
}
