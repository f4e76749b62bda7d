import CPCSC
import Glibc

/// A conversation with pcscd: `SCardEstablishContext`, ended by `SCardReleaseContext`.
///
/// It cannot be copied and is not for use by two threads at once; when it goes away, it is released
/// together with every card connected through it. Most programs use ``ReaderMonitor`` and
/// ``CardConnection`` instead, which own their contexts and the threads that block in them.
@safe public struct PCSCContext: ~Copyable {
  let handle: SCARDCONTEXT

  /// The socket to pcscd where it could be found out; see ``ServiceSocket``.
  let socket: ServiceSocket?

  /// Opens a context: `SCardEstablishContext`.
  ///
  /// Throws ``SmartCardError`` with ``SmartCardError/Reason/serviceNotRunning``,
  /// ``SmartCardError/Reason/versionMismatch`` or ``SmartCardError/Reason/accessDenied``.
  public init() throws(SmartCardError) {
    var attempts = 8
    var wasRefused = false
    while true {
      var handle = SCARDCONTEXT()
      let (result, socket) = ServiceSocket.opened {
        ExitGate.pass { unsafe SCardEstablishContext(DWORD(SCARD_SCOPE_SYSTEM), nil, nil, &handle) }
      }
      let status = PCSCStatus(result)
      // A pcscd that ends just now looks like one that refuses us; asked again, it does not.
      if status == .securityViolation, !wasRefused {
        wasRefused = true
        continue
      }
      guard status == .success else {
        throw SmartCardError(status, stage: .opening, call: "SCardEstablishContext")
      }
      attempts -= 1
      // Somebody else in this process opened a socket to the service at the same moment, and ours was not
      // to be told from it; without it a card that hangs could not be given up.
      if socket == nil, attempts > 0 {
        let ours = handle
        _ = ExitGate.pass { SCardReleaseContext(ours) }
        continue
      }
      self.handle = handle
      self.socket = socket
      return
    }
  }

  deinit {
    socket?.forget()
    let handle = handle
    _ = ExitGate.pass { SCardReleaseContext(handle) }
  }

  /// The names of the readers that are there; empty if none is: `SCardListReaders`.
  public func readerNames() throws(SmartCardError) -> [String] {
    // A reader may appear between the two calls; the longer list then needs another round.
    for _ in 0..<8 {
      var length = DWORD()
      var status = PCSCStatus(
        ExitGate.pass { unsafe SCardListReaders(handle, nil, nil, &length) })
      if status == .noReadersAvailable { return [] }
      guard status == .success else { throw SmartCardError(status, call: "SCardListReaders") }
      var names = [CChar](repeating: 0, count: Int(length) + 1)
      status = PCSCStatus(
        unsafe names.withUnsafeMutableBufferPointer { names in
          ExitGate.pass { unsafe SCardListReaders(handle, nil, names.baseAddress, &length) }
        })
      if status == .noReadersAvailable { return [] }
      if status == .insufficientBuffer { continue }
      guard status == .success else { throw SmartCardError(status, call: "SCardListReaders") }
      return names.prefix(Int(length)).split(separator: 0).map {
        String(decoding: $0.map(UInt8.init(bitPattern:)), as: UTF8.self)
      }
    }
    throw SmartCardError(.insufficientBuffer, call: "SCardListReaders")
  }
}

/// What `SCardGetStatusChange` is told about a reader, and what it answers.
struct ReaderState: Sendable, Hashable {
  /// The name under which readers that come and go are reported.
  static let plugAndPlay = #"\\?PnP?\Notification"#

  let name: String
  var known: ReaderFlags = []
  var now: ReaderFlags = []
  var atr: [UInt8] = []
}

extension PCSCContext {
  /// Waits until a reader's state differs from the known one: `SCardGetStatusChange`.
  ///
  /// A time-out is no error: `false` says that nothing has changed.
  func waitForChange(
    of states: inout [ReaderState], timeout: Duration
  ) throws(SmartCardError) -> Bool {
    let milliseconds =
      max(0, timeout.components.seconds) * 1000
      + timeout.components.attoseconds / 1_000_000_000_000_000
    var raw = unsafe states.map { state in
      unsafe SCARD_READERSTATE(
        szReader: UnsafePointer(strdup(state.name)), pvUserData: nil,
        dwCurrentState: DWORD(state.known.rawValue), dwEventState: 0, cbAtr: 0,
        rgbAtr: SCARD_READERSTATE().rgbAtr)
    }
    defer {
      for index in unsafe raw.indices {
        unsafe free(UnsafeMutablePointer(mutating: raw[index].szReader))
      }
    }
    let count = DWORD(states.count)
    let status = PCSCStatus(
      unsafe raw.withUnsafeMutableBufferPointer {
        let first = $0.baseAddress
        return ExitGate.wait {
          unsafe SCardGetStatusChange(handle, DWORD(min(milliseconds, 0xFFFF_FFFE)), first, count)
        }
      })
    if status == .timeout { return false }
    guard status == .success else { throw SmartCardError(status, call: "SCardGetStatusChange") }
    for index in states.indices {
      let state = unsafe raw[index]
      states[index].now = unsafe ReaderFlags(
        rawValue: UInt32(truncatingIfNeeded: state.dwEventState))
      let length = unsafe min(Int(state.cbAtr), Int(MAX_ATR_SIZE))
      states[index].atr = unsafe withUnsafeBytes(of: state.rgbAtr) {
        unsafe Array($0.prefix(length))
      }
    }
    return true
  }
}
