public import CardCrypto
import CPKCS11
import LinuxSystem
import Synchronization

/// A key store whose issuer keys are objects of a PKCS#11 token: an HSM, a smart card, or SoftHSM.
///
/// An issuer key is an AES secret key labelled `cardlane-YEAR`, sensitive and not extractable; one that
/// could be taken out is refused. Card keys are derived inside the token and used there; only where a card
/// is made does its key come out, for as long as that takes. Calls are made on a thread of the store's own,
/// each with a deadline; a PIN that was refused once is not sent again by the same store.
public final class PKCS11KeyStore: Sendable {
  /// The token, as errors name it.
  public let device: String
  private let uri: TokenURI
  private let pin: SecretBytes
  private let usesLastTry: Bool
  private let writes: Bool
  private let thread = QueueThread(name: "pkcs11")
  private let deadline: Duration
  private let state = Mutex(State())

  private struct State: Sendable {
    var keys: TokenKeys?
    var refusal: KeyDeviceFailure?
  }

  /// Makes a store on a token; it is opened when it is first asked.
  ///
  /// - Parameters:
  ///   - uri: Which module and token.
  ///   - pin: The user PIN.
  ///   - usesLastTry: Whether the last try before the lock may be used up.
  ///   - writes: Whether keys may be made and removed.
  ///   - deadline: How long one operation may take.
  public init(
    _ uri: TokenURI, pin: SecretBytes, usesLastTry: Bool = false, writes: Bool = false,
    deadline: Duration = .seconds(10)
  ) {
    self.uri = uri
    self.pin = pin
    self.usesLastTry = usesLastTry
    self.writes = writes
    device = uri.device
    self.deadline = deadline
  }

  /// Works with the token's keys on its thread. A session that turns out to be dead is opened anew, once.
  func work<Value: Sendable>(
    _ body: @escaping @Sendable (TokenKeys) throws(TokenFailure) -> Value
  ) async throws(TokenFailure) -> Value {
    // A call that hangs cannot be ended from outside: its caller is answered at the deadline, and whoever
    // comes later is told so until the call has come back.
    try await thread.run(within: deadline) { [device] interruption in
      TokenFailure.device(KeyDeviceFailure(interrupted: interruption, device: device))
    } _: { [self] () throws(TokenFailure) in
      if let old = state.withLock({ $0.keys }) {
        do throws(TokenFailure) {
          return try body(old)
        } catch {
          guard case .device(let failure) = error, failure.reason == .gone else { throw error }
          state.withLock { $0.keys = nil }
        }
      }
      return try body(try open())
    }
  }

  /// Forgets what was found in the token, so that it is looked for again.
  func refresh() { state.withLock { $0.keys = nil } }

  private func open() throws(TokenFailure) -> TokenKeys {
    if let refusal = state.withLock({ $0.refusal }) { throw .device(refusal) }
    do throws(TokenFailure) {
      let keys = try connect()
      state.withLock { $0.keys = keys }
      return keys
    } catch {
      if case .device(let failure) = error,
        [.wrongPIN, .lastTry, .locked].contains(failure.reason)
      {
        state.withLock { $0.refusal = failure }
      }
      throw error
    }
  }

  private func connect() throws(TokenFailure) -> TokenKeys {
    let module: PKCS11Module
    do throws(KeyDeviceFailure) {
      module = try PKCS11Module.load(uri.modulePath)
    } catch {
      throw .device(error)
    }
    let (slot, flags) = try find(module)
    if flags & UInt(CKF_USER_PIN_LOCKED) != 0 {
      throw TokenFailure(.pinLocked, device: device)
    }
    if flags & UInt(CKF_USER_PIN_FINAL_TRY) != 0, !usesLastTry {
      throw .device(KeyDeviceFailure(.lastTry, device: device, triesLeft: 1))
    }
    let calls = try TokenFailure.asked(device) { () throws(CKReturn) in
      let calls = try CKCalls(module, slot: slot, writes: writes)
      if flags & UInt(CKF_LOGIN_REQUIRED) != 0 { try calls.login(pin) }
      return calls
    }
    return try TokenKeys(calls, device: device)
  }

  /// The slot with the token that is meant, and the token's flags.
  private func find(
    _ module: PKCS11Module
  ) throws(TokenFailure) -> (slot: UInt, flags: UInt) {
    let fitting = try TokenFailure.asked(device) { () throws(CKReturn) in
      try tokens(module).filter { token in
        uri.token.map { $0 == token.label } ?? true
          && uri.serial.map { $0 == token.serial } ?? true
          && uri.slot.map { $0 == token.slot } ?? true
          && token.flags & UInt(CKF_TOKEN_INITIALIZED) != 0
      }
    }
    guard let first = fitting.first else { throw .device(KeyDeviceFailure(.gone, device: device)) }
    guard fitting.count == 1 else {
      throw .device(
        KeyDeviceFailure(.foreign, device: device, detail: "\(fitting.count) tokens fit"))
    }
    return (first.slot, first.flags)
  }

  private struct Token {
    let slot: UInt
    let label: String
    let serial: String
    let flags: UInt
  }

  private func tokens(_ module: PKCS11Module) throws(CKReturn) -> [Token] {
    let functions = module.functions
    var count: UInt = 0
    try CKCalls.check(unsafe functions.C_GetSlotList?(1, nil, &count))
    var slots = [UInt](repeating: 0, count: Int(count) + 8)
    count = UInt(slots.count)
    try CKCalls.check(unsafe functions.C_GetSlotList?(1, &slots, &count))
    var tokens: [Token] = []
    for slot in slots.prefix(Int(count)) {
      var information = CK_TOKEN_INFO()
      try CKCalls.check(unsafe functions.C_GetTokenInfo?(slot, &information))
      tokens.append(
        Token(
          slot: slot,
          label: Self.text(unsafe withUnsafeBytes(of: &information.label) { unsafe Array($0) }),
          serial: Self.text(
            unsafe withUnsafeBytes(of: &information.serialNumber) { unsafe Array($0) }),
          flags: information.flags))
    }
    return tokens
  }

  /// A text of PKCS#11: filled up with blanks.
  private static func text(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    while bytes.last == 0x20 || bytes.last == 0 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension PKCS11KeyStore: CustomStringConvertible, CustomReflectable {
  /// The token, never a PIN or a key.
  public var description: String { "keys in the token \"\(device)\"" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
