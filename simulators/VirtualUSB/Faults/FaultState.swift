/// A fault of a device, for the next report or from now on.
public enum VirtualUSBFault: Sendable, Hashable {
  /// The cable is pulled in the middle of the next report, after this many bytes.
  case unplug(afterBytes: Int)
  /// The next report ends after this many bytes.
  case short(bytes: Int)
  /// The next report is as long as it should be, and noise; the same seed, the same noise.
  case garbage(seed: UInt64)
  /// From now on packets come this far apart; zero ends it.
  case slow(Duration)
  /// The endpoint towards the host halts at once, until the host clears it.
  case stall
  /// The next control request is answered with a stall.
  case stallRequest
  /// From now on reports are kept while no host has set the device up, instead of being lost.
  case early
}

/// The faults that wait for their moment.
struct FaultState: Sendable {
  private var forNextReport: [VirtualUSBFault] = []
  private var stallsRequest = false
  private(set) var gap = Duration.zero
  private(set) var keepsReports = false

  mutating func add(_ fault: VirtualUSBFault) {
    switch fault {
    case .unplug, .short, .garbage: forNextReport.append(fault)
    case .slow(let gap): self.gap = max(gap, .zero)
    case .stallRequest: stallsRequest = true
    case .early: keepsReports = true
    case .stall: break
    }
  }

  mutating func stallsNextRequest() -> Bool {
    defer { stallsRequest = false }
    return stallsRequest
  }

  /// What becomes of a report.
  mutating func next(for report: [UInt8]) -> (bytes: [UInt8], pullsCable: Bool) {
    guard !forNextReport.isEmpty else { return (report, false) }
    switch forNextReport.removeFirst() {
    case .unplug(let count): return (Array(report.prefix(max(count, 0))), true)
    case .short(let count): return (Array(report.prefix(max(count, 0))), false)
    case .garbage(let seed):
      var noise = NoiseGenerator(seed: seed)
      return (report.map { _ in UInt8.random(in: 0...255, using: &noise) }, false)
    default: return (report, false)
    }
  }
}

/// Noise that is the same for the same seed (SplitMix64).
struct NoiseGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
