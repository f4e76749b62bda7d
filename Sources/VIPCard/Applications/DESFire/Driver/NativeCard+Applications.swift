import CardCrypto

/// The card and its applications.
extension NativeCard {
  /// The level of the card, above all applications.
  public static let cardLevel: [UInt8] = [0x00, 0x00, 0x00]

  /// Selects an application by its three bytes, or ``cardLevel``. Ends the session.
  public mutating func select(application: [UInt8]) async throws(NativeError) {
    session = .none
    let answer = try await exchange(.selectApplication, application)
    guard answer.isEmpty else { throw .length(answer.count) }
  }

  /// What the card says of itself.
  public mutating func version() async throws(NativeError) -> ChipVersion {
    let bytes = try await command(.getVersion, count: 28)
    guard let version = ChipVersion(bytes) else { throw .length(bytes.count) }
    return version
  }

  /// The UID, which an authenticated terminal learns also from a card that shows a random one.
  public mutating func cardUID() async throws(NativeError) -> [UInt8] {
    try await command(.getCardUID, mode: .full, count: 7)
  }

  /// Makes an application with AES keys of sixteen zero bytes.
  ///
  /// - Parameters:
  ///   - identifier: Three bytes.
  ///   - settings: The key settings.
  ///   - keyCount: 1 to 14.
  public mutating func createApplication(
    _ identifier: [UInt8], settings: DESFireKeySettings, keyCount: UInt8
  ) async throws(NativeError) {
    try await command(
      .createApplication, header: identifier + [settings.rawValue, 0x80 | keyCount], count: 0)
  }

  /// Deletes an application with everything in it.
  public mutating func deleteApplication(_ identifier: [UInt8]) async throws(NativeError) {
    try await command(.deleteApplication, header: identifier, count: 0)
  }

  /// The applications' identifiers, three bytes each.
  public mutating func applications() async throws(NativeError) -> [[UInt8]] {
    let bytes = try await command(.getApplicationIDs)
    guard bytes.count % 3 == 0 else { throw .length(bytes.count) }
    return stride(from: 0, to: bytes.count, by: 3).map { Array(bytes[$0..<$0 + 3]) }
  }
}

/// What may be done with the keys of a DESFire application, and what without its master key.
public struct DESFireKeySettings: OptionSet, Sendable, Hashable, Codable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The master key may be changed.
  public static let masterKeyChangeable = Self(rawValue: 0x01)
  /// Files may be listed without the master key.
  public static let freeDirectory = Self(rawValue: 0x02)
  /// Files may be made and deleted without the master key.
  public static let freeCreation = Self(rawValue: 0x04)
  /// These settings may be changed.
  public static let changeable = Self(rawValue: 0x08)

  /// Which key changes the others, from the upper four bits of an application's settings (MF3ICDx1 data
  /// sheet, ChangeKeySettings).
  public var keyChanger: KeyChanger {
    switch rawValue >> 4 {
    case 0x0E: .itself
    case 0x0F: .nobody
    case let number: .key(number)
    }
  }

  /// Who may change a key of an application other than its master key.
  public enum KeyChanger: Sendable, Hashable {
    /// The key of this number; the change key itself is changed by the master key, 0.
    case key(UInt8)
    /// Whoever knows the key that is to change.
    case itself
    /// The keys stay as they are for ever.
    case nobody
  }

  /// As a fresh card has them: everything is free; keys are changed with the master key.
  public static let delivered: Self = [
    .masterKeyChangeable, .freeDirectory, .freeCreation, .changeable,
  ]
  /// As our application has them: files are made and deleted with the master key only.
  public static let issued: Self = [.masterKeyChangeable, .freeDirectory, .changeable]
}
