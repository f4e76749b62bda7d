import CardCrypto
import SmartCard
import VIPCard

/// Settings of the card and of an application, memory, and the card made empty again (MF3ICDx1 data
/// sheet): what our terminal does not need, and other people's programs ask for.
extension VirtualDESFireCard {
  /// Key settings, then the number of keys with the bit for AES.
  mutating func getKeySettings(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    _ = try openHeader(.getKeySettings, data, count: 0)
    let settings = application?.settings ?? memory.settings
    try requireMasterKey(unless: .freeDirectory, settings)
    return try done([settings.rawValue, 0x80 | UInt8(application?.keys.count ?? 1)])
  }

  /// One enciphered byte. Those of the card name no key that changes others: it has one key.
  mutating func changeKeySettings(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    try requireMasterKey()
    guard (application?.settings ?? memory.settings).contains(.changeable) else {
      throw .permissionDenied
    }
    let bytes = try state.messaging.open(
      NativeInstruction.changeKeySettings.rawValue, sealed: data, count: 1, mode: .full)
    let settings = DESFireKeySettings(rawValue: bytes[0])
    if let selected, let application {
      if case .key(let number) = settings.keyChanger, Int(number) >= application.keys.count {
        throw .parameterError
      }
      memory.applications[selected].settings = settings
    } else {
      guard bytes[0] & 0xF0 == 0 else { throw .parameterError }
      memory.settings = settings
    }
    return try done()
  }

  /// How many bytes are left.
  mutating func freeMemory(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    _ = try openHeader(.freeMemory, data, count: 0)
    return try done(max(0, Self.capacity - memory.used).littleEndianBytes(3))
  }

  /// Deletes every application; the keys of the card stay. The session is over.
  mutating func formatCard(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard selected == nil else { throw .permissionDenied }
    try requireMasterKey()
    _ = try openHeader(.formatCard, data, count: 0)
    memory.applications = []
    memory.retired = 0
    let answer = try done()
    state = NativeState()
    return answer
  }

  /// The master key of what is selected: of the application, or of the card.
  func requireMasterKey() throws(NativeStatus) {
    guard state.messaging.key == CardKey.master else { throw .authenticationError }
  }

  /// The same where the settings do not leave something free.
  func requireMasterKey(
    unless free: DESFireKeySettings, _ settings: DESFireKeySettings
  ) throws(NativeStatus) {
    if !settings.contains(free) { try requireMasterKey() }
  }
}

extension NativeInstruction {
  static let getKeySettings = Self(rawValue: 0x45)
  static let changeKeySettings = Self(rawValue: 0x54)
  static let freeMemory = Self(rawValue: 0x6E)
  static let formatCard = Self(rawValue: 0xFC)
}
