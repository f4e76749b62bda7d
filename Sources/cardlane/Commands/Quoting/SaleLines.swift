import Desk
import Foundation
import LinuxSystem
import Wording

/// The lines of a file or of standard input, one at a time: no more than one line and what was read with it
/// is ever held, however long the input.
struct SaleLines {
  /// The longest line in bytes; the largest sale that is accepted is far below it.
  static let longest = 16 << 20

  /// A line as it was found.
  enum Line {
    /// Its bytes, without its end.
    case bytes([UInt8])
    /// Longer than ``longest``; it was passed over.
    case tooLong
  }

  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []
  private var position = 0
  private var hasEnded = false
  private(set) var number = 0

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws {
    self.path = path
    descriptor =
      path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.unreadable(path) }
  }

  /// Closes the file.
  func close() { if descriptor != STDIN_FILENO { Foundation.close(descriptor) } }

  /// The next line that is not blank; `nil` at the end. ``number`` is its number, from 1.
  mutating func next() async throws -> Line? {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if position == buffer.count {
        if hasEnded {
          guard !line.isEmpty || isTooLong else { return nil }
          number += 1
          return finish(line, isTooLong)
        }
        try await fill()
        continue
      }
      let rest = buffer[position...]
      let end = rest.firstIndex(of: 0x0A)
      let part = rest[..<(end ?? rest.endIndex)]
      if line.count + part.count > Self.longest {
        isTooLong = true
        line = []
      } else if !isTooLong {
        line += part
      }
      position = end.map { $0 + 1 } ?? buffer.count
      guard end != nil else { continue }
      number += 1
      if isTooLong || line.contains(where: { $0 > 0x20 }) { return finish(line, isTooLong) }
      line = []
    }
  }

  private func finish(_ line: [UInt8], _ isTooLong: Bool) -> Line? {
    if isTooLong { return .tooLong }
    // A blank rest after the last line end is no line.
    guard line.contains(where: { $0 > 0x20 }) else { return nil }
    let hasMark = number == 1 && line.starts(with: [0xEF, 0xBB, 0xBF])
    return .bytes(hasMark ? Array(line.dropFirst(3)) : line)
  }

  /// Reads on, on a thread of its own: a read from a terminal or pipe waits.
  private mutating func fill() async throws {
    let (descriptor, path) = (descriptor, path)
    buffer = try await OwnedThread.run(name: "sale-lines") { () throws(PlainError) -> [UInt8] in
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = unsafe read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw Self.unreadable(path) }
        return Array(chunk.prefix(count))
      }
    }
    position = 0
    hasEnded = buffer.isEmpty
  }

  private static func unreadable(_ path: String) -> PlainError {
    PlainError.unreadable(path, unsafe String(cString: strerror(errno)))
  }
}

extension PlainError {
  /// An answer that could not be written, such as on a full disk; those before it were.
  static func outputLost(line: Int) -> PlainError {
    PlainError(
      code: "outputLost",
      Sentence(
        zhHans: "第 \(line) 行的答案无法写出，已停止；之前各行已答。",
        zhHant: "第 \(line) 行的答案無法寫出，已停止；之前各行已答。",
        en: "The answer to line \(line) could not be written; the lines before it were answered."),
      nature: .device)
  }

  /// A line that is too long to be a sale.
  static let lineTooLong = PlainError(
    code: "lineTooLong",
    Sentence(
      zhHans: "此行超过 \(SaleLines.longest >> 20) MiB，已跳过。",
      zhHant: "此行超過 \(SaleLines.longest >> 20) MiB，已跳過。",
      en: "This line is longer than \(SaleLines.longest >> 20) MiB and was passed over."))
}
