import Glibc
import LinuxSystem
import Testing

@Suite("Waking a thread, and letting one after the other through")
struct SignalTests {
  @Test(
    "A signal is raised until it is cleared, goes before what can be read, and can be raised for ever"
  )
  func raised() throws {
    let (signal, other) = (try WakeSignal(), try WakeSignal())
    #expect(signal.wait(for: other.descriptor, atMost: .zero) == .timedOut)
    other.raise()
    #expect(signal.wait(for: other.descriptor) == .readable)
    // More than the kernel keeps: nobody is held up by raising.
    for _ in 0..<1_000_000 { signal.raise() }
    #expect(signal.wait(for: other.descriptor) == .raised)
    #expect(signal.wait(for: -1) == .raised)
    signal.clear()
    #expect(signal.wait(for: -1, atMost: .zero) == .timedOut)
  }

  @Test("A program that we start never gets a signal's descriptors")
  func closedOnExec() async {
    // In a process of its own, whose descriptors nobody else opens meanwhile.
    await #expect(processExitsWith: .success) {
      let before = SignalTests.sockets()
      let signals = try (0..<8).map { _ in try WakeSignal() }
      let ends = SignalTests.sockets().subtracting(before)
      #expect(ends.count == 2 * signals.count)
      for end in ends { #expect(fcntl(end, F_GETFD) & FD_CLOEXEC != 0) }
      withExtendedLifetime(signals) {}
    }
  }

  /// The sockets that this process has open.
  static func sockets() -> Set<Int32> {
    let all = SystemFile.names(in: "/proc/self/fd").compactMap { Int32($0) }
    return Set(
      all.filter { SystemFile.linkTarget("/proc/self/fd/\($0)")?.hasPrefix("socket:") == true })
  }

  @Test(
    "Through a turnstile go so many at a time, in the order in which they came", arguments: [1, 3])
  func turnstile(width: Int) async {
    let turnstile = Turnstile(width: width)
    let inside = Guarded((now: 0, most: 0, all: 0))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<60 {
        group.addTask {
          await turnstile.pass {
            inside.with { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) }
            await Task.yield()
            inside.with { $0.now -= 1 }
          }
        }
      }
    }
    let (now, most, all) = inside.with { $0 }
    #expect(now == 0 && all == 60 && (1...width).contains(most))
  }

  @Test("A piece of work that throws gives its place back")
  func throwing() async throws {
    struct Failed: Error {}
    let turnstile = Turnstile()
    for _ in 0..<3 {
      await #expect(throws: Failed.self) { try await turnstile.pass { throw Failed() } }
    }
    #expect(await turnstile.pass { 1 } == 1)
  }
}
