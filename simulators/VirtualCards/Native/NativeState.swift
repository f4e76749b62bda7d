import CardCrypto
import SmartCard
import VIPCard

/// What a card with native commands forgets when it loses its power: the session, an authentication in
/// the middle, frames that wait or are awaited.
struct NativeState: Sendable {
  var messaging = SecureMessaging.none
  /// The rest of an answer, frame by frame.
  var waitingFrames: [[UInt8]] = []
  /// A command whose data is not complete yet.
  var incoming: (instruction: NativeInstruction, data: [UInt8])?
  private var handshake: Handshake?

  /// An authentication after its first step.
  private enum Handshake: Sendable {
    case ev1(EV1CardHandshake, key: UInt8)
    case ev2First(EV2CardHandshake, key: UInt8)
    case ev2NonFirst(EV2CardHandshake, key: UInt8, EV2Session)
  }

  /// Whether a further frame is something that the card waits for.
  var expectsFrame: Bool { handshake != nil || incoming != nil || !waitingFrames.isEmpty }

  /// Forgets everything except the session.
  mutating func clearFrames() {
    waitingFrames = []
    incoming = nil
    handshake = nil
  }

  // MARK: Authentication

  /// The first step: `AA`, `71` or `77`. `71` ends a session that is open, `77` goes on with it.
  mutating func begin(
    _ instruction: NativeInstruction, keyNumber: UInt8, slot: CardKeySlot,
    random: inout any RandomNumberGenerator & Sendable
  ) throws(NativeStatus) -> [UInt8] {
    let before = messaging
    messaging = .none
    do {
      switch instruction {
      case .authenticateAES:
        let started = try EV1CardHandshake(key: slot.key, using: &random)
        handshake = .ev1(started, key: keyNumber)
        return started.challenge
      case .authenticateEV2First:
        let started = try EV2CardHandshake(key: slot.key, using: &random)
        handshake = .ev2First(started, key: keyNumber)
        return started.challenge
      default:
        guard case .ev2(let session, _) = before else { throw NativeStatus.authenticationError }
        let started = try EV2CardHandshake(key: slot.key, using: &random)
        handshake = .ev2NonFirst(started, key: keyNumber, session)
        return started.challenge
      }
    } catch {
      throw .authenticationError
    }
  }

  /// The second step; `nil` if no first one was made.
  mutating func finish(
    _ reply: [UInt8], random: inout any RandomNumberGenerator & Sendable
  ) throws(NativeStatus) -> [UInt8]? {
    guard let handshake else { return nil }
    self.handshake = nil
    guard reply.count == 32 else { throw .lengthError }
    do {
      switch handshake {
      case .ev1(let started, let key):
        let (answer, session) = try started.finish(reply)
        messaging = .ev1(session, key: key)
        return answer
      case .ev2First(let started, let key):
        let identifier = (0..<4).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let (answer, session) = try started.finish(reply, identifier: identifier)
        messaging = .ev2(session, key: key)
        return answer
      case .ev2NonFirst(let started, let key, let before):
        let (answer, session) = try started.finish(reply, continuing: before)
        messaging = .ev2(session, key: key)
        return answer
      }
    } catch {
      throw .authenticationError
    }
  }

  // MARK: Frames

  /// Sends the first frame of an answer; the others wait for `AF`.
  mutating func send(_ frames: [[UInt8]]) -> ResponseAPDU {
    waitingFrames = Array(frames.dropFirst())
    return ResponseAPDU(
      data: frames.first ?? [],
      status: waitingFrames.isEmpty
        ? NativeStatus.done.statusWord : NativeStatus.additionalFrame.statusWord)
  }

  /// Cuts an answer into frames of at most `length` bytes.
  static func frames(_ answer: [UInt8], of length: Int) -> [[UInt8]] {
    guard answer.count > length else { return [answer] }
    return stride(from: 0, to: answer.count, by: length).map {
      Array(answer[$0..<min($0 + length, answer.count)])
    }
  }
}
