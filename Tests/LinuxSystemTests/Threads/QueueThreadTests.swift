import Glibc
import LinuxSystem
import Testing

private struct Refused: Error, Hashable {
  var reason = "refused"
}

@Suite("A thread with a queue")
struct QueueThreadTests {
  @Test("Work is done in the order in which it was given, on one thread that is not the task's")
  func inOrder() async {
    let thread = QueueThread(name: "in-order")
    let done = Guarded<[Int]>([])
    for number in 0..<50 { await thread.run { done.with { $0.append(number) } } }
    #expect(done.with { $0 } == Array(0..<50))
    let name = await thread.run { SystemFile.text("/proc/thread-self/comm") }
    #expect(name == "in-order")
  }

  @Test("An error of the work is the caller's, and the thread goes on")
  func failure() async throws {
    let thread = QueueThread(name: "failing")
    await #expect(throws: Refused.self) {
      try await thread.run { () throws(Refused) -> Int in throw Refused() }
    }
    #expect(await thread.run { 7 } == 7)
  }

  @Test(
    "Behind a call that hangs each is answered at its own deadline, and what is late is not done")
  func hanging() async throws {
    let thread = QueueThread(name: "hanging")
    let (hasBegun, isFree) = (Guarded(false), Guarded(false))
    let done = Guarded<[String]>([])
    let late: @Sendable (CallInterruption) -> Refused = { Refused(reason: "\($0)") }
    // On a busy machine a call may be given up before its thread has begun with it; then it is not done.
    while !hasBegun.with({ $0 }) {
      let error = await #expect(throws: Refused.self) {
        try await thread.run(within: .milliseconds(1), late) { () throws(Refused) in
          hasBegun.with { $0 = true }
          _ = isFree.wait { $0 ? true : nil }
          done.with { $0.append("hung") }
        }
      }
      #expect(error == Refused(reason: "late"))
    }
    let error = await #expect(throws: Refused.self) {
      try await thread.run(within: .milliseconds(1), late) { () throws(Refused) in
        done.with { $0.append("late") }
      }
    }
    #expect(error == Refused(reason: "late"))
    isFree.with { $0 = true }
    await thread.run { done.with { $0.append("next") } }
    #expect(done.with { $0 } == ["hung", "next"])
  }

  @Test("What was given is done even if nobody holds the thread any more, and then it ends")
  func letGo() async {
    let done = Guarded(0)
    for _ in 0..<20 { await QueueThread(name: "let-go").run { done.with { $0 += 1 } } }
    #expect(done.with { $0 } == 20)
    let ended = await OwnedThread.run(name: "waiting") {
      // A thread that ends is gone from the kernel's list a moment after.
      while Self.threads().contains("let-go") { usleep(5_000) }
      return true
    }
    #expect(ended)
  }

  private static func threads() -> [String] {
    SystemFile.names(in: "/proc/self/task").compactMap {
      SystemFile.text("/proc/self/task/\($0)/comm")
    }
  }
}
