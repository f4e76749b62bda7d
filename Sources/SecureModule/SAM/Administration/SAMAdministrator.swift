public import CardCrypto
import LinuxSystem
public import SmartCard
import Synchronization

/// The issuing desk's side of a SAM: keys and PINs of a new one, issuer keys in and out, PINs unlocked.
///
/// Everything but the very first command goes through a secure channel under the administrator's key.
public final class SAMAdministrator: Sendable {
  /// The device, as errors name it.
  public let device: String
  /// What the SAM said of itself.
  public let information: SAMInformation
  private let key: SecretBytes
  private let link: Mutex<SAMLink>
  private let turnstile = Turnstile()

  /// Gives a new SAM its keys and PINs, once: outside any channel, because there is no common key yet.
  ///
  /// Do it where nobody listens. Throws ``CardCrypto/KeyDeviceFailure``; a SAM that has keys already refuses.
  public static func initialize(
    _ channel: any CardChannel, device: String, administratorKey: SecretBytes,
    pins: [SAMRole: SAMPIN]
  ) async throws(KeyDeviceFailure) -> SAMInformation {
    let before = try await SAMLink.select(channel, device: device)
    guard !before.isInitialized else {
      throw KeyDeviceFailure(.refused, device: device, detail: "the SAM has keys already")
    }
    guard administratorKey.count == 16, let till = pins[.till], let issuer = pins[.issuer] else {
      throw KeyDeviceFailure(.pinMissing, device: device)
    }
    var data: [UInt8] = []
    data.reserveCapacity(16 + 2 * SAMProfile.pinLength)
    for secret in [administratorKey, till.block, issuer.block] {
      unsafe secret.withBytes { unsafe data.append(contentsOf: $0) }
    }
    defer { SecretBytes.clear(&data) }
    _ = try await SAMLink.plain(.initialize, p2: 0, data, channel, device)
    return try await SAMLink.select(channel, device: device)
  }

  /// What sits in a reader; needs no key.
  public static func information(
    _ channel: any CardChannel, device: String
  ) async throws(KeyDeviceFailure) -> SAMInformation {
    try await SAMLink.select(channel, device: device)
  }

  /// Opens the administrator's channel.
  public init(
    _ channel: any CardChannel, device: String, administratorKey: SecretBytes
  ) async throws(KeyDeviceFailure) {
    let link = try await SAMLink(
      channel, device: device, key: administratorKey, kind: .administrator)
    self.device = device
    key = administratorKey
    information = link.information
    self.link = Mutex(link)
  }

  /// The key that lanes get for this SAM.
  public func pairingKey() throws(KeyStoreError) -> SecretBytes {
    try SAMProfile.pairingKey(administratorKey: key, serial: information.serial)
  }

  /// Loads a key from a key file, wrapped under the administrator's key from there to the SAM.
  ///
  /// Throws ``CardCrypto/KeyDeviceFailure`` if the SAM holds that year already.
  public func load(_ entry: SAMKeyEntry, wrapped: [UInt8]) async throws(KeyDeviceFailure) {
    try await send(.putKey, entry.bytes + wrapped)
  }

  /// Deletes the key of a year.
  public func retire(year: Int) async throws(KeyDeviceFailure) {
    try await send(.deleteKey, SAMFields.year(year))
  }

  /// Sets a PIN anew, and its tries with it.
  public func unlock(_ role: SAMRole, pin: SAMPIN) async throws(KeyDeviceFailure) {
    var block = unsafe pin.block.withBytes { unsafe Array($0) }
    defer { SecretBytes.clear(&block) }
    try await send(.resetRetryCounter, p2: role.rawValue, block)
  }

  /// Years, rights and check values.
  public func entries() async throws(KeyDeviceFailure) -> [SAMKeyEntry] {
    var fields = SAMFields(try await send(.listKeys, []))
    var entries: [SAMKeyEntry] = []
    while let entry = fields.entry() { entries.append(entry) }
    return entries
  }

  @discardableResult
  private func send(
    _ instruction: SAMInstruction, p2: UInt8 = 0, _ data: [UInt8]
  ) async throws(KeyDeviceFailure) -> [UInt8] {
    let answer = try await turnstile.pass { () async throws(KeyDeviceFailure) in
      var used = link.withLock { $0 }
      let answer = try await used.exchange(instruction, p2: p2, data)
      link.withLock { $0 = used }
      return answer
    }
    guard answer.status == .success else {
      throw KeyDeviceFailure(.refused, device: device, detail: answer.status.description)
    }
    return answer.data
  }
}
