/// How a virtual receipt printer is.
public struct PrinterCondition: Sendable, Hashable {
  /// How much paper is left.
  public enum Paper: String, Sendable, Hashable, CaseIterable {
    /// Enough.
    case enough
    /// The roll is nearly at its end.
    case nearEnd
    /// None: the printer goes off line.
    case out
  }

  /// How much paper is left.
  public var paper = Paper.enough
  /// Whether the cover is open: the printer goes off line.
  public var isCoverOpen = false
  /// Whether someone has pressed the button that takes it off line.
  public var isSwitchedOffLine = false
  /// Whether the cutter is jammed: the printer goes off line.
  public var hasCutterError = false
  /// Whether it is silent: it takes data, answers no question, and prints.
  public var isSilent = false

  /// The cable is pulled once so many bytes are on paper.
  public var unplugsAfter: Int?
  /// The paper ends once so many bytes are on it.
  public var runsOutAfter: Int?

  /// Makes a condition in which everything is well.
  public init() {}

  /// Whether it prints what it is sent.
  public var isOnLine: Bool {
    paper != .out && !isCoverOpen && !isSwitchedOffLine && !hasCutterError
  }
}

extension PrinterCondition {
  /// The answer to `GET_PORT_STATUS` (USB printer class 1.1, 4.2.2).
  var portStatus: UInt8 {
    let noError: UInt8 = hasCutterError || isCoverOpen || paper == .out ? 0 : 1 << 3
    return noError | (isSwitchedOffLine ? 0 : 1 << 4) | (paper == .out ? 1 << 5 : 0)
  }

  /// The answer to `DLE EOT n` of an ESC/POS printer; `nil` for other questions.
  func realTimeStatus(_ question: UInt8) -> UInt8? {
    let fixed: UInt8 = 0b0001_0010
    let isOut = paper == .out
    switch question {
    case 1: return fixed | (isOnLine ? 0 : 1 << 3)
    case 2:
      return fixed | (isCoverOpen ? 1 << 2 : 0) | (isOut ? 1 << 5 : 0)
        | (hasCutterError ? 1 << 6 : 0)
    case 3: return fixed | (hasCutterError ? 1 << 3 : 0)
    case 4:
      return fixed | (paper != .enough ? 0b0000_1100 : 0) | (isOut ? 0b0110_0000 : 0)
    default: return nil
    }
  }

  /// The answer to `GS r 1`, the paper sensors.
  var paperSensors: UInt8 {
    (paper != .enough ? 0b0011 : 0) | (paper == .out ? 0b1100 : 0)
  }
}
