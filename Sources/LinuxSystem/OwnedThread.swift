import Glibc
import Synchronization

/// A thread of our own for calls that block: never the cooperative pool.
///
/// It runs its body once and ends. It is joinable: someone calls ``join()`` or ``detach()`` once.
package struct OwnedThread: Sendable {
  private let id: pthread_t

  /// Starts a thread; the kernel shows the first 15 bytes of its name.
  package init(name: String, _ body: @escaping @Sendable () -> Void) throws(ThreadError) {
    let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
    var id = pthread_t()
    let result = unsafe pthread_create(
      &id, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        OwnedThread.nameThisThread(start.name)
        start.body()
        return nil
      }, start.toOpaque())
    guard result == 0 else {
      unsafe start.release()
      throw ThreadError(errno: result)
    }
    self.id = id
  }

  /// Waits until the thread has ended.
  package func join() { _ = pthread_join(id, nil) }

  /// Lets the thread end on its own.
  package func detach() { _ = pthread_detach(id) }

  /// Runs something that blocks on a thread made for it, and waits without blocking.
  package static func run<Value: Sendable, Failure: Error>(
    name: String, _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    // The continuation only wakes the task up; the result lies behind a lock. So a thread sanitizer sees
    // that the thread's work comes before the task's: it does not look into the concurrency runtime.
    let place = Place<Result<Value, Failure>>()
    await withCheckedContinuation { continuation in
      let work: @Sendable () -> Void = {
        do throws(Failure) { place.put(.success(try body())) } catch { place.put(.failure(error)) }
        continuation.resume()
      }
      // Without a thread it blocks here, which is slow but right.
      do throws(ThreadError) { try OwnedThread(name: name, work).detach() } catch { work() }
    }
    return try place.take().get()
  }

  /// The C function for this needs `_GNU_SOURCE`, so the name goes through the kernel's own file.
  private static func nameThisThread(_ name: String) {
    let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    let bytes = Array(name.utf8.prefix(15))
    _ = unsafe write(file, bytes, bytes.count)
    close(file)
  }

  /// Where a thread puts its result.
  private final class Place<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func put(_ value: Value) { self.value.withLock { $0 = value } }

    func take() -> Value {
      guard let value = value.withLock({ $0.take() }) else {
        preconditionFailure("A thread has ended without a result.")
      }
      return value
    }
  }

  private final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}

/// The system has no thread to give.
package struct ThreadError: Error, Sendable, Hashable {
  /// What `pthread_create` or `eventfd` answered.
  package let errno: Int32

  /// Makes an error.
  package init(errno: Int32) { self.errno = errno }
}
