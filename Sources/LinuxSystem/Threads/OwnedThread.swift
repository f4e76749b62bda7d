import Glibc

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
    let call = Call<Value, Failure>()
    let outcome = await call.answer {
      let work: @Sendable () -> Void = { call.carryOut(body) }
      // Without a thread it blocks here, which is slow but right.
      do throws(ThreadError) { try OwnedThread(name: name, work).detach() } catch { work() }
    }
    return try outcome.get()
  }

  /// The C function for this needs `_GNU_SOURCE`, so the name goes through the kernel's own file.
  private static func nameThisThread(_ name: String) {
    let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    let bytes = Array(name.utf8.prefix(15))
    _ = unsafe write(file, bytes, bytes.count)
    close(file)
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
