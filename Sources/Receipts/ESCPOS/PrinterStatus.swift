/// How a receipt printer is, as far as it has told.
public struct PrinterStatus: Sendable, Hashable, Codable {
  /// Whether it was reached at all; if not, nothing else is known.
  public var isReached: Bool
  /// Whether it takes data at all.
  public var isOnline: Bool
  /// Whether the cover is open.
  public var isCoverOpen: Bool
  /// How much paper is left.
  public var paper: Paper
  /// Whether the cutter is jammed.
  public var hasCutterError: Bool
  /// Whether it has stopped with an error that only switching off and on clears.
  public var hasUnrecoverableError: Bool
  /// Whether it has stopped with an error that clears by itself (head too hot) or after a command.
  public var hasRecoverableError: Bool
  /// Whether the drawer connector's pin 3 is high; most drawers: closed.
  public var isDrawerPinHigh: Bool

  /// Makes a status; everything well unless said otherwise.
  public init(
    isReached: Bool = true, isOnline: Bool = true, isCoverOpen: Bool = false,
    paper: Paper = .enough, hasCutterError: Bool = false, hasUnrecoverableError: Bool = false,
    hasRecoverableError: Bool = false, isDrawerPinHigh: Bool = false
  ) {
    self.isReached = isReached
    self.isOnline = isOnline
    self.isCoverOpen = isCoverOpen
    self.paper = paper
    self.hasCutterError = hasCutterError
    self.hasUnrecoverableError = hasUnrecoverableError
    self.hasRecoverableError = hasRecoverableError
    self.isDrawerPinHigh = isDrawerPinHigh
  }

  /// How much paper is left. Raw values are those of the JSON form.
  public enum Paper: String, Sendable, Hashable, CaseIterable, Codable {
    /// Enough.
    case enough
    /// The roll is nearly at its end.
    case nearEnd
    /// None.
    case out
  }

  /// Whether a job may be sent.
  public var isReady: Bool {
    isReached && isOnline && !isCoverOpen && paper != .out && !hasCutterError
      && !hasUnrecoverableError
      && !hasRecoverableError
  }

  /// A printer that cannot be reached.
  public static let offline = PrinterStatus(isReached: false, isOnline: false)
}

extension PrinterStatus {
  /// The questions of `DLE EOT n`. The raw value is `n`.
  public enum Question: UInt8, Sendable, Hashable, CaseIterable {
    /// Printer status.
    case printer = 1
    /// Why it is off line.
    case offlineCause = 2
    /// Which error.
    case errorCause = 3
    /// The roll paper sensors.
    case paper = 4
  }

  /// Takes in the answer byte to one question of `DLE EOT n`.
  ///
  /// - Returns: whether the byte has the fixed bits of such an answer (`0xx1xx10`); if not, nothing
  ///   changes.
  @discardableResult
  public mutating func apply(_ answer: UInt8, to question: Question) -> Bool {
    guard answer & 0b1001_0011 == 0b0001_0010 else { return false }
    switch question {
    case .printer:
      isDrawerPinHigh = answer & 0x04 != 0
      isOnline = answer & 0x08 == 0
    case .offlineCause:
      isCoverOpen = answer & 0x04 != 0
      if answer & 0x20 != 0 { paper = .out }
    case .errorCause:
      hasCutterError = answer & 0x08 != 0
      hasUnrecoverableError = answer & 0x20 != 0
      hasRecoverableError = answer & 0x44 != 0
    case .paper:
      // A printer that has stopped because of its paper may see some again.
      guard paper != .out || answer & 0x60 != 0 else { break }
      paper = answer & 0x60 != 0 ? .out : answer & 0x0C != 0 ? .nearEnd : .enough
    }
    return true
  }

  /// Reads the answer to `GS r 1`, the paper sensors told in order with the data.
  ///
  /// - Returns: `nil` when the byte is not such an answer (`0xx0xxxx`).
  public static func orderedPaper(_ answer: UInt8) -> Paper? {
    guard answer & 0b1001_0000 == 0 else { return nil }
    return answer & 0x0C != 0 ? .out : answer & 0x03 != 0 ? .nearEnd : .enough
  }

  /// Reads the four bytes of an automatic status (`GS a n`).
  ///
  /// - Returns: `nil` unless there are four bytes with the fixed bits of such a status: the first is
  ///   `0xx1xx00`, the others `0xx0xxxx`.
  public init?(automatic bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count == 4, bytes[0] & 0b1001_0011 == 0b0001_0000,
      bytes.dropFirst().allSatisfy({ $0 & 0b1001_0000 == 0 })
    else { return nil }
    self.init(
      isOnline: bytes[0] & 0x08 == 0, isCoverOpen: bytes[0] & 0x20 != 0,
      paper: bytes[2] & 0x0C != 0 ? .out : bytes[2] & 0x03 != 0 ? .nearEnd : .enough,
      hasCutterError: bytes[1] & 0x08 != 0, hasUnrecoverableError: bytes[1] & 0x20 != 0,
      hasRecoverableError: bytes[1] & 0x44 != 0, isDrawerPinHigh: bytes[0] & 0x04 != 0)
  }
}
