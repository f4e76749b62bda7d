import CPCSCLoop
import Foundation
import Scenarios
import SmartCard
import VirtualCards

/// Sends the same short command to the same virtual card from C, from Swift and from Python (pyscard), in
/// turns, and prints the median round trip of each and their ratio.
///
/// The card answers two bytes at once, so that what is measured is the way: client library, pcscd, vpcd's
/// driver and the card's socket.
@main
enum Main {
  static func main() async throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 2_000
    let turns = 11
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    daemon.adopt()
    let reader = daemon.slots[0].reader
    try daemon.slots[0].insert(PlainCard())
    guard await daemon.slots[0].card.waitUntilServed(within: .seconds(10)) else { return }

    let command = CommandAPDU(cla: 0, ins: 0x84, p1: 0, p2: 0)
    let connection = try await connect(to: reader)
    let loop = try CLoop(reader: reader)

    let python = try Pyscard(
      reader: reader, command: command.encoded(), environment: daemon.environment)

    // One warm-up turn for each, then in turns, so that a slow moment meets all.
    _ = try loop.run(command.encoded(), rounds: rounds)
    _ = try await onPool(connection, command, rounds)
    _ = try python?.run(rounds: rounds)
    var (inC, onThread, blocking, awaited, inPython) = ([], [], [], [], []) as Turns
    var preferring: [Double] = []
    for _ in 0..<turns {
      inC.append(try loop.run(command.encoded(), rounds: rounds).median)
      blocking.append(try await swiftPerforming(connection, command, rounds).median)
      onThread.append(
        try await connection.onCardThread { _ in try await swift(connection, command, rounds) }
          .median)
      preferring.append(
        try await Task(executorPreference: connection.executor) {
          try await swift(connection, command, rounds).median
        }.value)
      awaited.append(try await onPool(connection, command, rounds).median)
      if let python { inPython.append(try python.run(rounds: rounds)) }
    }
    let base = inC.median
    print("\(turns) turns of \(rounds) round trips each; median of the turns' medians")
    print(row("C, SCardTransmit", base, base))
    print(row("Swift, perform { $0.transmit(raw:) }", blocking.median, base))
    print(row("Swift, await transmit in onCardThread", onThread.median, base))
    print(row("Swift, await in a task on card.executor", preferring.median, base))
    print(row("Swift, await transmit from any thread", awaited.median, base))
    if python == nil {
      print("Python: pyscard is not installed")
    } else {
      print(row("Python, pyscard transmit", inPython.median, base))
    }
    python?.close()
    loop.close()
    await daemon.stop()
  }

  private typealias Turns = ([Double], [Double], [Double], [Double], [Double])

  /// Every command awaited by itself, as an application does it, on whatever thread the caller runs.
  private nonisolated(nonsending) static func swift(
    _ card: CardConnection, _ command: CommandAPDU, _ rounds: Int
  ) async throws -> [Double] {
    var times: [Double] = []
    times.reserveCapacity(rounds)
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      let start = clock.now
      _ = try await card.transmit(command)
      times.append((clock.now - start) / .microseconds(1))
    }
    return times
  }

  /// The same on the cooperative pool, where most tasks run, and never on the main thread.
  @concurrent private static func onPool(
    _ card: CardConnection, _ command: CommandAPDU, _ rounds: Int
  ) async throws -> [Double] {
    try await swift(card, command, rounds)
  }

  /// All commands in one piece of work on the card's own thread.
  private static func swiftPerforming(
    _ card: CardConnection, _ command: CommandAPDU, _ rounds: Int
  ) async throws -> [Double] {
    let bytes = try command.encoded()
    return try await card.perform(within: .seconds(60)) { card throws(SmartCardError) in
      var times: [Double] = []
      times.reserveCapacity(rounds)
      let clock = ContinuousClock()
      for _ in 0..<rounds {
        let start = clock.now
        _ = try card.transmit(raw: bytes)
        times.append((clock.now - start) / .microseconds(1))
      }
      return times
    }
  }

  private static func connect(to reader: String) async throws -> CardConnection {
    for await event in ReaderMonitor().events() {
      if case .cardInserted(reader, _) = event { break }
    }
    return try await CardConnection.connect(to: reader)
  }

  private static func row(_ name: String, _ microseconds: Double, _ base: Double) -> String {
    let padded = name.padding(toLength: 40, withPad: " ", startingAt: 0)
    return padded + String(format: "%8.1f µs   %.2f × C", microseconds, microseconds / base)
  }
}

/// A card that answers everything with 9000.
private struct PlainCard: VirtualCard {
  let atr: [UInt8] = [0x3B, 0x80, 0x01, 0x81]
  mutating func respond(to command: [UInt8]) -> [UInt8] { [0x90, 0x00] }
}

/// The C loop behind a Swift face.
private final class CLoop {
  private let loop: OpaquePointer

  init(reader: String) throws {
    var opened: OpaquePointer?
    let code = cpcsc_loop_open(reader, &opened)
    guard let opened else { throw LoopError(code: code) }
    loop = opened
  }

  /// The time of each round trip in microseconds.
  func run(_ command: [UInt8], rounds: Int) throws -> [Double] {
    var nanoseconds = [UInt64](repeating: 0, count: rounds)
    let code = cpcsc_loop_run(loop, command, command.count, rounds, &nanoseconds)
    guard code == 0 else { throw LoopError(code: code) }
    return nanoseconds.map { Double($0) / 1_000 }
  }

  func close() { cpcsc_loop_close(loop) }
}

private struct LoopError: Error { let code: UInt32 }

extension [Double] {
  /// The middle value; 0 of none.
  fileprivate var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
