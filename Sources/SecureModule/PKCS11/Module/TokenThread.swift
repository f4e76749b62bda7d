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
    let call = Call<Value, Failure>()
    let failure = late(KeyDeviceFailure(.timedOut, device: device))
    let deadline = deadline
    let limit = Task {
      try? await Task.sleep(for: deadline)
      if !Task.isCancelled { call.abandon(failure) }
    }
    defer { limit.cancel() }
    let result = await withTaskCancellationHandler {
      await call.answer {
        state.with { state in
          state.queue.append {
            guard call.begin() else { return }
            do throws(Failure) {
              call.finish(.success(try work()))
            } catch {
              call.finish(.failure(error))
            }
          }
        }
      }
    } onCancel: {
      call.abandon(failure)
    }
    return try result.get()
  }
}
