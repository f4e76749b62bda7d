import LinuxSystem
import VirtualCards

/// A genuine card in whose conversation somebody meddles: number by number, answer by answer.
final class HostileCard: FaultyVirtualCard {
  /// What becomes of an answer: its number since the power came on, the command, and the answer.
  typealias Meddling =
    @Sendable (_ number: Int, _ command: [UInt8], _ answer: [UInt8]) -> VPCDAnswer

  private struct Stay: Sendable {
    var card: any VirtualCard
    var conversation: [(command: [UInt8], answer: [UInt8])] = []
  }

  private let stay: Guarded<Stay>
  private let meddling: Meddling

  /// Takes a twin of the card: several readers are at work at once, and no card is in two of them.
  init(_ card: any TornCard, _ meddling: @escaping Meddling = { .message($2) }) {
    stay = Guarded(Stay(card: card.twin()))
    self.meddling = meddling
  }

  /// What was said since the power came on.
  var conversation: [(command: [UInt8], answer: [UInt8])] { stay.with { $0.conversation } }

  var atr: [UInt8] { stay.with { $0.card.atr } }

  func respond(to command: [UInt8]) -> [UInt8] { stay.with { $0.card.respond(to: command) } }

  func answer(to message: VPCDMessage) -> VPCDAnswer {
    stay.with { stay in
      switch message {
      case .atr: return .message(stay.card.atr)
      case .powerOff, .powerOn, .reset:
        // A terminal that ends powers the card down: the conversation stays to be looked at.
        if message != .powerOff { stay.conversation = [] }
        stay.card.powerOn()
        return .silence
      case .unknownControl: return .silence
      case .command(let command):
        let answer = stay.card.respond(to: command)
        stay.conversation.append((command, answer))
        return meddling(stay.conversation.count - 1, command, answer)
      }
    }
  }
}

/// One card, and from a command on another one in its place.
struct SwappedCard: VirtualCard {
  var first: any VirtualCard
  var second: any VirtualCard
  let swapAfter: Int
  private var commands = 0

  /// Takes a twin of each card, as `HostileCard` does.
  init(_ first: any TornCard, _ second: any TornCard, after count: Int) {
    self.first = first.twin()
    self.second = second.twin()
    swapAfter = count
  }

  var atr: [UInt8] { first.atr }

  mutating func powerOn() {
    commands = 0
    first.powerOn()
    second.powerOn()
  }

  mutating func respond(to command: [UInt8]) -> [UInt8] {
    commands += 1
    return commands > swapAfter ? second.respond(to: command) : first.respond(to: command)
  }
}
