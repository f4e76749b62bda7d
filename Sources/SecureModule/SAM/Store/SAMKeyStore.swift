public import CardCrypto
import LinuxSystem
public import SmartCard
import Synchronization

/// A key store whose keys lie in a secure access module: a second card, in a reader inside the lane,
/// that computes. Issuer keys and card keys never leave it.
///
/// It connects when it is first asked and again after the SAM was taken out and put back; commands go
/// out one at a time, each with a deadline. Whatever fails is a ``CardCrypto/KeyDeviceFailure`` and never an
/// answer.
/// A PIN that was refused once is not sent again by the same store, and the last try is left alone.
public final class SAMKeyStore: Sendable {
  /// How a store gets at the SAM: a fresh connection each time.
  public typealias Connect = @Sendable () async throws(KeyDeviceFailure) -> any CardChannel

  /// What the store needs to know to be let in.
  public struct Access: Sendable {
    /// The key that this lane and the SAM share: 16 bytes.
    public let pairingKey: SecretBytes
    /// The PIN.
    public let pin: SAMPIN
    /// Whose PIN it is.
    public let role: SAMRole
    /// Whether the last try before the lock may be used up.
    public let usesLastTry: Bool

    /// Says how the store is let in.
    public init(
      pairingKey: SecretBytes, pin: SAMPIN, role: SAMRole = .till, usesLastTry: Bool = false
    ) {
      self.pairingKey = pairingKey
      self.pin = pin
      self.role = role
      self.usesLastTry = usesLastTry
    }
  }

  /// The device, as errors name it.
  public let device: String
  let access: Access
  private let connect: Connect
  private let turnstile = Turnstile()
  private let state = Mutex(State())

  private struct State: Sendable {
    var link: SAMLink?
    /// Counts connections: a handshake belongs to one.
    var generation = 0
    /// A refusal that trying again can only make worse.
    var refusal: KeyDeviceFailure?
  }

  /// Makes a store on a reader.
  public convenience init(_ reader: SAMReader, access: Access) {
    self.init(device: reader.name, access: access) { () async throws(KeyDeviceFailure) in
      try await reader.connect()
    }
  }

  /// Makes a store on anything that answers like a SAM.
  public init(device: String, access: Access, connect: @escaping Connect) {
    self.device = device
    self.access = access
    self.connect = connect
  }

  /// Does work in the secure channel, alone.
  ///
  /// A connection from before that turns out to be dead is made anew, once. With `generation` the work
  /// belongs to one connection and is not tried on another.
  func work<Value: Sendable>(
    in generation: Int? = nil,
    _ body: (inout SAMLink) async throws(SAMFailure) -> Value
  ) async throws(SAMFailure) -> (value: Value, generation: Int) {
    try await turnstile.pass { () async throws(SAMFailure) in
      try await attempt(in: generation, body)
    }
  }

  private func attempt<Value: Sendable>(
    in generation: Int?, _ body: (inout SAMLink) async throws(SAMFailure) -> Value
  ) async throws(SAMFailure) -> (value: Value, generation: Int) {
    let old = state.withLock { $0.link }
    if let old {
      if let generation, generation != current {
        throw .device(KeyDeviceFailure(.gone, device: device))
      }
      do throws(SAMFailure) {
        return try await use(old, body)
      } catch {
        // A SAM that was taken out and put back meanwhile has forgotten this connection.
        guard case .device(let failure) = error, failure.reason == .gone, generation == nil else {
          throw error
        }
      }
    }
    guard generation == nil else { throw .device(KeyDeviceFailure(.gone, device: device)) }
    return try await use(try await open(), body)
  }

  private var current: Int { state.withLock { $0.generation } }

  private func use<Value: Sendable>(
    _ link: SAMLink, _ body: (inout SAMLink) async throws(SAMFailure) -> Value
  ) async throws(SAMFailure) -> (value: Value, generation: Int) {
    var link = link
    do throws(SAMFailure) {
      let value = try await body(&link)
      let generation = state.withLock { state in
        state.link = link
        return state.generation
      }
      return (value, generation)
    } catch {
      // A status word leaves the channel as good as it was.
      guard case .device = error else {
        state.withLock { $0.link = link }
        throw error
      }
      state.withLock { $0.link = nil }
      // The reader is ours alone: a dead connection would keep the next one out.
      await link.close()
      throw error
    }
  }

  /// Connects, opens the channel and presents the PIN.
  private func open() async throws(SAMFailure) -> SAMLink {
    if let refusal = state.withLock({ $0.refusal }) { throw .device(refusal) }
    do throws(KeyDeviceFailure) {
      let channel = try await connect()
      var link = try await SAMLink(
        channel, device: device, key: access.pairingKey, kind: .pairing)
      try await link.present(access.pin, as: access.role, usesLastTry: access.usesLastTry)
      state.withLock { state in
        state.link = link
        state.generation += 1
      }
      return link
    } catch {
      state.withLock { state in
        state.link = nil
        if [.wrongPIN, .lastTry, .locked].contains(error.reason) { state.refusal = error }
      }
      throw .device(error)
    }
  }
}

/// Why an operation in a SAM gave no answer.
enum SAMFailure: Error {
  /// The device, or what lies between.
  case device(KeyDeviceFailure)
  /// The SAM said no, and the channel goes on.
  case status(StatusWord)
}

extension SAMLink {
  /// A command that must succeed.
  mutating func require(
    _ instruction: SAMInstruction, p1: UInt8 = 0, p2: UInt8 = 0, _ data: [UInt8] = []
  ) async throws(SAMFailure) -> [UInt8] {
    let answer: Answer
    do throws(KeyDeviceFailure) {
      answer = try await exchange(instruction, p1: p1, p2: p2, data)
    } catch {
      throw .device(error)
    }
    guard answer.status == .success else { throw .status(answer.status) }
    return answer.data
  }

  /// Presents a PIN after asking how many tries are left.
  mutating func present(
    _ pin: SAMPIN, as role: SAMRole, usesLastTry: Bool
  ) async throws(KeyDeviceFailure) {
    let asked = try await exchange(.verify, p2: role.rawValue).status
    guard asked != .success else { return }
    if asked == .authenticationBlocked { throw KeyDeviceFailure(.locked, device: device) }
    guard let left = asked.triesLeft, left > 0 else {
      throw KeyDeviceFailure(.locked, device: device, detail: asked.description)
    }
    guard left > 1 || usesLastTry else {
      throw KeyDeviceFailure(.lastTry, device: device, triesLeft: left)
    }
    var block = unsafe pin.block.withBytes { unsafe Array($0) }
    defer { SecretBytes.clear(&block) }
    let status = try await exchange(.verify, p2: role.rawValue, block).status
    switch status {
    case .success: return
    case .authenticationBlocked: throw KeyDeviceFailure(.locked, device: device)
    case _ where status.triesLeft == 0: throw KeyDeviceFailure(.locked, device: device)
    case StatusWord.Family.triesLeft:
      throw KeyDeviceFailure(.wrongPIN, device: device, triesLeft: status.triesLeft)
    default:
      throw KeyDeviceFailure(.refused, device: device, detail: status.description)
    }
  }
}

extension SAMKeyStore: CustomStringConvertible, CustomReflectable {
  /// The device, never a PIN or a key.
  public var description: String { "keys in the SAM \"\(device)\"" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
