import Glibc

/// A pair of sockets to oneself, by which other threads end a poll.
struct WakePipe: ~Copyable, Sendable {
  /// Readable when someone has called ``poke()``.
  let reading: Int32
  private let writing: Int32

  init() throws(VirtualUSBError) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw VirtualUSBError(.startFailed, systemError())
    }
    reading = ends[0]
    writing = ends[1]
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// Makes ``reading`` readable. A full pair is readable already.
  func poke() {
    var byte: UInt8 = 1
    _ = unsafe send(writing, &byte, 1, Int32(MSG_NOSIGNAL))
  }

  /// Takes every poke that has come.
  func clear() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while unsafe recv(reading, &bytes, bytes.count, 0) > 0 {}
  }
}
