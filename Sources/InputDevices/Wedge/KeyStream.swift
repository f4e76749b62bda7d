/// Makes swipes of what the kernel sends: bytes of events in, swipes and faults out.
public struct KeyStream: Sendable {
  /// What came of some events.
  public enum Output: Sendable {
    case swipe(TypedSwipe)
    /// Keys were lost; what was being typed is dropped.
    case overrun
  }

  private var decoder: KeyDecoder
  private var assembler: SwipeAssembler
  /// From the word that events were lost to the end of that report, nothing can be trusted.
  private var isLost = false

  /// Makes a stream.
  ///
  /// - Parameters:
  ///   - isCapsLocked: Whether Caps Lock is on at the beginning.
  ///   - patience: How long a reader may be silent in the middle of a swipe.
  public init(isCapsLocked: Bool = false, patience: Duration = .seconds(1)) {
    decoder = KeyDecoder(isCapsLocked: isCapsLocked)
    assembler = SwipeAssembler(patience: patience)
  }

  /// When ``expire(at:)`` has something to do; `nil` if nothing is waiting.
  public var deadline: ContinuousClock.Instant? { assembler.deadline }

  /// Takes the bytes of events, which the kernel sends as wholes.
  ///
  /// - Parameters:
  ///   - bytes: whole events, one after the other, as the device node gives them.
  ///   - now: when the bytes were fetched.
  ///   - clock: what the clock by which the kernel stamps events shows now. With it a busy machine that
  ///     fetches the keys of a swipe late, and in parts, does not tear it; without it they count as typed
  ///     now.
  ///   - tell: hears of each swipe, and of lost keys, in order.
  public mutating func take(
    _ bytes: Span<UInt8>, at now: ContinuousClock.Instant, clock: Duration? = nil,
    tell: (Output) -> Void
  ) {
    var offset = 0
    while let event = InputEvent(bytes, at: offset) {
      offset += InputEvent.size
      let age = clock.map { min(max($0 - event.time, .zero), Self.longestAge) } ?? .zero
      take(event, now - age, tell)
    }
  }

  /// The kernel keeps no more than a few keys: older ones are none.
  private static let longestAge = Duration.seconds(60)

  /// Gives the swipe that silence has ended.
  public mutating func expire(at now: ContinuousClock.Instant) -> TypedSwipe? {
    assembler.expire(at: now)
  }

  /// Gives what was being typed: no more will come.
  public mutating func flush() -> TypedSwipe? { assembler.flush() }

  private mutating func take(
    _ event: InputEvent, _ now: ContinuousClock.Instant, _ tell: (Output) -> Void
  ) {
    switch event.kind {
    case .dropped:
      isLost = true
      decoder.forget()
      assembler.drop()
      tell(.overrun)
    case .report: isLost = false
    case .key(let code, let action) where !isLost:
      guard let character = decoder.take(code, action) else { return }
      if let swipe = assembler.take(character, at: now) { tell(.swipe(swipe)) }
    case .key, .other: break
    }
  }
}
