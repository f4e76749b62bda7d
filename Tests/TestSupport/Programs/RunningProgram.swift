import Glibc
import LinuxSystem

/// A program on its way to its end, with its input and outputs in files.
///
/// Files, not pipes: nothing that is written or read can block the program or the test. When nobody holds
/// it any more, the program is ended.
package final class RunningProgram: Sendable {
  private let program: Program
  private let process: ChildProcess
  private let output: ScratchFile
  private let errors: ScratchFile

  /// Starts a program that reads the input and then its end.
  package init(_ program: Program, input: [UInt8] = []) throws {
    self.program = program
    let inputFile = try ScratchFile(input)
    (output, errors) = (try ScratchFile(), try ScratchFile())
    process = try program.spawn([
      0: inputFile.descriptor, 1: output.descriptor, 2: errors.descriptor,
    ])
  }

  deinit { process.endLater() }

  /// Waits until it has ended; ends it when the time is over, or the test is cancelled.
  package func finish(within limit: Duration = .seconds(180)) async throws -> FinishedProgram {
    let process = process
    let ending = await withTaskCancellationHandler {
      await OwnedThread.run(name: "test-run") { process.wait(atMost: limit) }
    } onCancel: {
      process.signal(SIGKILL)
    }
    guard let ending else {
      await OwnedThread.run(name: "test-end") { process.end() }
      throw ProgramOverdue(
        commandLine: program.commandLine, limit: limit,
        output: String(decoding: output.contents, as: UTF8.self),
        errors: String(decoding: errors.contents, as: UTF8.self))
    }
    return FinishedProgram(
      status: ending.status, output: output.contents, errors: errors.contents)
  }
}

extension ChildProcess {
  /// Ends a process that may still run, without waiting for it here.
  func endLater() {
    guard isRunning else { return }
    signal(SIGKILL)
    try? OwnedThread(name: "test-end") { self.wait() }.detach()
  }
}
