import LinuxSystem

/// A connected card, with a context and a thread of its own.
///
/// Every call comes back by its deadline, and at once when its task is cancelled, even while the card
/// hangs; a call that had to be given up closes the connection
/// (``SmartCardError/Reason/connectionClosed`` from then on), and a new one can be made. A connection
/// that is no longer used disconnects by itself.
///
/// ```swift
/// let card = try await CardConnection.connect(to: "Virtual PCD 00 00")
/// let answer = try await card.transmit(.init(cla: 0, ins: 0xA4, p1: 4, p2: 0, data: aid))
/// ```
public final class CardConnection: CardChannel, Sendable {
  /// The reader's name.
  public let reader: String
  /// The options that it was made with.
  public let options: ConnectionOptions
  private let thread: CardThread
  private let actor: CardThreadActor
  private let session: Guarded<Session>

  /// What is known about the card since it was connected or reconnected.
  private struct Session: Sendable {
    var activeProtocol: CardProtocols
    var atr: ATR
  }

  /// How long a call that hangs may hold up the end of the connection.
  private static let patience = Duration.seconds(1)

  private init(
    reader: String, options: ConnectionOptions, thread: CardThread, session: Session
  ) {
    self.reader = reader
    self.options = options
    self.thread = thread
    self.actor = CardThreadActor(thread)
    self.session = Guarded(session)
  }

  deinit { thread.close(patience: Self.patience) }

  /// Connects to the card in a reader.
  ///
  /// Throws ``SmartCardError``, among others with ``SmartCardError/Reason/noCard``,
  /// ``SmartCardError/Reason/readerInUse``, ``SmartCardError/Reason/unknownReader``,
  /// ``SmartCardError/Reason/serviceNotRunning`` and ``SmartCardError/Reason/timedOut``.
  public static func connect(
    to reader: String, options: ConnectionOptions = .init()
  ) async throws(SmartCardError) -> CardConnection {
    let thread = try CardThread(reader: reader)
    do throws(SmartCardError) {
      let session = try await thread.perform(within: options.connectDeadline, reader: reader) {
        [weak thread] card throws(SmartCardError) in
        let connected = try PCSCCard(
          reader: reader, share: options.share, protocols: options.protocols
        ) { thread?.opened($0) }
        let session = Session(
          activeProtocol: connected.activeProtocol, atr: try connected.answerToReset())
        card = consume connected
        return session
      }
      return CardConnection(reader: reader, options: options, thread: thread, session: session)
    } catch {
      thread.close(patience: patience)
      throw error
    }
  }

  /// The answer-to-reset of the card; empty for a direct connection without one.
  public var atr: ATR { session.with { $0.atr } }

  /// The protocol in use; empty for a direct connection.
  public var activeProtocol: CardProtocols { session.with { $0.activeProtocol } }

  /// Sends one command and returns the card's whole answer, by the options' ``TransferRules``.
  public func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let transfer = self.transfer
    let atr = self.atr.bytes
    return try await perform(within: options.commandDeadline) { card throws(SmartCardError) in
      try transfer.send(command) { bytes throws(SmartCardError) in
        let answer = try card.transmit(raw: bytes)
        // A driver that looks for the card by its answer-to-reset may mix up the two (vpcd 3.3).
        guard answer != atr || atr.isEmpty else {
          throw .malformedAnswer("the answer-to-reset in the place of an answer")
        }
        return answer
      }
    }
  }

  /// Sends the bytes of one command as they are and returns the bytes of its answer.
  public func transmit(raw command: [UInt8]) async throws(SmartCardError) -> [UInt8] {
    try await perform(within: options.commandDeadline) { card throws(SmartCardError) in
      try card.transmit(raw: command)
    }
  }

  /// Works on the card's own thread, where calls block: the fastest way for many commands in a row.
  ///
  /// The deadline is for the whole work. The card is lent and cannot be kept.
  public func perform<Value: Sendable>(
    within deadline: Duration,
    _ work: @escaping @Sendable (borrowing PCSCCard) throws(SmartCardError) -> Value
  ) async throws(SmartCardError) -> Value {
    let reader = reader
    return try await thread.perform(within: deadline, reader: reader) {
      card throws(SmartCardError) in
      guard let connected = card.take() else {
        throw SmartCardError(.connectionClosed, reader: reader)
      }
      do throws(SmartCardError) {
        let value = try work(connected)
        card = consume connected
        return value
      } catch {
        card = consume connected
        throw error
      }
    }
  }

  /// Runs `body` on the card's own thread, so that its commands, each awaited by itself, cost no change
  /// of threads: the natural way to send many commands in a row.
  ///
  /// ```swift
  /// let answers = try await card.onCardThread { _ in
  ///   let selected = try await card.transmit(select)
  ///   let read = try await card.transmit(read)
  ///   return [selected, read]
  /// }
  /// ```
  ///
  /// The body is isolated to the card's thread; awaiting something of another actor leaves it and comes
  /// back. Commands of other tasks go between those of the body, as always; ``withTransaction(end:_:)``
  /// keeps other programs out. Deadlines hold as everywhere. A cancellation ends a command that hangs
  /// after a quarter of a second.
  public func onCardThread<Value: Sendable>(
    _ body: @Sendable (isolated CardThreadActor) async throws -> Value
  ) async throws -> Value {
    try await body(actor)
  }

  /// The card's own thread for a whole task, its child tasks included, instead of a body:
  ///
  /// ```swift
  /// Task(executorPreference: card.executor) {
  ///   try await card.transmit(select)
  ///   try await card.transmit(read)
  /// }
  /// ```
  ///
  /// Everything nonisolated of such a task runs there, as in ``onCardThread(_:)``; also after the end
  /// of the connection, which it does not prevent.
  public var executor: CardThreadExecutor { CardThreadExecutor(thread) }

  /// Connects anew, after ``SmartCardError/Reason/cardReset`` or to change how the card is shared.
  ///
  /// What was selected and authenticated before is gone.
  public func reconnect(
    share: ShareMode? = nil, first: Disposition = .leave
  ) async throws(SmartCardError) {
    let options = options
    let reader = reader
    let session = try await thread.perform(within: options.connectDeadline, reader: reader) {
      card throws(SmartCardError) in
      guard var connected = card.take() else {
        throw SmartCardError(.connectionClosed, reader: reader)
      }
      do throws(SmartCardError) {
        try connected.reconnect(
          share: share ?? options.share, protocols: options.protocols, first: first)
        let session = Session(
          activeProtocol: connected.activeProtocol, atr: try connected.answerToReset())
        card = consume connected
        return session
      } catch {
        card = consume connected
        throw error
      }
    }
    self.session.with { $0 = session }
  }

  /// Ends the connection. Using it afterwards throws ``SmartCardError/Reason/connectionClosed``.
  ///
  /// Always ends it; throws when the disposition could not be carried out, which may take as long as
  /// connecting. A command that hangs is not waited for.
  public func disconnect(_ disposition: Disposition = .leave) async throws(SmartCardError) {
    defer { thread.close(patience: Self.patience) }
    let reader = reader
    try await thread.perform(
      within: options.connectDeadline, behindOthers: Self.patience, reader: reader
    ) {
      card throws(SmartCardError) in
      guard let connected = card.take() else {
        throw SmartCardError(.connectionClosed, reader: reader)
      }
      try connected.disconnect(disposition)
    }
  }

  private var transfer: Transfer {
    session.with {
      Transfer(
        rules: options.rules, activeProtocol: $0.activeProtocol,
        capabilities: $0.atr.historical.capabilities)
    }
  }
}
