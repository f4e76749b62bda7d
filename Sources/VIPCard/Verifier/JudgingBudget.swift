import SmartCard

/// How long judging one card may take in all: connecting, every command, and asking keys and register.
///
/// A card that falls silent in the middle keeps nobody waiting longer, however many commands there are and
/// whatever each of them is allowed. Real cards need a fraction of the standard.
public struct JudgingBudget: Sendable {
  /// The time from the first command, or from connecting, to the verdict.
  public let limit: Duration
  private let clock: any Clock<Duration>

  /// Five seconds.
  public static let standard = JudgingBudget(.seconds(5))

  /// Makes a budget.
  ///
  /// - Parameters:
  ///   - limit: the time from the first command, or from connecting, to the verdict.
  ///   - clock: what the time is told by.
  public init(_ limit: Duration, clock: any Clock<Duration> = ContinuousClock()) {
    self.limit = limit
    self.clock = clock
  }

  /// Does work that ends by itself or is cancelled when the time is over, with
  /// ``SmartCardError/Reason/timedOut``.
  func spend<Value: Sendable>(
    reader: String? = nil,
    _ work:
      @escaping @Sendable (Spending) async throws(CardVerificationError) ->
      Value
  ) async throws(CardVerificationError) -> Value {
    let spending = Spending(self, reader: reader)
    let outcome = await withTaskGroup(of: Result<Value, CardVerificationError>?.self) { group in
      group.addTask {
        do throws(CardVerificationError) { return .success(try await work(spending)) } catch {
          return .failure(error)
        }
      }
      group.addTask {
        // Nothing, if the work is done first.
        do { try await spending.wait() } catch { return nil }
        return .failure(.card(spending.overdue))
      }
      defer { group.cancelAll() }
      for await outcome in group { if let outcome { return outcome } }
      return .failure(.card(spending.overdue))
    }
    return try outcome.get()
  }

  /// A budget that somebody has begun to spend.
  struct Spending: Sendable {
    /// Whether the time is over.
    let isOver: @Sendable () -> Bool
    /// Waits until it is.
    let wait: @Sendable () async throws -> Void
    /// What is said then.
    let overdue: SmartCardError

    init(_ budget: JudgingBudget, reader: String?) {
      (isOver, wait) = Self.end(of: budget.limit, on: budget.clock)
      overdue = SmartCardError(
        .timedOut, reader: reader, detail: "the time for judging a card, \(budget.limit), is over")
    }

    private static func end<C: Clock>(
      of limit: Duration, on clock: C
    ) -> (@Sendable () -> Bool, @Sendable () async throws -> Void) where C.Duration == Duration {
      let end = clock.now.advanced(by: limit)
      return ({ clock.now >= end }, { try await clock.sleep(until: end, tolerance: nil) })
    }

    /// A channel over which nothing is sent any more when the time is over.
    func limiting(_ channel: any CardChannel) -> any CardChannel {
      LimitedChannel(inner: channel, spending: self)
    }
  }
}

private struct LimitedChannel: CardChannel {
  let inner: any CardChannel
  let spending: JudgingBudget.Spending

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    guard !spending.isOver() else { throw spending.overdue }
    return try await inner.transmit(command)
  }

  func confirmPresence(by command: CommandAPDU) async throws(SmartCardError) {
    guard !spending.isOver() else { throw spending.overdue }
    try await inner.confirmPresence(by: command)
  }
}
