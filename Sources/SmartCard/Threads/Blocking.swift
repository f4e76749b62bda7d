/// Runs something that blocks on a thread made for it, and waits without blocking.
package func onOwnThread<Value: Sendable, Failure: Error>(
  name: String, _ body: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
  let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
    let work: @Sendable () -> Void = {
      do throws(Failure) { continuation.resume(returning: .success(try body())) } catch {
        continuation.resume(returning: .failure(error))
      }
    }
    // Without a thread it blocks here, which is slow but right.
    do throws(SmartCardError) { try OwnedThread(name: name, work).detach() } catch { work() }
  }
  return try result.get()
}
