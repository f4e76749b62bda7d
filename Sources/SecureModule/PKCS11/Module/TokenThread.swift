import CardCrypto
import SmartCard

/// The thread on which a token's blocking calls are made, one after the other.
///
/// A call that hangs cannot be ended from outside: its caller is answered at the deadline, and whoever
/// comes later is told so until the call has come back.
final class TokenThread: Sendable {
  private struct State: Sendable {
    var queue: [@Sendable () -> Void] = []
    var isClosing = false
  }

  private let state = Guarded(State())
  private let device: String
  private let deadline: Duration

  init(device: String, deadline: Duration) throws(KeyDeviceFailure) {
    self.device = device
    self.deadline = deadline
    do throws(SmartCardError) {
      let state = state
      try OwnedThread(name: "pkcs11") {
        while true {
          let work = state.wait { state -> (@Sendable () -> Void)?? in
            if !state.queue.isEmpty { return .some(state.queue.removeFirst()) }
            return state.isClosing ? .some(nil) : nil
          }
          guard case .some(.some(let work)) = work else { return }
          work()
        }
      }.detach()
    } catch {
      throw KeyDeviceFailure(.refused, device: device, detail: error.description)
    }
  }

  deinit { state.with { $0.isClosing = true } }

  /// Does work on the thread; throws `timedOut` at the deadline, and as soon as the task is cancelled.
  func perform<Value: Sendable, Failure: Error>(
    late: @escaping @Sendable (KeyDeviceFailure) -> Failure,
    _ work: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let answer = Answer<Value, Failure>()
    let failure = late(KeyDeviceFailure(.timedOut, device: device))
    let deadline = deadline
    let limit = Task {
      try? await Task.sleep(for: deadline)
      if !Task.isCancelled { answer.give(.failure(failure)) }
    }
    defer { limit.cancel() }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard answer.wait(with: continuation) else { return }
        state.with { state in
          state.queue.append {
            guard answer.isWanted else { return }
            do throws(Failure) {
              answer.give(.success(try work()))
            } catch {
              answer.give(.failure(error))
            }
          }
        }
      }
    } onCancel: {
      answer.give(.failure(failure))
    }
    return try result.get()
  }
}

/// One answer that a task waits for; given once, by whoever comes first.
private final class Answer<Value: Sendable, Failure: Error>: Sendable {
  typealias Outcome = Result<Value, Failure>

  private struct State: Sendable {
    var continuation: CheckedContinuation<Outcome, Never>?
    var early: Outcome?
    var isGiven = false
  }

  private let state = Guarded(State())

  var isWanted: Bool { state.with { !$0.isGiven } }

  func wait(with continuation: CheckedContinuation<Outcome, Never>) -> Bool {
    let early = state.with { state in
      if state.early == nil { state.continuation = continuation }
      return state.early
    }
    guard let early else { return true }
    continuation.resume(returning: early)
    return false
  }

  func give(_ outcome: Outcome) {
    let waiting = state.with { state -> CheckedContinuation<Outcome, Never>? in
      guard !state.isGiven else { return nil }
      state.isGiven = true
      if state.continuation == nil { state.early = outcome }
      return state.continuation.take()
    }
    waiting?.resume(returning: outcome)
  }
}
