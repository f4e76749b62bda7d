extension StatusWord {
  /// Status words that mean one thing and carry a number in their last digits.
  ///
  /// ```swift
  /// switch answer.status {
  /// case .success: …
  /// case StatusWord.Family.triesLeft: print(answer.status.triesLeft ?? 0)
  /// case StatusWord.Family.checkingError: …
  /// default: …
  /// }
  /// ```
  public struct Family: Sendable, Hashable {
    private let bits: UInt16
    private let values: ClosedRange<UInt16>

    /// Status words of which the bits under the mask lie in a range.
    private init(mask: UInt16, _ values: ClosedRange<UInt16>) {
      self.bits = mask
      self.values = values
    }

    /// `61xx`: more bytes are waiting.
    public static let moreData = Self(mask: 0xFF00, 0x6100...0x6100)
    /// `6Cxx`: wrong Le, SW2 is the right one.
    public static let wrongExpectedLength = Self(mask: 0xFF00, 0x6C00...0x6C00)
    /// `63Cx`: a wrong key or PIN, x tries are left.
    public static let triesLeft = Self(mask: 0xFFF0, 0x63C0...0x63C0)
    /// `62xx` and `63xx`: done, with a warning.
    public static let warning = Self(mask: 0xFF00, 0x6200...0x6300)
    /// `64xx` to `66xx`: the command failed while it ran.
    public static let executionError = Self(mask: 0xFF00, 0x6400...0x6600)
    /// `67xx` to `6Fxx`: the command was refused.
    public static let checkingError = Self(mask: 0xFF00, 0x6700...0x6F00)
    /// `91xx`: a native DESFire status.
    public static let desfire = Self(mask: 0xFF00, 0x9100...0x9100)

    /// Whether a status word belongs to a family, for `case` patterns.
    public static func ~= (family: Self, status: StatusWord) -> Bool {
      family.values ~= status.rawValue & family.bits
    }

    /// Whether an error is a status word of this family, for `catch` patterns.
    public static func ~= (family: Self, error: any Error) -> Bool {
      (error as? StatusWord).map { family ~= $0 } ?? false
    }
  }

  /// Whether an error is this very status word, for `catch` patterns.
  public static func ~= (pattern: StatusWord, error: any Error) -> Bool {
    (error as? StatusWord) == pattern
  }
}
