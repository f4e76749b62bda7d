import Glibc
import LinuxSystem
import Synchronization

/// A program while it runs: its lines as they come, its standard input, signals.
///
/// A thread of ours reads what it writes, so that it never has to wait for a test that looks elsewhere. When
/// nobody holds it any more, the program is ended.
package final class LiveProgram: Sendable {
  private let program: Program
  private let process: ChildProcess
  private let input: Mutex<Int32>
  private let lines = Lines()

  /// The process's number.
  package var id: Int32 { process.id }
  /// Whether it has not ended.
  package var isRunning: Bool { process.isRunning }
  /// All lines until now, of standard output and standard error.
  package var seen: [String] { lines.all }

  /// Starts a program.
  ///
  /// - Parameter closesInput: Its standard input is at its end from the beginning.
  package init(_ program: Program, closesInput: Bool = false) throws {
    self.program = program
    let (outputs, inputs) = (try Pipe(), try Pipe())
    var descriptors = [1: outputs.writeEnd, 2: outputs.writeEnd] as [Int32: Int32]
    if !closesInput { descriptors[0] = inputs.readEnd }
    do {
      process = try program.spawn(descriptors)
    } catch {
      for pipe in [inputs, outputs] { pipe.close() }
      throw error
    }
    close(outputs.writeEnd)
    close(inputs.readEnd)
    input = Mutex(inputs.writeEnd)
    let (lines, readEnd) = (lines, outputs.readEnd)
    try OwnedThread(name: "test-lines") { lines.take(from: readEnd) }.detach()
  }

  deinit {
    process.endLater()
    closeInput()
  }

  /// Waits for the next line that fits, after the one that was waited for last; lines between them are
  /// passed over.
  ///
  /// Throws ``NoSuchLine`` when it does not come in time, or the program has ended.
  @discardableResult
  package func line(
    within limit: Duration = .seconds(120), where fits: (String) -> Bool
  ) async throws -> String {
    let deadline = ContinuousClock.now + limit
    while true {
      // The end is looked at before the lines: what was written before it is not missed.
      let isAtEnd = lines.isAtEnd
      if let line = lines.next(where: fits) { return line }
      guard !isAtEnd, ContinuousClock.now < deadline else {
        throw NoSuchLine(commandLine: program.commandLine, isAtEnd: isAtEnd, seen: seen)
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Types a line on standard input.
  package func type(_ line: String) async throws {
    let descriptor = input.withLock { $0 }
    let bytes = Array((line + "\n").utf8)
    try await OwnedThread.run(name: "test-type") { () throws(InputClosed) in
      // A program that ends while it is written to must not end the tests: this thread hears no signal.
      var all = sigset_t()
      unsafe sigfillset(&all)
      unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes {
          unsafe write(descriptor, $0.baseAddress, $0.count)
        }
        guard count > 0 else { throw InputClosed(errno: errno) }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Ends its standard input.
  package func closeInput() {
    input.withLock { input in
      if input >= 0 { close(input) }
      input = -1
    }
  }

  /// Sends a signal.
  package func signal(_ number: Int32) { process.signal(number) }

  /// Interrupts it as Ctrl-C does, and gives its exit status.
  package func interrupt(within limit: Duration = .seconds(120)) async throws -> Int32 {
    signal(SIGINT)
    return try await finish(within: limit)
  }

  /// Waits until it has ended by itself, and gives its exit status.
  package func finish(within limit: Duration = .seconds(120)) async throws -> Int32 {
    let process = process
    let ending = await OwnedThread.run(name: "test-finish") { process.wait(atMost: limit) }
    guard let ending else {
      process.endLater()
      throw ProgramOverdue(
        commandLine: program.commandLine, limit: limit, output: seen.joined(separator: "\n"),
        errors: "")
    }
    return ending.status
  }
}

/// A line that was waited for did not come.
package struct NoSuchLine: Error, CustomStringConvertible {
  package let commandLine: String
  package let isAtEnd: Bool
  package let seen: [String]

  package var description: String {
    "\(isAtEnd ? "ended" : "not in time") without such a line: \(commandLine)\n"
      + seen.joined(separator: "\n")
  }
}

/// A program's standard input took no more.
package struct InputClosed: Error {
  package let errno: Int32
}
