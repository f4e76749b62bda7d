import Costs
import Foundation
import Loyalty

/// What a quote costs: processor time, and every call of the allocator, counted by the allocator itself.
@main
enum Main {
  static func main() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    try Cost.checkCounter()
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

  /// Nanoseconds, calls and bytes a quote, over turns of many quotes each.
  private static func cost(of sale: Sale, by engine: RuleEngine) throws -> Cost {
    var due = Money.zero
    let cost = try Cost(rounds: max(20, 20_000 / sale.lines.count)) {
      due += try engine.quote(sale).due
    }
    guard due > .zero else { throw Broken("nothing was priced") }
    return cost
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
