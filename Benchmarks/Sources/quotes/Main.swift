import CMallocCount
import Foundation
import Loyalty

/// What a quote costs: processor time, and every call of the allocator, counted by the allocator itself.
@main
enum Main {
  static func main() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    try checkCounter()
    print("program           lines   median      least   calls   bytes")
    for name in ["chain-store", "department-store", "retail-loyalty"] {
      let text = try String(
        contentsOf: root.appending(path: "programs/\(name).yaml"), encoding: .utf8)
      let engine = RuleEngine(try LoyaltyProgram.load(yaml: text, file: name))
      let example = try Sale.read(
        json: Data(contentsOf: root.appending(path: "programs/examples/\(name)-sale.json")))
      for count in [1, 20, 200] {
        var sale = example
        sale.redeemPoints = 0
        sale.lines = (0..<count).map { index in
          var line = example.lines[index % example.lines.count]
          line.id = String(index + 1)
          return line
        }
        report(name, count, try cost(of: sale, by: engine))
      }
    }
  }

  private struct Cost {
    var median: Double
    var least: Double
    var calls: Double
    var bytes: Double
  }

  /// Nanoseconds, calls and bytes a quote, over turns of many quotes each.
  private static func cost(of sale: Sale, by engine: RuleEngine) throws -> Cost {
    let turns = 41
    let quotes = max(20, 20_000 / sale.lines.count)
    var times: [Double] = []
    var calls: UInt64 = 0
    var bytes: UInt64 = 0
    var due = Money.zero
    for turn in 0...turns {
      let (callsBefore, bytesBefore) = (malloc_count_calls(), malloc_count_bytes())
      let start = processorTime()
      for _ in 0..<quotes { due += try engine.quote(sale).due }
      let end = processorTime()
      // The first turn warms up.
      guard turn > 0 else { continue }
      times.append(Double(end - start) / Double(quotes))
      calls = malloc_count_calls() - callsBefore
      bytes = malloc_count_bytes() - bytesBefore
    }
    guard due > .zero else { throw Broken("nothing was priced") }
    times.sort()
    return Cost(
      median: times[turns / 2], least: times[0], calls: Double(calls) / Double(quotes),
      bytes: Double(bytes) / Double(quotes))
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

  private static func report(_ name: String, _ lines: Int, _ cost: Cost) {
    func column(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    func micro(_ nanoseconds: Double) -> String { String(format: "%.2f µs", nanoseconds / 1000) }
    print(
      name + column("\(lines)", 23 - name.count) + column(micro(cost.median), 11)
        + column(micro(cost.least), 11) + column(String(format: "%.0f", cost.calls), 6)
        + column(String(format: "%.0f", cost.bytes), 8))
  }
}

private struct Broken: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
