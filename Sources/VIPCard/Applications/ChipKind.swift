import CardCrypto

/// The kinds of chip that a VIP card can have. Raw values are the `chip.kind` of the JSON form and the
/// `--kind` of the command line.
public enum ChipKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// An ISO/IEC 7816 CPU card, with contacts or without.
  case cpu
  /// MIFARE DESFire EV1, EV2 or EV3.
  case desfire
  /// NTAG 424 DNA.
  case ntag424
  /// MIFARE Classic 1K.
  case classic
}

/// Which chip was read.
public struct ChipIdentity: Sendable, Hashable {
  /// The kind.
  public let kind: ChipKind
  /// The UID of the diversification: a contactless chip's UID, a CPU card's serial.
  public let uid: [UInt8]

  /// Makes a chip's identity.
  public init(kind: ChipKind, uid: [UInt8]) {
    self.kind = kind
    self.uid = uid
  }
}

extension ChipIdentity: CustomStringConvertible {
  /// The UID as upper-case hex digits.
  public var uidText: String { Hex.text(uid).uppercased() }

  /// The kind and the UID.
  public var description: String { "\(kind.rawValue) \(uidText)" }
}
