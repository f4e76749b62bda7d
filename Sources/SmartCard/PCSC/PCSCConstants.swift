/// How a connection shares its card with other programs.
public struct ShareMode: RawRepresentable, Sendable, Hashable {
  /// The C value.
  public let rawValue: UInt32

  /// Makes a mode from its C value.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The card is ours alone. The corresponding C constant is `SCARD_SHARE_EXCLUSIVE`.
  public static let exclusive = Self(rawValue: 1)
  /// Others may connect too. The corresponding C constant is `SCARD_SHARE_SHARED`.
  public static let shared = Self(rawValue: 2)
  /// The reader itself, with or without a card, for control commands. The corresponding C constant
  /// is `SCARD_SHARE_DIRECT`.
  public static let direct = Self(rawValue: 3)
}

/// Transmission protocols between reader and card.
public struct CardProtocols: OptionSet, Sendable, Hashable {
  /// The C bits.
  public let rawValue: UInt32

  /// Makes a set from its C bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Byte-oriented. The corresponding C constant is `SCARD_PROTOCOL_T0`.
  public static let t0 = Self(rawValue: 1)
  /// Block-oriented. The corresponding C constant is `SCARD_PROTOCOL_T1`.
  public static let t1 = Self(rawValue: 2)
  /// As the driver likes it. The corresponding C constant is `SCARD_PROTOCOL_RAW`.
  public static let raw = Self(rawValue: 4)
  /// Whichever the card prefers. The corresponding C constant is `SCARD_PROTOCOL_ANY`.
  public static let any: Self = [.t0, .t1]
}

/// What happens to the card when a connection or a transaction ends.
public struct Disposition: RawRepresentable, Sendable, Hashable {
  /// The C value.
  public let rawValue: UInt32

  /// Makes a disposition from its C value.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Nothing. The corresponding C constant is `SCARD_LEAVE_CARD`.
  public static let leave = Self(rawValue: 0)
  /// It is reset, and forgets what was selected and authenticated. The corresponding C constant is
  /// `SCARD_RESET_CARD`.
  public static let reset = Self(rawValue: 1)
  /// Its power goes off and comes back with the next use. The corresponding C constant is
  /// `SCARD_UNPOWER_CARD`.
  public static let unpower = Self(rawValue: 2)
  /// The reader gives it back, where it can. The corresponding C constant is `SCARD_EJECT_CARD`.
  public static let eject = Self(rawValue: 3)
}

/// The state bits of a reader as `SCardGetStatusChange` reports them; the upper sixteen bits count
/// the insertions and removals.
struct ReaderFlags: OptionSet, Sendable, Hashable {
  let rawValue: UInt32

  static let ignore = Self(rawValue: 0x1)
  static let changed = Self(rawValue: 0x2)
  static let unknown = Self(rawValue: 0x4)
  static let unavailable = Self(rawValue: 0x8)
  static let empty = Self(rawValue: 0x10)
  static let present = Self(rawValue: 0x20)
  static let exclusive = Self(rawValue: 0x80)
  static let inUse = Self(rawValue: 0x100)
  static let mute = Self(rawValue: 0x200)

  /// How many insertions and removals pcscd has counted, modulo 65,536.
  var count: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 16) }
}
