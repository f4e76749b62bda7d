import Glibc

/// Finds TCP ports that nobody listens on.
enum FreePorts {
  /// The first of `count` neighbouring free ports.
  ///
  /// They lie below the range from which the kernel takes ports for outgoing connections, at a random
  /// place, so that daemons that start at the same moment do not choose the same.
  static func run(of count: Int) throws(PrivatePCSCDError) -> UInt16 {
    for _ in 0..<200 {
      let first = UInt16.random(in: 10_000..<32_000)
      if (0..<count).allSatisfy({ isFree(first + UInt16($0)) }) { return first }
    }
    throw PrivatePCSCDError(.startFailed, "no free TCP ports between 10000 and 32000")
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
