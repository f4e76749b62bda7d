import Glibc

/// Neighbouring TCP ports that nobody listens on, kept for one daemon.
///
/// They lie below the range from which the kernel takes ports for outgoing connections, at a random
/// place. Between finding a port free and listening on it there is time, in which another daemon could
/// find the same: whoever takes a port therefore binds a socket of a name that says so, in the
/// namespace of names which, like ports, are of one network. It goes away with the process at the
/// latest.
final class FreePorts: Sendable {
  /// The first of the ports.
  let first: UInt16
  private let claims: [Int32]

  /// Takes `count` ports.
  init(count: Int) throws(PrivatePCSCDError) {
    for _ in 0..<200 {
      let first = UInt16.random(in: 10_000..<32_000)
      if let claims = Self.take(first, count) {
        (self.first, self.claims) = (first, claims)
        return
      }
    }
    throw PrivatePCSCDError(.startFailed, "no free TCP ports between 10000 and 32000")
  }

  /// Gives them back.
  deinit { for claim in claims { close(claim) } }

  private static func take(_ first: UInt16, _ count: Int) -> [Int32]? {
    var claims: [Int32] = []
    for port in (0..<count).map({ first + UInt16($0) }) {
      if let claim = claim(port) { claims.append(claim) }
      guard claims.count == Int(port - first) + 1, isFree(port) else {
        for claim in claims { close(claim) }
        return nil
      }
    }
    return claims
  }

  /// Claims a port among all that ask this way; `nil` if another has it.
  private static func claim(_ port: UInt16) -> Int32? {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let claim = socket(AF_UNIX, type, 0)
    guard claim >= 0 else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // A name that begins with a zero byte is no file.
    let name = [0] + Array("cardlane-vpcd-port-\(port)".utf8)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
    let length = MemoryLayout<sa_family_t>.size + name.count
    let isOurs = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(claim, $0, socklen_t(length)) == 0
      }
    }
    guard isOurs else {
      close(claim)
      return nil
    }
    return claim
  }

  private static func isFree(_ port: UInt16) -> Bool {
    let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard probe >= 0 else { return false }
    defer { close(probe) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
