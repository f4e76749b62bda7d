import BusinessCalendar
import CardCrypto
import Foundation
import Scenarios
import SmartCard
import Synchronization
import VIPCard
import VirtualCards

/// How long it takes from a card in the reader to the verdict, for every kind of card: through a real
/// pcscd, split into the transport's part and our own, and without any transport.
@main
enum Main {
  static func main() async throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 20
    let keys = try MemoryKeyStore([2026: SecretBytes((0..<16).map { UInt8($0) })], right: .issue)
    let verifier = CardVerifier(keys: keys.verifyingOnly)
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    daemon.adopt()
    guard let day = BusinessDate("2026-06-01"), let issued = BusinessDate("2025-12-03"),
      let year = CardYear(2026),
      let identity = CardIdentity(
        number: try CardNumber("9156880012345672"), year: year, sequence: 1)
    else { return }
    let bench = Bench(verifier: verifier, slot: daemon.slots[0], day: day)
    print("medians of \(rounds) cards each; times in ms, except verifications a second")
    print(
      "card                    seen  connect    judge  transport     own  commands     a second")
    for (name, card) in try await cards(keys, identity, issued) {
      print(try await bench.row(name, card, rounds: rounds))
    }
    await daemon.stop()
  }

  private static func cards(
    _ keys: MemoryKeyStore, _ identity: CardIdentity, _ issued: BusinessDate
  ) async throws -> [(String, any VirtualCard)] {
    let uid: [UInt8] = [0x04, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80]
    var cards: [(String, any VirtualCard)] = []
    for interface in CPUCardInterface.allCases {
      cards.append(
        (
          "CPU card, \(interface)",
          try await VirtualCPUCard.personalised(
            identity: identity, serial: uid, issued: issued, keys: keys, interface: interface)
        ))
    }
    for generation in DESFireGeneration.allCases {
      cards.append(
        (
          "DESFire \(generation.rawValue)",
          try await VirtualDESFireCard.personalised(
            identity: identity, uid: uid, issued: issued, keys: keys, generation: generation)
        ))
    }
    cards.append(
      (
        "NTAG 424 DNA",
        try await VirtualNTAG424Card.personalised(
          identity: identity, uid: uid, issued: issued, keys: keys)
      ))
    cards.append(
      (
        "MIFARE Classic",
        try await VirtualClassicCard.personalised(
          identity: identity, uid: uid, issued: issued, keys: keys)
      ))
    return cards
  }
}

private struct Bench {
  let verifier: CardVerifier
  let slot: PrivatePCSCD.Slot
  let day: BusinessDate

  struct Times {
    var seen = 0.0
    var connect = 0.0
    var judge = 0.0
    var transport = 0.0
    var commands = 0
  }

  func row(_ name: String, _ card: any VirtualCard, rounds: Int) async throws -> String {
    var times: [Times] = []
    let events = ReaderMonitor().events()
    var iterator = events.makeAsyncIterator()
    for _ in 0...rounds { times.append(try await insert(card, &iterator)) }
    // The first one warms up.
    times.removeFirst()
    func median(_ value: (Times) -> Double) -> Double { times.map(value).sorted()[times.count / 2] }
    return name.padding(toLength: 20, withPad: " ", startingAt: 0)
      + String(
        format: "%8.1f %8.1f %8.2f   %8.2f %7.2f  %8d   %10.0f", median(\.seen), median(\.connect),
        median(\.judge), median(\.transport), median { $0.judge - $0.transport },
        times[0].commands, try await perSecond(card))
  }

  /// One card, from the hand to the verdict.
  private func insert(
    _ card: any VirtualCard, _ events: inout AsyncStream<ReaderEvent>.Iterator
  ) async throws -> Times {
    let clock = ContinuousClock()
    var times = Times()
    let start = clock.now
    try slot.insert(card)
    while let event = await events.next() {
      if case .cardInserted(slot.reader, _) = event { break }
    }
    let seen = clock.now
    let connection = try await CardConnection.connect(to: slot.reader)
    let connected = clock.now
    let channel = TimedChannel(connection)
    let judgement = try await verifier.judge(channel, on: day)
    let judged = clock.now
    guard judgement.isAccepted else { throw NotAccepted() }
    try await connection.disconnect()
    slot.remove()
    while let event = await events.next() {
      if case .cardRemoved(slot.reader) = event { break }
    }
    times.seen = (seen - start) / .milliseconds(1)
    times.connect = (connected - seen) / .milliseconds(1)
    times.judge = (judged - connected) / .milliseconds(1)
    (times.transport, times.commands) = channel.spent
    return times
  }

  /// Verifications a second without transport, on one thread.
  private func perSecond(_ card: any VirtualCard) async throws -> Double {
    func loop(_ card: some VirtualCard, usesT0: Bool) -> any CardChannel {
      LoopbackChannel(card, usesT0: usesT0)
    }
    let channel = loop(card, usesT0: (card as? VirtualCPUCard)?.interface == .t0)
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while clock.now - start < .seconds(2) {
      guard try await verifier.judge(channel, on: day).isAccepted else { throw NotAccepted() }
      count += 1
    }
    return Double(count) / ((clock.now - start) / .seconds(1))
  }
}

private struct NotAccepted: Error {}

/// A channel that adds up the time it takes.
private final class TimedChannel: CardChannel {
  private let inner: CardConnection
  private let total = Mutex<(time: Duration, count: Int)>((.zero, 0))

  init(_ inner: CardConnection) { self.inner = inner }

  /// Milliseconds and commands.
  var spent: (Double, Int) { total.withLock { ($0.time / .milliseconds(1), $0.count) } }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let start = ContinuousClock.now
    defer {
      let time = ContinuousClock.now - start
      total.withLock { $0 = ($0.time + time, $0.count + 1) }
    }
    return try await inner.transmit(command)
  }
}
