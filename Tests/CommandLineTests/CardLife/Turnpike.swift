import LinuxSystem
import Scenarios
import Testing
import VirtualCards

/// A lane whose reader gets one card after the other, judged by the real program through a real pcscd.
///
/// It has several readers, so that many cards are judged side by side, and a key file whose passphrase
/// is stretched no longer than it has to be.
final class Turnpike: Sendable {
  let desk: Desk
  private let daemon: PrivatePCSCD

  static let timeout = 5.0

  init() async throws {
    desk = try await Desk(keys: false)
    daemon = try PrivatePCSCD(readers: 4)
    try await daemon.start()
    try desk.makeQuickKeys([2026: 0x00, 2025: 0x10])
  }

  func close() async { await daemon.stop() }

  /// What the program says to a card.
  struct Outcome: Sendable {
    let status: Int32
    /// The check of the verdict, or the code of the error.
    let word: String
    let number: String?
    let sentence: String
  }

  /// Puts cards into the readers, and has each judged; outcomes in the order of the cards.
  ///
  /// A program that does not end by itself fails the test: ``ProgramOverdue``.
  func judge(_ cards: [any VirtualCard]) async throws -> [Outcome] {
    let (next, outcomes) = (Guarded(0), Guarded([Int: Outcome]()))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for slot in daemon.slots {
        group.addTask {
          while true {
            let index = next.with { next in
              defer { next += 1 }
              return next
            }
            guard index < cards.count else { return }
            let outcome = try await self.judge(cards[index], in: slot)
            outcomes.with { $0[index] = outcome }
          }
        }
      }
      try await group.waitForAll()
    }
    return outcomes.with { outcomes in cards.indices.compactMap { outcomes[$0] } }
  }

  private func judge(_ card: any VirtualCard, in slot: PrivatePCSCD.Slot) async throws -> Outcome {
    try await slot.insertSeen(card)
    let run = try await desk.run(
      [
        "card", "verify", "--keys", "keys.json", "--date", "2026-11-22", "--reader", slot.reader,
        "--timeout", "\(Self.timeout)",
      ], environment: daemon.environment.mapValues(Optional.some))
    slot.remove()
    let answer = run.status == 3 ? try run.error() : try run.json()
    return Outcome(
      status: run.status,
      word: (run.status == 3 ? answer["code"] : answer["verdict"]["check"]).text ?? "",
      number: answer["card"]["number"].text, sentence: answer["message"].text ?? "")
  }
}
