import Glibc

/// State behind a lock, with a way to wait for it to change: a mutex and a condition variable that
/// keeps time by the monotonic clock.
@safe package final class Guarded<State>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var state: State

  /// Puts state behind a lock.
  package init(_ state: sending State) {
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    self.state = state
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(condition, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Works on the state alone, then wakes those who wait for it to change.
  @discardableResult
  package func with<Result>(_ body: (inout State) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer {
      // In this order, because whoever wakes up needs the lock.
      unsafe pthread_mutex_unlock(mutex)
      unsafe pthread_cond_broadcast(condition)
    }
    return body(&state)
  }

  /// Works on the state alone and wakes the others only if the state before it asks for that.
  package func quietly<Result>(
    wakeIf isNews: (State) -> Bool, _ body: (inout State) -> Result
  ) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    if isNews(state) { unsafe pthread_cond_broadcast(condition) }
    return body(&state)
  }

  /// Waits until `body` gives a value, trying again after every change; `nil` once the time is over.
  package func wait<Result>(
    until deadline: MonotonicTime? = nil, _ body: (inout State) -> Result?
  ) -> Result? {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      guard let deadline else {
        unsafe pthread_cond_wait(condition, mutex)
        continue
      }
      var time = deadline.timespec
      if unsafe pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT {
        return body(&state)
      }
    }
  }
}
