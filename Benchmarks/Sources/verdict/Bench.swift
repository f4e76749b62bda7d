import Foundation
import Scenarios
import SmartCard
import VIPCard
import VirtualCards

/// Puts cards into a reader, one after the other, and measures until each is judged.
struct Bench {
  let judge: Judge
  let slot: PrivatePCSCD.Slot
  /// The SAM's channel, where there is one.
  let module: TimedChannel?

  static let heading =
    "card                        seen  connect    judge  transport     own  commands   a second"
    + "   own a second"

  private struct Times {
    var seen = 0.0
    var connect = 0.0
    var judge = 0.0
    var transport = 0.0
    var commands = 0
  }

  /// One line: medians through pcscd, then the rates without it.
  ///
  /// The first rate is that of terminal and virtual card together; the second one is the terminal's
  /// alone, without the time that the virtual card computes.
  func row(_ sample: Sample, rounds: Int) async throws -> String {
    var times: [Times] = []
    let events = ReaderMonitor().events()
    var iterator = events.makeAsyncIterator()
    for _ in 0...rounds { times.append(try await insert(sample, &iterator)) }
    // The first one warms up.
    times.removeFirst()
    func median(_ value: (Times) -> Double) -> Double { times.map(value).sorted()[times.count / 2] }
    // With a SAM in a reader there is no verification without transport.
    let rates = module == nil ? try await rates(sample) : nil
    return sample.name.padding(toLength: 24, withPad: " ", startingAt: 0)
      + String(
        format: "%8.1f %8.1f %8.2f   %8.2f %7.2f  %8d ", median(\.seen), median(\.connect),
        median(\.judge), median(\.transport), median { $0.judge - $0.transport },
        times[0].commands)
      + (rates.map { String(format: "%10.0f     %10.0f", $0.whole, $0.own) } ?? "")
  }

  /// One card, from its insertion to the verdict.
  private func insert(
    _ sample: Sample, _ events: inout AsyncStream<ReaderEvent>.Iterator
  ) async throws -> Times {
    let clock = ContinuousClock()
    var times = Times()
    let start = clock.now
    try slot.insert(sample.card)
    while let event = await events.next() {
      if case .cardInserted(slot.reader, _) = event { break }
    }
    let seen = clock.now
    let connection = try await CardConnection.connect(to: slot.reader)
    let connected = clock.now
    let channel = TimedChannel(connection)
    _ = module?.take()
    try await judge.judge(sample, on: channel)
    let judged = clock.now
    try await connection.disconnect()
    slot.remove()
    while let event = await events.next() {
      if case .cardRemoved(slot.reader) = event { break }
    }
    times.seen = (seen - start) / .milliseconds(1)
    times.connect = (connected - seen) / .milliseconds(1)
    times.judge = (judged - connected) / .milliseconds(1)
    let (card, sam) = (channel.take(), module?.take())
    times.transport = card.milliseconds + (sam?.milliseconds ?? 0)
    times.commands = card.commands + (sam?.commands ?? 0)
    return times
  }

  /// Verifications a second without transport, on one thread.
  private func rates(_ sample: Sample) async throws -> (whole: Double, own: Double) {
    func loop(_ card: some VirtualCard, usesT0: Bool) -> any CardChannel {
      LoopbackChannel(card, usesT0: usesT0)
    }
    let channel = TimedChannel(
      loop(sample.card, usesT0: (sample.card as? VirtualCPUCard)?.interface == .t0))
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while clock.now - start < .seconds(2) {
      try await judge.judge(sample, on: channel)
      count += 1
    }
    let time = (clock.now - start) / .seconds(1)
    return (Double(count) / time, Double(count) / (time - channel.take().milliseconds / 1_000))
  }
}
