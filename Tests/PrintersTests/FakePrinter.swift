import Foundation
import Synchronization

/// A receipt printer on a local TCP port, a pseudo-terminal or a pipe, that speaks the status protocol: `DLE EOT n` at once, `GS r 1`
/// in order. What it prints is kept as bytes.
final class FakePrinter: Sendable {
  /// How the printer behaves.
  struct Behaviour: Sendable {
    /// The answers to `DLE EOT 1` to `4`.
    var status: [UInt8: UInt8] = [1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12]
    /// The answer to `GS r 1`; `nil` stays silent.
    var paper: UInt8? = 0x00
    /// The link dies once so many bytes were printed.
    var diesAfter: Int?
    /// Bytes that nobody asked for, sent on connecting.
    var chatter: [UInt8] = []
    /// Whether `DLE EOT` is answered at all.
    var answers = true

    static let ready = Behaviour()
    static let paperOut = Behaviour(status: [1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x72])
    static let coverOpen = Behaviour(status: [1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x12])
  }

  private struct State {
    var paper: [UInt8] = []
    var behaviour: Behaviour
    var connections = 0
  }

  /// Where it is reached.
  enum Place: Sendable {
    case network, terminal, pipe
  }

  /// The TCP port; 0 elsewhere.
  let port: UInt16
  /// The device file or pipe; empty on the network.
  let path: String
  private let listener: Int32
  private let state: Mutex<State>

  /// Everything that was printed, without the questions.
  var paper: [UInt8] { state.withLock { $0.paper } }
  /// How often somebody connected.
  var connections: Int { state.withLock { $0.connections } }

  func behave(_ behaviour: Behaviour) { state.withLock { $0.behaviour = behaviour } }

  /// A printer behind a device file: one link for ever.
  init(_ behaviour: Behaviour, on place: Place) throws {
    state = Mutex(State(behaviour: behaviour))
    port = 0
    listener = -1
    let link: Int32
    if place == .pipe {
      path = try temporaryFolder().appending(path: "lp").path
      guard unsafe mkfifo(path, 0o600) == 0 else { throw POSIXError(.EIO) }
      // Held for writing too, so that it never ends.
      link = unsafe open(path, O_RDWR | O_CLOEXEC)
    } else {
      link = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      // What unlockpt and ptsname ask of the kernel: TIOCSPTLCK and TIOCGPTN.
      var (locked, number) = (Int32(0), UInt32(0))
      guard link >= 0, unsafe ioctl(link, 0x4004_5431, &locked) == 0,
        unsafe ioctl(link, 0x8004_5430, &number) == 0
      else { throw POSIXError(.EIO) }
      path = "/dev/pts/\(number)"
      // Bytes as they are from the beginning, and the other side held open so that nothing hangs up.
      let other = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
      var settings = termios()
      unsafe tcgetattr(other, &settings)
      unsafe cfmakeraw(&settings)
      unsafe tcsetattr(other, TCSANOW, &settings)
    }
    Thread.detachNewThread { [weak self] in self?.serve(link, answers: place != .pipe) }
  }

  init(_ behaviour: Behaviour = .ready) throws {
    state = Mutex(State(behaviour: behaviour))
    path = ""
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        unsafe bind(listener, name, size) == 0 && listen(listener, 8) == 0
          && getsockname(listener, name, &size) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [weak self] in
      while true {
        let link = accept(listener, nil, nil)
        guard link >= 0 else { break }
        self?.serve(link)
        close(link)
      }
      close(listener)
    }
  }

  deinit {
    // Wakes the thread, which closes the socket: closed here, its number could be somebody else's
    // listener by the time the thread looks again.
    if listener >= 0 { shutdown(listener, Int32(SHUT_RDWR)) }
  }

  private func serve(_ link: Int32, answers: Bool = true) {
    var behaviour = state.withLock { state in
      state.connections += 1
      return state.behaviour
    }
    if answers { answer(behaviour.chatter, on: link) }
    var pending: [UInt8] = []
    while let byte = receive(on: link) {
      pending.append(byte)
      switch pending {
      case [0x10], [0x10, 0x04], [0x1D], [0x1D, 0x72]: continue
      case [0x10, 0x04, byte] where pending.count == 3:
        behaviour = state.withLock { $0.behaviour }
        if answers, behaviour.answers { answer([behaviour.status[byte] ?? 0x12], on: link) }
        pending = []
      case [0x1D, 0x72, byte] where pending.count == 3:
        if answers, let paper = behaviour.paper { answer([paper], on: link) }
        pending = []
      default:
        let printed = state.withLock { state in
          state.paper += pending
          return state.paper.count
        }
        pending = []
        if let limit = behaviour.diesAfter, printed >= limit { return }
      }
    }
  }

  private func receive(on link: Int32) -> UInt8? {
    var byte: UInt8 = 0
    return unsafe read(link, &byte, 1) == 1 ? byte : nil
  }

  private func answer(_ bytes: [UInt8], on link: Int32) {
    guard !bytes.isEmpty else { return }
    // A socket whose other side is gone must not end the tests; a terminal takes no flags.
    if unsafe send(link, bytes, bytes.count, Int32(MSG_NOSIGNAL)) < 0, errno == ENOTSOCK {
      _ = unsafe write(link, bytes, bytes.count)
    }
  }
}
