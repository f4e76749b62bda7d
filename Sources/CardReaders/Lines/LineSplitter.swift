/// What ends a line of a keyboard wedge.
public enum LineEnd: Sendable, Hashable {
  /// A carriage return, a line feed, or both together.
  case any
  /// A line feed only: for readers that send a carriage return between tracks.
  case lineFeed
}

/// Splits bytes into lines, however they are cut into pieces.
public struct LineSplitter: Sendable {
  /// The most bytes of a line that are kept. No swipe is longer, and a stream without line ends may
  /// not fill the memory.
  public static let longestLine = 4096

  private let lineEnd: LineEnd
  private var line: [UInt8] = []

  /// Makes a splitter.
  public init(_ lineEnd: LineEnd = .any) {
    self.lineEnd = lineEnd
    line.reserveCapacity(Self.longestLine)
  }

  /// Takes bytes and hands over every line that they complete, without its end. `body` may take the
  /// line out of its parameter; what it leaves there is released as it is.
  ///
  /// With ``LineEnd/any`` empty lines are left out, because a carriage return and a line feed end one
  /// line together; with ``LineEnd/lineFeed`` they count, so that lines can be numbered.
  public mutating func append(_ bytes: Span<UInt8>, line body: (inout [UInt8]) -> Void) {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A || (byte == 0x0D && lineEnd == .any) {
        end(line: body)
      } else if line.count < Self.longestLine {
        line.append(byte)
      }
    }
  }

  /// Hands over what is left when no more bytes come.
  public mutating func finish(line body: (inout [UInt8]) -> Void) {
    if !line.isEmpty { end(line: body) }
  }

  private mutating func end(line body: (inout [UInt8]) -> Void) {
    if line.isEmpty, lineEnd == .any { return }
    // The whole buffer goes to the one who reads the line, and overwrites it.
    var finished: [UInt8] = []
    finished.reserveCapacity(Self.longestLine)
    swap(&finished, &line)
    body(&finished)
  }
}
