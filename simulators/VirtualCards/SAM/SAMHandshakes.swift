import CardCrypto
import SecureModule

/// The handshakes with members' cards that lie open in a SAM, and the sessions that stay in it.
struct SAMHandshakes {
  /// How far one has come.
  enum Step {
    /// The card's answer is awaited; session keys will go out, unless the session is for key changes.
    case ev1(EV1Handshake, changesKeys: Bool)
    case ev2(EV2Handshake, changesKeys: Bool)
    /// A session for key changes.
    case changingEV1(EV1Session)
    case changingEV2(EV2Session)
  }

  private var steps: [(handle: UInt8, step: Step)] = []
  private var next: UInt8 = 1

  /// Keeps a step and gives it a handle; the oldest goes where there are too many.
  mutating func open(_ step: Step) -> UInt8 {
    if steps.count == SAMProfile.openHandshakes { steps.removeFirst() }
    let handle = next
    next = next == .max ? 1 : next + 1
    steps.append((handle, step))
    return handle
  }

  /// Takes a step out: whatever comes of it, it is not done twice.
  mutating func take(_ handle: UInt8) -> Step? {
    guard let index = steps.firstIndex(where: { $0.handle == handle }) else { return nil }
    return steps.remove(at: index).step
  }

  /// Puts a session back under its handle.
  mutating func keep(_ step: Step, _ handle: UInt8) { steps.append((handle, step)) }
}
