public import CardCrypto
public import SmartCard

/// Our application on a MIFARE DESFire EV1, EV2 or EV3, by native commands in ISO/IEC 7816-4 wrapping.
///
/// EV1 proves itself by AuthenticateAES, and every answer after it carries a code of the chain. EV2 and
/// EV3 prove themselves by AuthenticateEV2First, and give the member file in MAC or full mode; a
/// member file that comes without a code is refused.
public struct DESFireApplication: CardApplication {
  public let chip: ChipIdentity
  public let claimedYear: CardYear?
  public var trust: TrustLevel { .high }

  /// What the card says of itself.
  public let version: ChipVersion
  private let channel: any CardChannel

  public static func identify(
    on channel: any CardChannel
  ) async throws(ChipFailure) -> DESFireApplication? {
    let selected = try await channel.native(
      .selectApplication, .select, data: DESFireProfile.applicationIdentifier)
    guard selected.status == NativeStatus.done.statusWord else { return nil }
    guard selected.data.isEmpty else { throw .incomplete(.select) }
    guard let version = try await ChipVersion.read(from: channel) else { return nil }
    guard let keyVersion = try await KeyVersion.read(from: channel) else { return nil }
    return DESFireApplication(
      chip: ChipIdentity(kind: .desfire, uid: version.uid),
      claimedYear: CardYear(keyVersion: keyVersion), version: version, channel: channel)
  }

  /// `nil`: the member file can be read by key only.
  public func openMemberFile() async throws(ChipFailure) -> MemberFile? { nil }

  public func prove(
    keys: any KeyStore
  ) async throws(ChipFailure) -> MemberFile {
    // A version byte that is no year cannot have a key.
    guard let year = claimedYear else { throw .notProven }
    let reading = SessionReading(
      channel: channel, keys: try sessionKeys(keys), year: year, uid: chip.uid,
      file: DESFireProfile.memberFile)
    return version.hasEV2
      ? try await reading.throughEV2(reading: .readData)
      : try await reading.throughEV1()
  }
}
