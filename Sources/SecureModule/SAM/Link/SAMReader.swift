public import CardCrypto
public import SmartCard

/// The PC/SC reader in which a SAM sits.
public struct SAMReader: Sendable, Hashable {
  /// The reader's name, or a part of it.
  public let name: String
  /// How long connecting and every command may take.
  public let deadline: Duration

  /// Names a reader.
  public init(_ name: String, deadline: Duration = .seconds(5)) {
    self.name = name
    self.deadline = deadline
  }

  /// The whole name of the one reader that is meant.
  ///
  /// Throws ``CardCrypto/KeyDeviceFailure``: `gone` without such a reader, `foreign` if the part fits
  /// several.
  public func fullName() async throws(KeyDeviceFailure) -> String {
    let health = await PCSCHealth.check(within: deadline)
    let fitting = health.readers.map(\.name).filter { $0.contains(name) }
    if fitting.contains(name) { return name }
    guard let first = fitting.first else { throw KeyDeviceFailure(.gone, device: name) }
    guard fitting.count == 1 else {
      throw KeyDeviceFailure(.foreign, device: name, detail: "\(fitting.count) readers fit")
    }
    return first
  }

  /// Connects to the SAM, for this program alone: another one in the same reader could use a PIN that
  /// was presented.
  public func connect() async throws(KeyDeviceFailure) -> any CardChannel {
    let full = try await fullName()
    do {
      return try await CardConnection.connect(
        to: full,
        options: ConnectionOptions(
          share: .exclusive, connectDeadline: deadline, commandDeadline: deadline))
    } catch {
      throw KeyDeviceFailure(error, device: full)
    }
  }
}
