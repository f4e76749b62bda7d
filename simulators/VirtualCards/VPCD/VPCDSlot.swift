import Glibc
import LinuxSystem
public import SmartCard

/// One slot of a virtual reader: puts a ``VirtualCard`` before a real pcscd through vsmartcard-vpcd.
///
/// vpcd's reader listens on a TCP port, the card connects to it; a card that is in the slot connects
/// again whenever pcscd was restarted, like a real card that stays in its reader. Every card runs on a
/// thread of its own and answers at once: small answers are neither collected (`TCP_NODELAY`) nor
/// acknowledged late (`TCP_QUICKACK`, renewed before every read), which is a factor of a thousand.
public final class VPCDSlot: Sendable {
  /// The machine where vpcd listens.
  public let host: String
  /// The slot's port: vpcd's first port plus the number of the slot.
  public let port: UInt16

  private let state = Guarded(SlotState())

  /// Names a slot. The default is the first one of an unchanged vpcd.
  public init(host: String = "127.0.0.1", port: UInt16 = 35963) {
    self.host = host
    self.port = port
  }

  deinit { remove() }

  /// Puts a card into the slot, in place of any that is there.
  ///
  /// It need not wait for pcscd: the card goes on connecting until it is removed. Throws only when no
  /// thread can be made.
  public func insert(_ card: any VirtualCard) throws(SmartCardError) {
    remove()
    let generation = state.with { state in
      state.generation += 1
      state.isOccupied = true
      state.messageCount = 0
      state.isPowered = false
      return state.generation
    }
    let session = SlotSession(host: host, port: port, generation: generation, state: state)
    try SmartCardError.threaded { () throws(ThreadError) in
      try OwnedThread(name: "virtual-card") { session.run(card) }.detach()
    }
  }

  /// Takes the card out, in the middle of whatever it does.
  ///
  /// Returns at once. A reader that is waiting for the card's answer notices at once too, an idle one
  /// at its next look. A card that is inserted meanwhile waits until the reader has found the slot
  /// empty: a swap, however quick, is always a removal and an insertion.
  public func remove() {
    state.with { state in
      state.isOccupied = false
      if let open = state.socket { _ = shutdown(open, Int32(SHUT_WR)) }
    }
  }

  /// Whether a card is in the slot; not any more after it has left by itself.
  public var isOccupied: Bool { state.with { $0.isOccupied } }

  /// How many messages the reader has sent to the card that is in the slot.
  public var messageCount: Int { state.with { $0.messageCount } }

  /// Waits until the reader has spoken to the card; `false` if it has not in time.
  public func waitUntilServed(within duration: Duration) async -> Bool {
    await OwnedThread.run(name: "virtual-slot") { [state] in
      state.wait(until: .now + duration) { $0.messageCount > 0 ? true : nil } ?? false
    }
  }

  /// Waits until the reader has switched the card on and asked for its ATR; `false` if it has not in
  /// time.
  ///
  /// From then on programs can use the card; before, they may be told of the one that was there.
  public func waitUntilPowered(within duration: Duration) async -> Bool {
    await OwnedThread.run(name: "virtual-slot") { [state] in
      state.wait(until: .now + duration) { $0.isPowered ? true : nil } ?? false
    }
  }

  /// Waits until the card has left by itself, and the reader has seen that; `false` if it has not in
  /// time.
  public func waitUntilLeft(within duration: Duration) async -> Bool {
    await OwnedThread.run(name: "virtual-slot") { [state] in
      state.wait(until: .now + duration) { $0.isOccupied ? nil : true } ?? false
    }
  }
}

/// What the slot and its card's thread share.
struct SlotState: Sendable {
  /// Which card this is about.
  var generation = 0
  var isOccupied = false
  /// The open connection, so that a removal can cut it; it may be of a card that has left, until
  /// the reader has noticed.
  var socket: Int32?
  var messageCount = 0
  var isPowered = false
}
