import Glibc
import LinuxSystem
import TestSupport
import Testing

@Suite("Programs as children")
struct ChildProcessTests {
  private func shell(_ script: String) -> Program { Program("/bin/sh", ["-c", script]) }

  @Test(
    "An exit status is given as it is, a signal as a shell counts it",
    arguments: [
      ("exit 0", Int32(0)), ("exit 7", 7), ("kill -9 $$", 137), ("kill -15 $$", 143),
    ])
  func status(_ script: String, _ status: Int32) async throws {
    #expect(try await shell(script).run().status == status)
  }

  @Test("Input and both outputs are whole, however much is written before any is read")
  func streams() async throws {
    let input = [UInt8]((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let run = try await shell("cat; head -c 300000 /dev/zero >&2").run(input: input)
    #expect(run.output == input)
    #expect(run.errors == [UInt8](repeating: 0, count: 300_000))
  }

  @Test("A child has the descriptors that it was given, and no others of ours")
  func descriptors() async throws {
    // Open in us, and not marked to be closed.
    let open = dup(0)
    defer { close(open) }
    let run = try await Program("/bin/ls", ["/proc/self/fd"]).run()
    // The fourth is the folder that it reads.
    #expect(run.text == "0\n1\n2\n3\n")
  }

  @Test("A child works in its directory, with its variables, and can be ended by a broken pipe")
  func surroundings() async throws {
    let run = try await Program(
      "/bin/sh", ["-c", "pwd; echo $MARK; echo ${HOME-none}; kill -PIPE $$; echo never"],
      environment: ["MARK": "here"], directory: "/usr"
    ).run()
    #expect(run.text == "/usr\nhere\nnone\n")
    #expect(run.status == 128 + SIGPIPE)
  }

  @Test("What cannot be started is an error with its path")
  func missing() async throws {
    let error = await #expect(throws: SpawnError.self) {
      try await Program("/nonexistent/program").run()
    }
    #expect(error?.errno == ENOENT && error?.path == "/nonexistent/program")
    await #expect(throws: SpawnError.self) {
      try await Program("/bin/true", directory: "/nonexistent").run()
    }
  }

  @Test("What does not end in time is ended, and the error shows what it wrote")
  func overdue() async throws {
    let error = await #expect(throws: ProgramOverdue.self) {
      try await shell("echo out; echo err >&2; exec sleep 600").run(within: .milliseconds(300))
    }
    #expect(error?.output == "out\n")
    #expect(error?.errors == "err\n")
  }

  @Test("A test that is cancelled ends its program")
  func cancelled() async throws {
    let run = Task { try await shell("exec sleep 600").run() }
    run.cancel()
    #expect(try await run.value.status == 128 + SIGKILL)
  }

  @Test("Lines come one after the other; a program that has ended is told at once")
  func lines() async throws {
    let live = try LiveProgram(
      shell("while read -r word; do echo \"got $word\"; done; printf last"))
    try await live.type("one")
    #expect(try await live.line { $0.hasPrefix("got") } == "got one")
    try await live.type("two")
    try await live.type("three")
    #expect(try await live.line { $0.hasSuffix("three") } == "got three")
    live.closeInput()
    #expect(try await live.line { _ in true } == "last")
    await #expect(throws: NoSuchLine.self) { try await live.line { _ in true } }
    #expect(try await live.finish() == 0)
    #expect(live.seen == ["got one", "got two", "got three", "last"])
  }

  @Test("An interrupt reaches the program, and one that is gone does not mind it")
  func interrupt() async throws {
    let live = try LiveProgram(
      shell("trap 'exit 42' INT; echo ready; while :; do sleep 0.01; done"))
    try await live.line { $0 == "ready" }
    #expect(try await live.interrupt() == 42)
    #expect(!live.isRunning)
    #expect(try await live.interrupt() == 42)
  }

  @Test("Many at once, from many tasks, each with its own answer")
  func many() async throws {
    try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for number in 0..<100 {
        group.addTask { (number, try await shell("echo \(number)").run().text) }
      }
      for try await (number, text) in group { #expect(text == "\(number)\n") }
    }
  }
}
