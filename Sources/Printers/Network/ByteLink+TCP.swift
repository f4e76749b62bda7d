import Foundation

extension ByteLink {
  /// Connects to the first of a host's addresses that answers.
  init(to address: NetworkAddress, by deadline: ContinuousClock.Instant) throws(Failure) {
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(address.host, String(address.port), &hints, &list)
    guard status == 0 else {
      throw Failure(reason: unsafe String(cString: gai_strerror(status)))
    }
    defer { unsafe freeaddrinfo(list) }
    var failure = Failure(reason: "no address")
    var entry = unsafe list
    while let candidate = unsafe entry {
      do throws(Failure) {
        self.init(try unsafe Self.connect(candidate.pointee, by: deadline), isSocket: true)
        return
      } catch { failure = error }
      unsafe entry = candidate.pointee.ai_next
    }
    throw failure
  }

  private static func connect(
    _ info: addrinfo, by deadline: ContinuousClock.Instant
  ) throws(Failure) -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = unsafe socket(info.ai_family, type, info.ai_protocol)
    guard descriptor >= 0 else { throw .last }
    do throws(Failure) {
      if unsafe Glibc.connect(descriptor, info.ai_addr, info.ai_addrlen) != 0 {
        guard errno == EINPROGRESS else { throw Failure.last }
        try wait(for: Int16(POLLOUT), on: descriptor, by: deadline)
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0
        else { throw Failure(reason: unsafe String(cString: strerror(code))) }
      }
      return descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }
}
