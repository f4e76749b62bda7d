import BusinessCalendar
import CTrackLoop
import CardCrypto
import Costs
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
    try Cost.checkCounter()
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
    for turn in 0...Cost.turns {
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
    print(row("report: SureSwipe to the verdict, by the clock", times[Cost.turns / 2]))
  }

  /// Nanoseconds, calls and bytes a swipe, over turns of many swipes each.
  private static func show(_ name: String, _ decode: () throws -> Int) throws {
    var (characters, swipes) = (0, 0)
    let cost = try Cost(rounds: 200) {
      characters += try decode()
      swipes += 1
    }
    guard characters > swipes * 30 else { throw Broken("\(name): nothing was decoded") }
    print(
      row(name, cost.median) + column(String(format: "%.0f", cost.calls), 8)
        + column(String(format: "%.0f", cost.bytes), 8))
  }

  private static func row(_ name: String, _ nanoseconds: Double) -> String {
    name + column(String(format: "%.2f µs", nanoseconds / 1000), 56 - name.count)
      + column(String(format: "%.0f", 1_000_000_000 / nanoseconds), 13)
  }

  private static func column(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
