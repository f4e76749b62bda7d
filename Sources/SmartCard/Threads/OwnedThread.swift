import CPCSC
import Glibc

/// A thread of our own for calls that block: never the cooperative pool.
///
/// It runs its body once and ends. It is joinable: someone calls ``join()`` or ``detach()`` once.
package struct OwnedThread: Sendable {
  private let id: pthread_t

  /// Starts a thread; the kernel shows the first 15 characters of its name.
  package init(
    name: String, _ body: @escaping @Sendable () -> Void
  ) throws(SmartCardError) {
    let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
    var id = pthread_t()
    let result = unsafe pthread_create(
      &id, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        unsafe start.name.withCString { unsafe cpcsc_name_this_thread($0) }
        start.body()
        return nil
      }, start.toOpaque())
    guard result == 0 else {
      unsafe start.release()
      throw SmartCardError(.other, detail: "pthread_create failed with errno \(result)")
    }
    self.id = id
  }

  /// Waits until the thread has ended.
  package func join() { _ = pthread_join(id, nil) }

  /// Lets the thread end on its own.
  package func detach() { _ = pthread_detach(id) }

  private final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
