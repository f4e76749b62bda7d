import LinuxSystem

/// What the reader has said to a card, for tests to look at while the card is in use.
public final class CardTranscript: Sendable {
  private let heard = Guarded<[VPCDMessage]>([])

  /// Makes an empty transcript.
  public init() {}

  /// Everything heard so far, in order.
  public var messages: [VPCDMessage] { heard.with { $0 } }

  /// The commands heard so far, in order.
  public var commands: [[UInt8]] {
    messages.compactMap { if case .command(let bytes) = $0 { bytes } else { nil } }
  }

  /// Adds a message.
  public func append(_ message: VPCDMessage) { heard.with { $0.append(message) } }

  /// Forgets everything.
  public func clear() { heard.with { $0 = [] } }

  /// Waits until what was heard fulfils a condition; `false` if it has not in time.
  public func wait(
    within duration: Duration, until condition: @escaping @Sendable ([VPCDMessage]) -> Bool
  ) async -> Bool {
    await OwnedThread.run(name: "card-transcript") { [heard] in
      heard.wait(until: .now + duration) { condition($0) ? true : nil } ?? false
    }
  }
}
