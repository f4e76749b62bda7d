/// Finds the questions in what a receipt printer is sent (ESC/POS), however it is cut into transfers.
///
/// `DLE EOT n` is heard wherever it stands, as real printers do; `GS r n` is not looked for inside the
/// data of pictures and symbols.
struct PrinterInput: Sendable {
  enum Item: Sendable, Hashable {
    /// To be printed.
    case byte(UInt8)
    /// `GS r n`, to be answered when everything before it is printed.
    case orderedQuestion(UInt8)
    /// `DLE EOT n`, to be answered at once.
    case realTimeQuestion(UInt8)
  }

  /// What may become a question.
  private var held: [UInt8] = []
  /// The beginning of a command whose data have a length.
  private var command: [UInt8] = []
  /// Data of a command that are still to come.
  private var dataLeft = 0

  private static let realTime: [UInt8] = [0x10, 0x04]
  private static let ordered: [UInt8] = [0x1D, 0x72]

  /// Whether a byte belongs to a real-time question, or may.
  func isInRealTimeQuestion(with byte: UInt8) -> Bool {
    held == Self.realTime || held == [0x10] && byte == 0x04 || held.isEmpty && byte == 0x10
  }

  /// Takes a byte, and gives what that settles.
  mutating func take(_ byte: UInt8) -> [Item] {
    switch held {
    case Self.realTime:
      held = []
      return [.realTimeQuestion(byte)]
    case Self.ordered:
      held = []
      return [.orderedQuestion(byte)]
    case [0x10] where byte == 0x04, [0x1D] where byte == 0x72:
      held.append(byte)
      return []
    default: break
    }
    var items = held.map { plain($0) }
    held = []
    if byte == 0x10 || byte == 0x1D && dataLeft == 0 && command.count < 2 {
      held = [byte]
    } else {
      items.append(plain(byte))
    }
    return items
  }

  /// Notes a byte that is printed: it may begin, or belong to, a command with data.
  private mutating func plain(_ byte: UInt8) -> Item {
    if dataLeft > 0 {
      dataLeft -= 1
      return .byte(byte)
    }
    command.append(byte)
    if let count = Self.dataCount(command) {
      dataLeft = count
      command = []
    }
    return .byte(byte)
  }

  /// The bytes of data behind a command; `nil` while that is not known. What is no such command has
  /// none.
  private static func dataCount(_ command: [UInt8]) -> Int? {
    func word(_ index: Int) -> Int { Int(command[index]) | Int(command[index + 1]) << 8 }
    switch (command[0], command.count > 1 ? command[1] : nil) {
    case (0x1B, nil), (0x1D, nil): return nil
    // ESC * m nL nH: a row of a picture, 8 or 24 dots high.
    case (0x1B, 0x2A):
      guard command.count == 5 else { return nil }
      return word(3) * (command[2] >= 32 ? 3 : 1)
    // GS v 0 m xL xH yL yH: a picture.
    case (0x1D, 0x76): return command.count == 8 ? word(4) * word(6) : nil
    // GS ( X pL pH: symbols and settings.
    case (0x1D, 0x28): return command.count == 5 ? word(3) : nil
    default: return 0
    }
  }
}
