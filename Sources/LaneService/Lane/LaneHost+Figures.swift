import Synchronization
import Wording

extension LaneHost {
  /// Counts an error by its code.
  func count(_ error: any Error) async { await events.counts.add(Explained.of(error).code) }

  /// The figures of the lane for Prometheus (text format 0.0.4): no card, no person.
  func figures() async -> String {
    let missing = await missing()
    var lines = [
      "# TYPE cardlane_open_sales gauge", "cardlane_open_sales \(await sales.all.count)",
      "# TYPE cardlane_events_total counter", "cardlane_events_total \(await events.counted)",
      "# TYPE cardlane_readers gauge", "cardlane_readers \(await devices.all.count)",
      "# TYPE cardlane_ready gauge", "cardlane_ready \(missing.isEmpty ? 1 : 0)",
      "# TYPE cardlane_errors_total counter",
    ]
    for (code, count) in await events.counts.all {
      lines.append("cardlane_errors_total{code=\"\(code)\"} \(count)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// How often each error came.
actor ErrorCounts {
  private var counts: [String: Int] = [:]

  /// Every code with its count, by code.
  var all: [(key: String, value: Int)] { counts.sorted { $0.key < $1.key } }

  func add(_ code: String) { counts[code, default: 0] += 1 }
}
