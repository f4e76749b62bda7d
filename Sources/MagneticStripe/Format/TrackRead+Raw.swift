extension TrackRead {
  /// Reads one track from the bits that a reader sends without having decoded them, the first one in the
  /// highest or in the lowest bit of the first byte, swiped in either direction.
  ///
  /// The track's own character set is tried, then the ones that stripes of other standards use on it.
  /// Where nothing fits, the error is that of the track's own. Zeros behind the bits do no harm.
  public static func inRawReport(_ report: Span<UInt8>, track: TrackNumber) -> TrackRead {
    var own: TrackRead?
    for lowBitFirst in [false, true] {
      let bits = TrackBits(packed: report, count: report.count * 8, lowBitFirst: lowBitFirst)
      for format in TrackFormat.possible(on: track) {
        let read = format.read(bits)
        if case .error = read {
          own = own ?? read
        } else {
          return read
        }
      }
    }
    return own ?? .empty
  }
}

extension TrackFormat {
  /// The formats that a stripe may have on a track, ISO's first.
  static func possible(on track: TrackNumber) -> [TrackFormat] {
    switch track {
    case .one: [.iso(.one)]
    case .two: [.iso(.two), .alphanumeric(.two, maximum: 40)]
    case .three: [.iso(.three), .aamvaTrack3, .alphanumeric(.three, maximum: 107)]
    }
  }
}
