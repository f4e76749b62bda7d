import CMallocCount
import Foundation

/// What one round of some work costs: processor time, and every call of the allocator, counted by the
/// allocator itself.
public struct Cost {
  /// Nanoseconds of processor time: the median of the turns.
  public let median: Double
  /// The same: the least of the turns.
  public let least: Double
  /// Calls of the allocator.
  public let calls: Double
  /// Bytes that they asked for.
  public let bytes: Double

  /// How many turns are measured.
  public static let turns = 41

  /// Measures many rounds of some work in each turn.
  ///
  /// - Parameter work: One round.
  public init(rounds: Int, _ work: () throws -> Void) rethrows {
    var times: [Double] = []
    var calls: UInt64 = 0
    var bytes: UInt64 = 0
    for turn in 0...Self.turns {
      let (callsBefore, bytesBefore) = (malloc_count_calls(), malloc_count_bytes())
      let start = Self.processorTime()
      for _ in 0..<rounds { try work() }
      let end = Self.processorTime()
      // The first turn warms up.
      guard turn > 0 else { continue }
      times.append(Double(end - start) / Double(rounds))
      calls = malloc_count_calls() - callsBefore
      bytes = malloc_count_bytes() - bytesBefore
    }
    times.sort()
    median = times[Self.turns / 2]
    least = times[0]
    self.calls = Double(calls) / Double(rounds)
    self.bytes = Double(bytes) / Double(rounds)
  }

  /// Throws unless the allocator's calls are counted: a counter that counts nothing would praise everything.
  public static func checkCounter() throws {
    let before = malloc_count_calls()
    var kept: [[Int]] = []
    for size in 1...100 { kept.append([Int](repeating: size, count: size)) }
    guard malloc_count_calls() - before >= 100, kept.count == 100 else {
      throw Broken("the allocator's calls are not counted here")
    }
  }

  /// Nanoseconds that this thread has run: what others do with the machine hardly shows.
  private static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// Something that should be measured does not do what it is measured for.
public struct Broken: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
