import Glibc
import LinuxSystem

/// The socket over which libpcsclite talks to pcscd for one context.
///
/// A call such as `SCardTransmit` blocks in a read from this socket for as long as the card thinks,
/// and `SCardCancel` does not end it. Shutting the socket down does: the call comes back with an
/// error, the context is released, and pcscd cleans up on its side once the card lets go. The library
/// does not tell which descriptor it opened, so ``opened(by:)`` looks which one is new and leads to
/// pcscd. Where that fails, there is no handle to pull and the thread waits as long as the card does.
final class ServiceSocket: Sendable {
  private let descriptor: Guarded<Int32?>

  private init(_ descriptor: Int32) {
    self.descriptor = Guarded(descriptor)
    let entry = Entry(socket: self)
    Self.all.with { $0[ObjectIdentifier(self)] = entry }
  }

  /// The sockets of all contexts that are open.
  private static let all = Guarded<[ObjectIdentifier: Entry]>([:])

  private struct Entry: Sendable {
    weak let socket: ServiceSocket?
  }

  /// Ends whatever any call waits for.
  static func cutAll() {
    for entry in all.with({ Array($0.values) }) { entry.socket?.cut() }
  }

  /// How many contexts were opened; one at a time, so that the new socket is the right one.
  private static let opened = Guarded(0)

  /// Runs `body`, which opens a context, and finds the socket that it has opened.
  static func opened(by body: () -> Int) -> (Int, ServiceSocket?) {
    opened.with { count in
      count &+= 1
      // Sockets are told apart by inode: a number may be closed and used again meanwhile.
      let before = Set(descriptors().compactMap { inode(of: $0) })
      let result = body()
      guard result == 0 else { return (result, nil) }
      let new = descriptors().filter { number in
        guard let inode = inode(of: number) else { return false }
        return !before.contains(inode) && leadsToService(number)
      }
      return (result, new.count == 1 ? ServiceSocket(new[0]) : nil)
    }
  }

  /// Ends whatever call waits on the socket. Safe at any time: after ``forget()`` it does nothing.
  func cut() {
    descriptor.with { if let open = $0 { _ = shutdown(open, Int32(SHUT_RDWR)) } }
  }

  /// To be called before the library closes the descriptor, whose number may then be another file's.
  func forget() {
    descriptor.with { $0 = nil }
    Self.all.with { $0[ObjectIdentifier(self)] = nil }
  }

  /// The numbers of all open files.
  private static func descriptors() -> [Int32] {
    SystemFile.names(in: "/proc/self/fd").compactMap { Int32($0) }
  }

  private static func inode(of descriptor: Int32) -> UInt? {
    var information = stat()
    guard unsafe fstat(descriptor, &information) == 0 else { return nil }
    return UInt(information.st_ino)
  }

  /// Whether a descriptor is a Unix socket whose other end is pcscd's.
  private static func leadsToService(_ descriptor: Int32) -> Bool {
    var address = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getpeername(descriptor, $0, &length)
      }
    }
    guard result == 0, address.sun_family == sa_family_t(AF_UNIX) else { return false }
    let path = unsafe withUnsafeBytes(of: address.sun_path) {
      unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    return path == ServiceAddress.path || path.hasSuffix("pcscd.comm")
  }
}

/// Where pcscd listens.
enum ServiceAddress {
  /// The socket's path: the variable `PCSCLITE_CSOCK_NAME`, or where pcsc-lite puts it.
  static var path: String {
    guard let value = unsafe getenv("PCSCLITE_CSOCK_NAME") else { return "/run/pcscd/pcscd.comm" }
    return unsafe String(cString: value)
  }

  /// Whether somebody accepts conversations there.
  static var isServed: Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let socket = Glibc.socket(AF_UNIX, type | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard socket >= 0 else { return false }
    defer { close(socket) }
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
