import ArgumentParser
import Dispatch
import Foundation
import Synchronization

/// Runs something until it ends or the user interrupts it, so that it can give back what it holds.
///
/// Ctrl-C and SIGTERM cancel it; a second one ends the process at once. Throws an exit status of 128 and
/// the signal's number after an interruption, as shells have it.
func untilInterrupted(_ body: @escaping @Sendable () async throws -> Void) async throws {
  let task = Task { try await body() }
  let interruption = Interruption { task.cancel() }
  defer { interruption.end() }
  do { try await task.value } catch  where interruption.signal == nil { throw error }
  if let signal = interruption.signal { throw ExitCode(128 + signal) }
}

/// Watches for signals that ask the program to end. Only the task that made it touches its sources.
private final class Interruption: @unchecked Sendable {
  private let received = Mutex<Int32?>(nil)
  private var sources: [any DispatchSourceSignal] = []

  var signal: Int32? { received.withLock { $0 } }

  init(_ interrupt: @escaping @Sendable () -> Void) {
    for number in [SIGINT, SIGTERM] {
      Foundation.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in
        let isFirst = self?.received.withLock { received in
          defer { received = number }
          return received == nil
        }
        if isFirst == true { interrupt() } else { exit(128 + number) }
      }
      source.resume()
      sources.append(source)
    }
  }

  func end() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { Foundation.signal(number, SIG_DFL) }
  }
}
