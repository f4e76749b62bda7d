import Glibc

/// The socket of one client, never waited for.
struct ClientSocket {
  let descriptor: Int32
  private var outgoing: [UInt8] = []
  private var sent = 0

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  var hasSentAll: Bool { sent == outgoing.count }

  /// Reads what has come, at most 64 KiB, and says whether that was the end.
  func read() -> (bytes: [UInt8], hasEnded: Bool) {
    var count = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
      repeat {
        count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
      } while count < 0 && errno == EINTR
      filled = max(count, 0)
    }
    let mayComeLater = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
    return (bytes, count <= 0 && !mayComeLater)
  }

  /// Sends as much as the system takes now; `false` if the client is gone.
  mutating func send(_ bytes: [UInt8]) -> Bool {
    outgoing += bytes
    while sent < outgoing.count {
      let count = unsafe outgoing.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          descriptor, buffer.baseAddress?.advanced(by: sent), outgoing.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return true }
      guard count > 0 else { return false }
      sent += count
    }
    outgoing.removeAll(keepingCapacity: true)
    sent = 0
    return true
  }

  func end() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }
}
