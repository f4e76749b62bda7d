/// What runs on a card's own thread: the isolation of ``CardConnection/onCardThread(_:)``.
///
/// It has nothing to call. A function that is isolated to it, and everything nonisolated that such a
/// function awaits, stays on the thread.
public actor CardThreadActor {
  nonisolated let thread: CardThread

  init(_ thread: CardThread) { self.thread = thread }

  /// The card's thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }
}

/// The card's own thread as a place that a whole task may prefer: ``CardConnection/executor``.
public final class CardThreadExecutor: TaskExecutor {
  private let thread: CardThread

  init(_ thread: CardThread) { self.thread = thread }

  /// Runs a piece of a task on the card's thread.
  public func enqueue(_ job: consuming ExecutorJob) {
    unsafe thread.enqueue(job, preferring: asUnownedTaskExecutor())
  }
}
