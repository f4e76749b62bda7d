import Foundation
import SmartCard
import Testing

/// The program while it runs: its lines as they come, its standard input, signals.
final class LiveRun: Sendable {
  /// A line that was waited for did not come.
  struct NoSuchLine: Error, CustomStringConvertible {
    let seen: [String]
    var description: String { "no such line among:\n" + seen.joined(separator: "\n") }
  }

  private let process: Process
  private let input: FileHandle
  private let lines: AsyncStream<String>
  private let ended: Task<Int32, any Error>
  private let seen = Guarded<[String]>([])

  /// Starts the program in a desk's directory, by another program such as `setpriv` if that is named.
  init(
    _ desk: Desk, _ arguments: [String], environment: [String: String?] = [:],
    closesInput: Bool = false, by starter: [String] = []
  ) throws {
    let (inputs, outputs) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = starter.isEmpty ? Desk.executable : URL(filePath: "/usr/bin/env")
    process.arguments = (starter.isEmpty ? [] : starter + [Desk.executable.path]) + arguments
    process.currentDirectoryURL = desk.directory
    process.environment = Desk.environment(environment)
    process.standardInput = closesInput ? FileHandle.nullDevice : inputs
    process.standardOutput = outputs
    process.standardError = outputs
    self.process = process
    input = inputs.fileHandleForWriting

    let (lines, continuation) = AsyncStream.makeStream(of: String.self)
    self.lines = lines
    let rest = Guarded(Data())
    outputs.fileHandleForReading.readabilityHandler = { handle in
      let data = handle.availableData
      guard !data.isEmpty else {
        handle.readabilityHandler = nil
        continuation.finish()
        return
      }
      rest.with { rest in
        rest += data
        while let end = rest.firstIndex(of: 0x0A) {
          continuation.yield(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
          rest = Data(rest[(end + 1)...])
        }
      }
    }
    ended = Task { try await process.runToEnd() }
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Waits for the next line that fits; lines before it are passed over.
  @discardableResult
  func line(
    within deadline: Duration = .seconds(45), where fits: @escaping @Sendable (String) -> Bool
  ) async throws -> String {
    let (lines, seen) = (lines, seen)
    return try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask {
        for await line in lines {
          seen.with { $0.append(line) }
          if fits(line) { return line }
        }
        throw NoSuchLine(seen: seen.with { $0 })
      }
      group.addTask {
        try await Task.sleep(for: deadline)
        throw NoSuchLine(seen: seen.with { $0 })
      }
      defer { group.cancelAll() }
      return try #require(try await group.next())
    }
  }

  /// Waits for the next event with a name, as `watch --json` writes it.
  @discardableResult
  func event(_ name: String) async throws -> JSON {
    try JSON(await line { $0.contains("\"event\":\"\(name)\"") })
  }

  /// Types a line on standard input.
  func type(_ line: String) throws { try input.write(contentsOf: Data((line + "\n").utf8)) }

  /// Kills the program, so that it can put nothing in order, and waits for its end.
  func kill() async throws {
    Foundation.kill(process.processIdentifier, SIGKILL)
    _ = try await ended.value
  }

  /// The lines that were waited for, or came before one that was.
  var output: String { seen.with { $0.joined(separator: "\n") } }

  /// The program's process.
  var processID: Int32 { process.processIdentifier }

  /// Interrupts the program as Ctrl-C does, and gives its exit status.
  func interrupt() async throws -> Int32 {
    process.interrupt()
    return try await ended.value
  }
}
