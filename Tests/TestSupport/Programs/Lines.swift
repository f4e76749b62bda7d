import Glibc
import Synchronization

/// The lines that come from a descriptor, in order.
final class Lines: Sendable {
  private struct State {
    var lines: [String] = []
    var next = 0
    var isAtEnd = false
  }

  private let state = Mutex(State())

  /// Every line until now.
  var all: [String] { state.withLock { $0.lines } }
  /// Whether there will be no more.
  var isAtEnd: Bool { state.withLock { $0.isAtEnd } }

  /// The first line that fits of those that come after the last that was found here.
  func next(where fits: (String) -> Bool) -> String? {
    let (lines, next) = state.withLock { ($0.lines, $0.next) }
    guard let index = lines[next...].firstIndex(where: fits) else { return nil }
    state.withLock { $0.next = index + 1 }
    return lines[index]
  }

  /// Reads to the end, and closes the descriptor. Blocks.
  func take(from descriptor: Int32) {
    defer { close(descriptor) }
    var rest: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = unsafe read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest += piece[..<count]
      var lines: [String] = []
      while let end = rest.firstIndex(of: 0x0A) {
        lines.append(String(decoding: rest[..<end], as: UTF8.self))
        rest.removeSubrange(...end)
      }
      state.withLock { $0.lines += lines }
    }
    state.withLock { state in
      if !rest.isEmpty { state.lines.append(String(decoding: rest, as: UTF8.self)) }
      state.isAtEnd = true
    }
  }
}
