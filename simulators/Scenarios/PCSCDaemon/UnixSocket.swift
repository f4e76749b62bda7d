import Glibc

/// Unix sockets by path, as pcscd uses them.
enum UnixSocket {
  /// Makes a socket that listens at a path, in place of one that a dead process has left there.
  static func listen(at path: String) throws(PrivatePCSCDError) -> Int32 {
    _ = unsafe unlink(path)
    guard let listener = unsafe make(path, { unsafe bind($0, $1, $2) }) else {
      throw PrivatePCSCDError(.startFailed, "\(path): \(PCSCDFiles.systemError())")
    }
    guard Glibc.listen(listener, 64) == 0 else {
      close(listener)
      throw PrivatePCSCDError(.startFailed, "\(path): \(PCSCDFiles.systemError())")
    }
    return listener
  }

  /// Whether pcscd answers the question for its protocol's version, which every client asks first.
  static func answersVersion(at path: String, patience: Duration) -> Bool {
    guard let client = unsafe make(path, { unsafe Glibc.connect($0, $1, $2) }) else { return false }
    defer { close(client) }
    let seconds = min(max(patience.components.seconds, 1), 60)
    var limit = timeval(tv_sec: Int(seconds), tv_usec: 0)
    unsafe setsockopt(
      client, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    // Length 12, command 0x11 (version), then our version 4.4 and a place for the result.
    let question: [UInt32] = [12, 0x11, 4, 4, 0]
    let sent = unsafe question.withUnsafeBytes {
      unsafe send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    guard sent == 20 else { return false }
    var answer = [UInt8](repeating: 0, count: 12)
    return unsafe recv(client, &answer, answer.count, Int32(MSG_WAITALL)) == 12
  }

  private static func make(
    _ path: String, _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let socket = Glibc.socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return nil }
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe attach(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      close(socket)
      return nil
    }
    return socket
  }
}
