/// How one command becomes the exchanges that the card and its protocol need.
///
/// The default does what ISO/IEC 7816-3 and 7816-4 ask for, so that an application sends one command
/// and sees one answer. Everything can be switched off.
public struct TransferRules: Sendable, Hashable {
  /// Whether `61xx` is followed by GET RESPONSE until the answer is complete.
  public var collectsMoreData: Bool
  /// Whether `6Cxx` is answered by the same command with the right Le.
  public var correctsExpectedLength: Bool
  /// What to do with commands that do not fit short lengths.
  public var longCommands: LongCommands

  /// What to do with commands that do not fit short lengths.
  public enum LongCommands: Sendable, Hashable {
    /// Extended length where the card does not say that it lacks it, and T=0 is not in use; command
    /// chaining with short lengths otherwise, and where the card answers `6700` to extended length.
    case automatic
    /// Extended length, whatever the card says.
    case extended
    /// Command chaining (CLA bit 5), and an Le of 256 at most.
    case chained
    /// Refused before anything is sent.
    case refused
  }

  /// Makes rules.
  public init(
    collectsMoreData: Bool = true, correctsExpectedLength: Bool = true,
    longCommands: LongCommands = .automatic
  ) {
    self.collectsMoreData = collectsMoreData
    self.correctsExpectedLength = correctsExpectedLength
    self.longCommands = longCommands
  }

  /// Everything done for the application.
  public static let standard = Self()
  /// Every command goes out as it is, and every answer comes back as it is.
  public static let verbatim = Self(
    collectsMoreData: false, correctsExpectedLength: false, longCommands: .extended)
}
