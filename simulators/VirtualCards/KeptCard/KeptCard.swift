import SmartCard
import Synchronization

/// A virtual card that stays the same card however often it is put in: its memory is shared by every
/// stay, kept in a file where one is given, and may be torn.
///
/// A change of the memory is in the file before the answer goes out, as on a real card. When the file
/// cannot be written the card answers `6581`, memory failure, and nothing has changed.
public final class KeptCard<Card: StatefulCard>: TornCard {
  private struct Stay: Sendable {
    var card: Card
    var tear: CardTear?
    var commands = 0
  }

  private let stay: Mutex<Stay>
  private let file: CardStateFile?

  /// Keeps a card.
  ///
  /// - Parameters:
  ///   - card: The card as it is put in first.
  ///   - file: Where its memory is kept. It is held for as long as the card lives, and written at once,
  ///     so that a file that cannot be written is found out now.
  ///   - tear: When it is pulled out.
  public init(
    _ card: Card, file: CardStateFile? = nil, tear: CardTear? = nil
  ) throws(CardStateError) {
    let file = try file?.held()
    try file?.write(card.memory, of: Card.self)
    stay = Mutex(Stay(card: card, tear: tear))
    self.file = file
  }

  private init(alike card: Card) {
    stay = Mutex(Stay(card: card))
    file = nil
  }

  /// What the card keeps without power, now.
  public var memory: Card.Memory { stay.withLock { $0.card.memory } }

  /// Has the card be pulled out at a moment of its next stay, or not any more.
  public func tear(at tear: CardTear?) {
    stay.withLock {
      $0.tear = tear
      $0.commands = 0
    }
  }

  /// Another card with the same memory, without power, kept in no file and not torn.
  public func twin() -> any TornCard {
    var card = stay.withLock { $0.card }
    card.powerOff()
    return KeptCard(alike: card)
  }

  public var atr: [UInt8] { stay.withLock { $0.card.atr } }

  public func powerOn() { stay.withLock { $0.card.powerOn() } }

  public func powerOff() { stay.withLock { $0.card.powerOff() } }

  public func reset() { stay.withLock { $0.card.reset() } }

  public func respond(to command: [UInt8]) -> [UInt8] {
    stay.withLock { answer(to: command, &$0) }
  }

  public func answer(to message: VPCDMessage) -> VPCDAnswer {
    switch message {
    case .powerOff: powerOff()
    case .powerOn: powerOn()
    case .reset: reset()
    case .atr: return .message(atr)
    case .unknownControl: break
    case .command(let command):
      return stay.withLock { stay in
        guard let tear = stay.tear, tear.command == stay.commands else {
          stay.commands += 1
          return .message(answer(to: command, &stay))
        }
        stay.tear = nil
        carryOut(tear.moment, command, &stay)
        return .leave(after: [])
      }
    }
    return .silence
  }

  private func answer(to command: [UInt8], _ stay: inout Stay) -> [UInt8] {
    let before = stay.card.memory
    let answer = stay.card.respond(to: command)
    guard stay.card.memory != before else { return answer }
    do {
      try file?.write(stay.card.memory, of: Card.self)
      return answer
    } catch {
      stay.card.memory = before
      return ResponseAPDU(status: .memoryFailure).encoded
    }
  }

  private func carryOut(_ moment: CardTear.Moment, _ command: [UInt8], _ stay: inout Stay) {
    let before = stay.card.memory
    switch moment {
    case .before: break
    case .during(let count):
      _ = stay.card.respond(to: command)
      stay.card.memory = Card.torn(before, stay.card.memory, count: count)
    case .after: _ = stay.card.respond(to: command)
    }
    stay.card.powerOff()
    guard stay.card.memory != before else { return }
    // Nobody hears of a failure: the card is gone.
    try? file?.write(stay.card.memory, of: Card.self)
  }
}
