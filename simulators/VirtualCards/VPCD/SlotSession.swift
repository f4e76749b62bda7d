import Glibc
import LinuxSystem

/// The stay of one card in a slot: connects, answers, connects again.
struct SlotSession: Sendable {
  let host: String
  let port: UInt16
  let generation: Int
  let state: Guarded<SlotState>

  /// How long a reader may take until it has looked into the empty slot.
  private static let patience = Duration.seconds(10)

  /// After so many looks without power a card has not been noticed; one that has gets two.
  private static let looks = 4

  /// How often a card that is not noticed is put in again. A reader that leaves cards without power until
  /// a program asks for them looks for ever.
  private static let reinsertions = 3

  /// How long to wait before the next attempt to reach vpcd.
  private static let pause = Duration.milliseconds(20)

  func run(_ card: any VirtualCard) {
    var card = card
    var insertions = 0
    while isHere {
      waitForPredecessor()
      guard let socket = connect(takesOver: { isIn($0) && $0.socket == nil }) else {
        wait(Self.pause)
        continue
      }
      insertions += 1
      var talk = ReaderTalk()
      let stays = serve(
        &card, on: socket, &talk, upTo: insertions <= Self.reinsertions ? Self.looks : .max)
      leave(socket, &talk)
      guard stays else {
        state.with { if $0.generation == generation { $0.isOccupied = false } }
        return
      }
      wait(Self.pause)
    }
  }

  /// Waits until the reader has noticed that the card before this one is gone.
  private func waitForPredecessor() {
    _ = state.wait { state in isIn(state) && state.socket != nil ? nil : true }
  }

  /// Takes the card away, and waits until a look of the reader has found the slot empty.
  ///
  /// Where the reader learns of it in the middle of something else (a command, switching the card on),
  /// it drops the card silently, and would take the next one for the same, or for one that does not
  /// answer. A connection that says nothing is put before it then, until it has looked.
  private func leave(_ socket: Int32, _ talk: inout ReaderTalk) {
    let limit = ContinuousClock.now + Self.patience
    var open = socket
    while true {
      hangUp(open, &talk)
      guard !talk.isLook, ContinuousClock.now < limit,
        // Nobody listens: there is no reader that could have missed it.
        let next = connect(takesOver: { $0.socket == open })
      else { break }
      close(open)
      open = next
      talk = ReaderTalk()
    }
    state.with { $0.socket = nil }
    close(open)
  }

  /// Closes our half of a connection, and reads the rest away until the reader closes its own.
  private func hangUp(_ socket: Int32, _ talk: inout ReaderTalk) {
    var limit = timeval(tv_sec: 2, tv_usec: 0)
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    _ = shutdown(socket, Int32(SHUT_WR))
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(socket, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      talk.append(buffer[..<count])
      while talk.next() != nil {}
    }
  }

  private func isIn(_ state: SlotState) -> Bool {
    state.isOccupied && state.generation == generation
  }

  private var isHere: Bool { state.with { isIn($0) } }

  /// Waits, but not for a card that is taken out.
  private func wait(_ duration: Duration) {
    _ = state.wait(until: .now + duration) { isIn($0) ? nil : true }
  }

  /// Answers the reader until the connection ends, or until the reader has looked at the card so often
  /// without noticing it. `false` if the card has left by itself.
  private func serve(
    _ card: inout any VirtualCard, on socket: Int32, _ talk: inout ReaderTalk, upTo looks: Int
  ) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      CardSocket.acknowledgeAtOnce(socket)
      let count = unsafe recv(socket, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return true }
      talk.append(buffer[..<count])
      while let message = talk.next() {
        let isHere = state.with { state in
          guard isIn(state) else { return false }
          state.messageCount += 1
          state.isPowered = talk.isPowered
          return true
        }
        guard isHere, talk.idleLooks < looks else { return true }
        guard let answer = Self.answer(of: &card, to: message) else { continue }
        switch carryOut(answer, on: socket) {
        case .carriedOut: continue
        case .connectionOver: return true
        case .cardLeft: return false
        }
      }
    }
  }

  private static func answer(
    of card: inout any VirtualCard, to message: VPCDMessage
  ) -> VPCDAnswer? {
    if var faulty = card as? any FaultyVirtualCard {
      let answer = faulty.answer(to: message)
      card = faulty
      return answer
    }
    switch message {
    case .powerOff: card.powerOff()
    case .powerOn: card.powerOn()
    case .reset: card.reset()
    case .atr: return .message(card.atr)
    case .unknownControl: break
    case .command(let bytes): return .message(card.respond(to: bytes))
    }
    return nil
  }

  private enum Outcome {
    case carriedOut
    case connectionOver
    case cardLeft
  }

  private func carryOut(_ answer: VPCDAnswer, on socket: Int32) -> Outcome {
    switch answer {
    case .message(let content):
      // An answer that the transport cannot carry is a card that fails: it leaves.
      guard let frame = VPCDFraming.frame(content) else { return .cardLeft }
      return CardSocket.send(frame, socket) ? .carriedOut : .connectionOver
    case .raw(let bytes): return CardSocket.send(bytes, socket) ? .carriedOut : .connectionOver
    case .silence: return .carriedOut
    case .leave(let bytes):
      _ = CardSocket.send(bytes, socket)
      return .cardLeft
    case .delayed(let duration, let answer):
      wait(duration)
      return isHere ? carryOut(answer, on: socket) : .connectionOver
    }
  }
}

extension SlotSession {
  /// Connects to vpcd, and makes that the slot's connection if it may; `nil` while nobody listens there.
  private func connect(takesOver: (SlotState) -> Bool) -> Int32? {
    guard let socket = CardSocket.connect(host: host, port: port) else { return nil }
    let isWanted = state.with { state in
      guard takesOver(state) else { return false }
      state.socket = socket
      return true
    }
    if !isWanted {
      close(socket)
      return nil
    }
    return socket
  }
}
