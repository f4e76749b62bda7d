import CardCrypto
import SmartCard
import VIPCard

/// Settings of the card and of an application, memory, and the card made empty again (MF3ICDx1 data
/// sheet): what our terminal does not need, and other people's programs ask for.
extension VirtualDESFireCard {
  /// Key settings, then the number of keys with the bit for AES.
  mutating func getKeySettings(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    _ = try openHeader(.getKeySettings, data, count: 0)
    let settings = application?.settings ?? .delivered
    if !settings.contains(.freeDirectory) { try requireMasterKey() }
    return try done([settings.rawValue, 0x80 | UInt8(application?.keys.count ?? 1)])
  }

  /// One enciphered byte. The card's own settings stay as delivered.
  mutating func changeKeySettings(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    try requireMasterKey()
    guard let selected, memory.applications[selected].settings.contains(.changeable) else {
      throw .permissionDenied
    }
    let settings = try state.messaging.open(
      NativeInstruction.changeKeySettings.rawValue, sealed: data, count: 1, mode: .full)
    memory.applications[selected].settings = DESFireKeySettings(rawValue: settings[0])
    return try done()
  }

  /// How many bytes are left.
  mutating func freeMemory(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    _ = try openHeader(.freeMemory, data, count: 0)
    let used = memory.applications.flatMap(\.files.values).reduce(0) { $0 + $1.size }
    return try done(max(0, Self.capacity - used).littleEndianBytes(3))
  }

  /// Deletes every application; the keys of the card stay. The session is over.
  mutating func formatCard(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard selected == nil else { throw .permissionDenied }
    try requireMasterKey()
    _ = try openHeader(.formatCard, data, count: 0)
    memory.applications = []
    let answer = try done()
    state = NativeState()
    return answer
  }

  private func requireMasterKey() throws(NativeStatus) {
    guard state.messaging.key == CardKey.master else { throw .authenticationError }
  }
}

extension NativeInstruction {
  static let getKeySettings = Self(rawValue: 0x45)
  static let changeKeySettings = Self(rawValue: 0x54)
  static let freeMemory = Self(rawValue: 0x6E)
  static let formatCard = Self(rawValue: 0xFC)
}
