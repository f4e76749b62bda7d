/// A clock on which no time-out comes, however long a busy machine takes to answer.
struct StoppedClock: Clock {
  let now = ContinuousClock.now
  let minimumResolution = Duration.zero

  /// Waits until the task is cancelled.
  func sleep(
    until deadline: ContinuousClock.Instant, tolerance: Duration?
  ) async throws {
    for await _ in AsyncStream<Never>.makeStream().stream {}
    throw CancellationError()
  }
}
