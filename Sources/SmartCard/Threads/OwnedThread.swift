import LinuxSystem

/// A thread of our own for calls that block: never the cooperative pool.
///
/// It runs its body once and ends. It is joinable: someone calls ``join()`` or ``detach()`` once.
package struct OwnedThread: Sendable {
  private let thread: LinuxSystem.OwnedThread

  /// Starts a thread; the kernel shows the first 15 bytes of its name.
  package init(
    name: String, _ body: @escaping @Sendable () -> Void
  ) throws(SmartCardError) {
    do throws(ThreadError) {
      thread = try LinuxSystem.OwnedThread(name: name, body)
    } catch {
      throw SmartCardError(.other, detail: "pthread_create failed with errno \(error.errno)")
    }
  }

  /// Waits until the thread has ended.
  package func join() { thread.join() }

  /// Lets the thread end on its own.
  package func detach() { thread.detach() }
}
