import Foundation
import Wording

/// Standard output, flushed line by line so that a pipe sees each event when it happens.
///
/// All that is written there and on ``StandardError`` goes through ``VisibleText``: no name, id or path from
/// outside can steer the terminal or a log's reader.
enum StandardOutput {
  /// Whether a person is watching.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes a question, and leaves the cursor behind it.
  static func ask(_ question: String) { Descriptor.write(question, to: STDOUT_FILENO) }

  /// Writes one line and flushes it.
  ///
  /// - Returns: whether it was written: `false` when nobody reads any more.
  @discardableResult
  static func write(_ line: String) -> Bool {
    Descriptor.write(VisibleText.line(line) + "\n", to: STDOUT_FILENO)
  }

  /// Writes a line in bold face where a person is watching.
  static func writeHeading(_ line: String) {
    let text = VisibleText.of(line)
    Descriptor.write((isTerminal ? "\u{1B}[1m\(text)\u{1B}[0m" : text) + "\n", to: STDOUT_FILENO)
  }
}

/// Standard error.
enum StandardError {
  /// Whether a person is watching.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes one line.
  static func write(_ line: String) {
    Descriptor.write(VisibleText.line(line) + "\n", to: STDERR_FILENO)
  }
}

private enum Descriptor {
  /// Writes all of a text, going on after interrupted and partial writes.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = ArraySlice(text.utf8)
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR && errno != EAGAIN {
        return false
      }
    }
    return true
  }
}
