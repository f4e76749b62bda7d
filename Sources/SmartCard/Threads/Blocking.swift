import LinuxSystem

/// Runs something that blocks on a thread made for it, and waits without blocking.
package func onOwnThread<Value: Sendable, Failure: Error>(
  name: String, _ body: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
  try await LinuxSystem.OwnedThread.run(name: name, body)
}
