import SmartCard

/// What GetVersion tells: make, generation, UID (DESFire and NTAG 424 DNA data sheets).
public struct ChipVersion: Sendable, Hashable {
  /// The manufacturer; 04 is NXP.
  public let vendor: UInt8
  /// The kind of product: low nibble 1 is DESFire, 04 is NTAG.
  public let type: UInt8
  /// The major hardware version: 00 and 01 are DESFire EV1 and before, 12 is EV2, 33 is EV3.
  public let generation: UInt8
  /// The UID, 7 bytes; zeros where the card hides it.
  public let uid: [UInt8]

  /// NXP.
  public static let nxp: UInt8 = 0x04
  /// The type of NTAG products.
  public static let ntag: UInt8 = 0x04

  /// Whether AuthenticateEV2First is known.
  public var hasEV2: Bool { generation >= 0x10 }

  /// Takes the three frames apart: 28 bytes, or 29 of a chip that tells more about its production.
  init?(_ bytes: [UInt8]) {
    guard 28...29 ~= bytes.count else { return nil }
    vendor = bytes[0]
    type = bytes[1]
    generation = bytes[3]
    uid = Array(bytes[14..<21])
  }

  init(vendor: UInt8, type: UInt8, generation: UInt8, uid: [UInt8]) {
    self.vendor = vendor
    self.type = type
    self.generation = generation
    self.uid = uid
  }

  /// Asks the card; `nil` when it does not know GetVersion.
  ///
  /// Throws ``ChipFailure/incomplete(_:)`` when one of the three frames has another length.
  static func read(
    from channel: any CardChannel
  ) async throws(ChipFailure) -> ChipVersion? {
    let first = try await channel.native(.getVersion, .select)
    guard first.status == NativeStatus.additionalFrame.statusWord else { return nil }
    let failure = ChipFailure.incomplete(.select)
    let hardware = try first.data(.additionalFrame, count: 7, .select, refusal: failure)
    _ = try await channel.native(.additionalFrame, .select)
      .data(.additionalFrame, count: 7, .select, refusal: failure)
    let production = try await channel.native(.additionalFrame, .select)
      .data(.done, counts: 14...15, .select, refusal: failure)
    return ChipVersion(
      vendor: hardware[0], type: hardware[1], generation: hardware[3],
      uid: Array(production.prefix(7)))
  }
}

/// The version byte of the key that proves the card.
enum KeyVersion {
  /// Asks the card; `nil` when it has no such key, or one that nobody has set yet: version 00.
  static func read(from channel: any CardChannel) async throws(ChipFailure) -> UInt8? {
    let answer = try await channel.native(.getKeyVersion, .select, data: [CardKey.read])
    if answer.data.isEmpty, answer.status == NativeStatus.noSuchKey.statusWord { return nil }
    let version = try answer.data(.done, count: 1, .select, refusal: .incomplete(.select)).first
    return version == 0 ? nil : version
  }
}
