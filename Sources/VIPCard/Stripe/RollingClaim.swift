import MagneticStripe

/// What track 3 says: the number, the rolling counter and its code.
struct RollingClaim: Sendable, Equatable {
  let digits: String
  let counter: RollingCounter
  let code: StripeCode

  /// Reads `number = counter(6) code(12)`; `nil` when the track is not laid out so.
  init?(_ data: TrackData) {
    let parts = data.characters.split(separator: "=", omittingEmptySubsequences: false)
    guard data.track == .three, parts.count == 2, parts[1].utf8.count == 18,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let counter = Int(parts[1].prefix(6)).flatMap(RollingCounter.init(rawValue:)),
      let code = StripeCode(parts[1].dropFirst(6))
    else { return nil }
    digits = String(parts[0])
    self.counter = counter
    self.code = code
  }
}
