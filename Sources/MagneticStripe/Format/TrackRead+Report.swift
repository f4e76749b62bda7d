extension TrackRead {
  /// Reads one track from its place in a reader's report.
  ///
  /// Understood beside the sentinels of ISO/IEC 7811: those that readers put in their place for
  /// other character sets (`@` on track 2; `+`, `%`, `#`, `&` on track 3), data without sentinels, and
  /// an LRC. The standard is given where the start sentinel names one. Of a JIS track nothing is
  /// kept: it reads as empty, and the standard says what it was.
  public static func inReport(
    _ report: Span<UInt8>, _ range: Range<Int>, track: TrackNumber
  ) -> (read: TrackRead, standard: StripeStandard?) {
    let range = range.clamped(to: 0..<report.count)
    guard let first = range.first else { return (.empty, nil) }
    let sentinel = report[first]
    let iso = TrackFormat.iso(track)
    func read(_ format: TrackFormat) -> TrackRead {
      format.read(report, range, startSentinel: sentinel)
    }
    switch (track, sentinel) {
    case (_, 0x7F): return (.empty, .jis)
    case (.two, UInt8(ascii: "@")): return (read(.alphanumeric(.two, maximum: 40)), .other)
    case (.three, UInt8(ascii: "+")): return (read(iso), nil)
    case (.three, UInt8(ascii: "%")), (.three, UInt8(ascii: "#")):
      return (read(.aamvaTrack3), .aamva)
    case (.three, UInt8(ascii: "&")): return (read(.alphanumeric(.three, maximum: 107)), .other)
    default: return (iso.read(report, range, startSentinel: iso.startSentinel), nil)
    }
  }
}
