/// The monitor's own work without pcscd, for benchmarks.
@_spi(Measuring) public enum ReaderTracking {
  /// Swaps the card in every one of some readers again and again, as pcscd would report it, and gives the
  /// number of events that came of it.
  public static func events(ofSwaps swaps: Int, readers: Int) -> Int {
    let names = (0..<readers).map { "Reader \($0)" }
    var tracker = ReaderTracker()
    var count = tracker.list(names).count
    let atr: [UInt8] = [0x3B, 0x85, 0x80, 0x01, 0x56, 0x49, 0x50, 0x32, 0x36, 0x4F]
    for swap in 0..<swaps {
      // pcscd counts a removal and an insertion in the upper half.
      let counted = UInt32(truncatingIfNeeded: swap * 2 + 1) << 16
      let now = ReaderFlags(rawValue: counted).union([.present, .changed])
      count += tracker.update(names.map { ReaderState(name: $0, now: now, atr: atr) }).count
    }
    return count
  }
}
