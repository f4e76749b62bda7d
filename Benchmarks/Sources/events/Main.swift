import Foundation
import Scenarios
@_spi(Measuring) import SmartCard
import VirtualCards

/// How many events a second: through a real pcscd, whose looks at vpcd's slots are the ceiling, and what
/// the monitor's own state machine handles without it. Then how much memory 100,000 commands leave behind.
@main
enum Main {
  static func main() async throws {
    let seconds = CommandLine.arguments.dropFirst().first.flatMap(Double.init) ?? 20
    let daemon = try PrivatePCSCD(readers: 8)
    try await daemon.start()
    daemon.adopt()
    try await throughService(daemon, seconds: seconds)
    stateMachine()
    try await memory(daemon)
    await daemon.stop()
  }

  /// Cards come and go in all sixteen slots at once; every event is awaited before the next is caused.
  private static func throughService(_ daemon: PrivatePCSCD, seconds: Double) async throws {
    let monitor = ReaderMonitor()
    let clock = ContinuousClock()
    let start = clock.now
    let end = start + .seconds(seconds)
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for slot in daemon.slots {
        group.addTask {
          let events = monitor.events()
          var count = 0
          while clock.now < end {
            try slot.insert(PlainCard())
            for await event in events { if case .cardInserted(slot.reader, _) = event { break } }
            slot.remove()
            for await event in events { if event == .cardRemoved(reader: slot.reader) { break } }
            count += 2
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    let rate = Double(counts) / ((clock.now - start) / .seconds(1))
    let ceiling = Double(daemon.slots.count) / 0.4
    print(
      String(
        format: "%d slots, 16 listeners: %.1f events/s (pcscd looks every 0.4 s: at most %.0f)",
        daemon.slots.count, rate, ceiling))
  }

  private static func stateMachine() {
    for readers in [1, 16] {
      let clock = ContinuousClock()
      var rates: [Double] = []
      for _ in 0..<11 {
        let start = clock.now
        let events = ReaderTracking.events(ofSwaps: 160_000 / readers, readers: readers)
        rates.append(Double(events) / ((clock.now - start) / .seconds(1)))
      }
      let median = rates.sorted()[rates.count / 2]
      print(
        String(
          format: "state machine alone, %d readers: %.0f events/s", readers,
          (median / 1_000).rounded() * 1_000))
    }
  }

  private static func memory(_ daemon: PrivatePCSCD) async throws {
    let slot = daemon.slots[0]
    try slot.insert(PlainCard())
    for await event in ReaderMonitor().events() {
      if case .cardInserted(slot.reader, _) = event { break }
    }
    let card = try await CardConnection.connect(to: slot.reader)
    let command = CommandAPDU(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 32)
    for _ in 0..<5_000 { _ = try await card.transmit(command) }
    let before = resident()
    for _ in 0..<50_000 { _ = try await card.transmit(command) }
    try await card.onCardThread { _ in
      for _ in 0..<50_000 { _ = try await card.transmit(command) }
    }
    print("memory after 5,000 commands: \(before) KiB; after 100,000 more: \(resident()) KiB")
  }

  /// What of this process is in memory, in KiB.
  private static func resident() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }
}

/// A card that answers everything with 32 bytes.
private struct PlainCard: VirtualCard {
  let atr: [UInt8] = [0x3B, 0x80, 0x01, 0x81]
  mutating func respond(to command: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 0x20, count: 32) + [0x90, 0x00]
  }
}
