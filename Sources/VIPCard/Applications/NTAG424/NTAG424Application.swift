public import CardCrypto
public import SmartCard

/// Our card on an NTAG 424 DNA: AuthenticateEV2First with the read key, then the member file in MAC or
/// full mode.
///
/// The chip's application has the same name on every NFC Forum Type 4 Tag, so what GetVersion says and
/// a key version that somebody has set make it ours.
public struct NTAG424Application: CardApplication {
  public let chip: ChipIdentity
  public let claimedYear: CardYear?
  public var trust: TrustLevel { .high }

  private let channel: any CardChannel

  public static func identify(
    on channel: any CardChannel
  ) async throws(ChipFailure) -> NTAG424Application? {
    let selected = try await channel.exchange(NTAG424Profile.select, .select)
    guard selected.isSuccess, selected.data.isEmpty else { return nil }
    guard let version = try await ChipVersion.read(from: channel),
      version.vendor == ChipVersion.nxp, version.type == ChipVersion.ntag
    else { return nil }
    guard let keyVersion = try await KeyVersion.read(from: channel) else { return nil }
    return NTAG424Application(
      chip: ChipIdentity(kind: .ntag424, uid: version.uid),
      claimedYear: CardYear(keyVersion: keyVersion), channel: channel)
  }

  /// `nil`: the member file can be read by key only.
  public func openMemberFile() async throws(ChipFailure) -> MemberFile? { nil }

  public func prove(
    keys: any KeyStore
  ) async throws(ChipFailure) -> MemberFile {
    guard let year = claimedYear else { throw .notProven }
    let reading = SessionReading(
      channel: channel, keys: try sessionKeys(keys), year: year, uid: chip.uid,
      file: NTAG424Profile.memberFile)
    return try await reading.throughEV2(reading: .readDataISO)
  }
}
