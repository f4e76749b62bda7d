import BusinessCalendar
import CMallocCount
import CTrackLoop
import CardCrypto
import Foundation
import MagneticStripe
import Swipes
import VIPCard

/// How many swipes of every kind of reader are decoded a second: processor time, and every call of the
/// allocator, counted by the allocator itself; and beside it a loop in plain C that does the same with the
/// same bytes, where there is something that C would do.
///
/// Every swipe is one card with three tracks.
@main
enum Main {
  static func main() async throws {
    try checkCounter()
    print("swipe                                            median    decodes/s   calls   bytes")
    for way in SwipeSetup.Way.allCases {
      let setup = try SwipeSetup(way)
      try show("report: \(way.rawValue)") { setup.decoder.decode(setup.report.span).lengths.two }
    }
    let report = try SwipeSetup(.clear).report
    try show("  the same in C: SureSwipe") {
      var out = [UInt8](repeating: 0, count: 330)
      return Int(ctrack_report(report, report.count, &out))
    }
    let text = try TextSetup()
    try show("text: clear") { text.clear().lengths.two }
    try show("text: MagneSafe, decrypted (3 runs)") { text.encrypted().lengths.two }
    try show("text: SecureMag, decrypted (3 runs)") { text.secure().lengths.two }
    let bits = try BitsSetup()
    try show("bits: as written") { try bits.decoded() }
    try show("bits: swiped backwards") { try bits.decoded(isReversed: true) }
    for isReversed in [false, true] {
      let tracks = bits.tracks.map { track in
        let levels = track.bits.bits.map { UInt8($0 ? 1 : 0) }
        return (format: track.format, bits: isReversed ? levels.reversed() : levels)
      }
      try show("  the same in C: " + (isReversed ? "swiped backwards" : "as written")) {
        var out = [UInt8](repeating: 0, count: 107)
        return tracks.reduce(0) { count, track in
          count
            + Int(
              ctrack_bits(
                track.bits, track.bits.count, Int32(track.format.dataBits), track.format.base,
                track.format.startSentinel, &out, out.count))
        }
      }
    }
    try await verified()
  }

  /// A SureSwipe report all the way to the verdict on the card: through an actor, so by the clock.
  private static func verified() async throws {
    let setup = try SwipeSetup(.clear)
    let keys = try MemoryKeyStore(
      [2026: SecretBytes((0..<16).map { UInt8($0) })], right: .verify)
    let verifier = CardVerifier(keys: keys)
    let date = try known(BusinessDate("2026-11-22"))
    var times: [Double] = []
    let clock = ContinuousClock()
    for turn in 0...turns {
      let start = clock.now
      for _ in 0..<200 {
        let judgement = try await verifier.judge(setup.decoder.decode(setup.report.span), on: date)
        guard judgement.kind == .vip, judgement.identity != nil else {
          throw Broken("the card was not read")
        }
      }
      if turn > 0 { times.append((clock.now - start) / .nanoseconds(1) / 200) }
    }
    times.sort()
    print(row("report: SureSwipe to the verdict, by the clock", times[turns / 2]))
  }

  private static let turns = 41

  /// Nanoseconds, calls and bytes a swipe, over turns of many swipes each.
  private static func show(_ name: String, _ decode: () throws -> Int) throws {
    let swipes = 200
    var times: [Double] = []
    var calls: UInt64 = 0
    var bytes: UInt64 = 0
    for turn in 0...turns {
      let (callsBefore, bytesBefore) = (malloc_count_calls(), malloc_count_bytes())
      let start = processorTime()
      var characters = 0
      for _ in 0..<swipes { characters += try decode() }
      let end = processorTime()
      guard characters > swipes * 30 else { throw Broken("\(name): nothing was decoded") }
      // The first turn warms up.
      guard turn > 0 else { continue }
      times.append(Double(end - start) / Double(swipes))
      calls = malloc_count_calls() - callsBefore
      bytes = malloc_count_bytes() - bytesBefore
    }
    times.sort()
    print(
      row(name, times[turns / 2])
        + column(String(format: "%.0f", Double(calls) / Double(swipes)), 8)
        + column(String(format: "%.0f", Double(bytes) / Double(swipes)), 8))
  }

  private static func row(_ name: String, _ nanoseconds: Double) -> String {
    name + column(String(format: "%.2f µs", nanoseconds / 1000), 56 - name.count)
      + column(String(format: "%.0f", 1_000_000_000 / nanoseconds), 13)
  }

  private static func column(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }

  /// Nanoseconds that this thread has run: what others do with the machine hardly shows.
  private static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// A counter that counts nothing would praise everything.
  private static func checkCounter() throws {
    let before = malloc_count_calls()
    var kept: [[Int]] = []
    for size in 1...100 { kept.append([Int](repeating: size, count: size)) }
    guard malloc_count_calls() - before >= 100, kept.count == 100 else {
      throw Broken("the allocator's calls are not counted here")
    }
  }
}

private struct Broken: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
