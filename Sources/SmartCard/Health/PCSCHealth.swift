import LinuxSystem

/// How PC/SC is on this machine: is pcscd there, which readers, and what is wrong.
///
/// It looks, and changes nothing: no card is connected or powered.
public struct PCSCHealth: Sendable {
  /// Whether pcscd answers.
  public let isReachable: Bool
  /// The readers that it knows.
  public let readers: [Reader]
  /// What is wrong, the most pressing first; each with what to do about it.
  public let problems: [PCSCProblem]

  /// One reader as pcscd sees it.
  public struct Reader: Sendable, Hashable {
    /// The reader's name.
    public let name: String
    /// The card in it; `nil` if it is empty or its card is unresponsive.
    public let card: ATR?
    /// Whether there is a card that does not answer a reset.
    public let isCardUnresponsive: Bool
    /// Whether a program has the reader for itself alone.
    public let isExclusive: Bool
    /// Whether any program is connected.
    public let isInUse: Bool
  }

  /// Asks pcscd and looks at the machine; comes back by the deadline.
  public static func check(within deadline: Duration = .seconds(5)) async -> PCSCHealth {
    let surroundings = await OwnedThread.run(name: "card-health") { PCSCSurroundings.current() }
    do throws(SmartCardError) {
      let readers = try await ask(within: deadline)
      return PCSCHealth(
        isReachable: true, readers: readers,
        problems: problems(of: readers) + surroundings.problems(hasReaders: !readers.isEmpty))
    } catch {
      return PCSCHealth(
        isReachable: false, readers: [],
        problems: [surroundings.problem(behind: error)] + surroundings.problems(hasReaders: true))
    }
  }

  /// The readers and their states; a pcscd that hangs is left alone at the deadline.
  private static func ask(within deadline: Duration) async throws(SmartCardError) -> [Reader] {
    let call = Call<[Reader], SmartCardError>()
    let outcome = await call.answer(within: deadline) {
      SmartCardError(interrupted: $0, reader: nil)
    } _: {
      do throws(ThreadError) {
        try OwnedThread(name: "card-health") { call.carryOut(look) }.detach()
      } catch {
        call.abandon(SmartCardError(thread: error))
      }
    }
    return try outcome.get()
  }

  private static func look() throws(SmartCardError) -> [Reader] {
    let context = try PCSCContext()
    var states = try context.readerNames().map { ReaderState(name: $0) }
    guard !states.isEmpty else { return [] }
    _ = try context.waitForChange(of: &states, timeout: .zero)
    return states.map { state in
      let isPresent = state.now.contains(.present)
      let isMute = isPresent && state.now.contains(.mute)
      return Reader(
        name: state.name, card: isPresent && !isMute ? ATR(state.atr) : nil,
        isCardUnresponsive: isMute, isExclusive: state.now.contains(.exclusive),
        isInUse: !state.now.isDisjoint(with: [.inUse, .exclusive]))
    }
  }

  private static func problems(of readers: [Reader]) -> [PCSCProblem] {
    readers.flatMap { reader in
      (reader.isExclusive ? [PCSCProblem(.readerExclusive, reader.name)] : [])
        + (reader.isCardUnresponsive ? [PCSCProblem(.cardUnresponsive, reader.name)] : [])
    } + (readers.isEmpty ? [PCSCProblem(.noReader)] : [])
  }
}
