public import SmartCard
import Synchronization

/// A card channel straight into a virtual card, without reader, pcscd or process boundary.
///
/// It does what a terminal's transport does: over T=0 it leaves Le out of a command with data, and it
/// resolves `61xx` and `6Cxx`. For tests and for measuring without transport.
public final class LoopbackChannel<Card: VirtualCard>: CardChannel {
  private let card: Mutex<Card>
  private let usesT0: Bool

  /// Puts a card in and switches it on.
  ///
  /// - Parameters:
  ///   - card: The card; the channel's copy answers from now on.
  ///   - usesT0: Whether the protocol is T=0.
  public init(_ card: Card, usesT0: Bool = false) {
    var powered = card
    powered.powerOn()
    self.card = Mutex(powered)
    self.usesT0 = usesT0
  }

  public func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    var command = command
    if usesT0, !command.data.isEmpty { command.expectedLength = nil }
    var answer = try send(command)
    if let length = answer.status.correctLength {
      command.expectedLength = length
      answer = try send(command)
    }
    var data = answer.data
    // 65,536 bytes are the most that one answer can have; a card that always has more is cut off.
    while let more = answer.status.bytesAvailable, data.count < 65_536 {
      answer = try send(
        CommandAPDU(cla: 0x00, ins: 0xC0, p1: 0x00, p2: 0x00, expectedLength: more))
      if answer.data.isEmpty { break }
      data += answer.data
    }
    return ResponseAPDU(data: data, status: answer.status)
  }

  private func send(_ command: CommandAPDU) throws(SmartCardError) -> ResponseAPDU {
    let bytes = try command.encoded()
    let answer = card.withLock { card -> VPCDAnswer in
      guard var faulty = card as? any FaultyVirtualCard else {
        return .message(card.respond(to: bytes))
      }
      defer { if let same = faulty as? Card { card = same } }
      return faulty.answer(to: .command(bytes))
    }
    return try ResponseAPDU(parsing: try Self.content(of: answer))
  }

  /// What a terminal gets of an answer; there is nobody to wait for a card that is late.
  private static func content(of answer: VPCDAnswer) throws(SmartCardError) -> [UInt8] {
    switch answer {
    case .message(let bytes), .raw(let bytes): return bytes
    case .delayed(_, let answer): return try content(of: answer)
    case .leave: throw SmartCardError(.cardRemoved)
    case .silence: throw SmartCardError(.timedOut)
    }
  }
}

extension LoopbackChannel where Card == VirtualCPUCard {
  /// Puts a CPU card in and speaks the protocol of its interface.
  public convenience init(_ card: VirtualCPUCard) {
    self.init(card, usesT0: card.interface == .t0)
  }
}
