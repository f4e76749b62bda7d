import MagneticStripe

/// Reads reports with all tracks in one block, as the reader would type them.
struct BlockReading: ReportReading {
  let form: BlockForm

  func fits(_ report: Span<UInt8>) -> Bool { report.count >= form.reportLength }

  func read(_ report: Span<UInt8>, at desk: ReadingDesk) -> StripeRead {
    let filter = desk.filter
    let encoding = CardEncoding(rawValue: report[form.encodeType])
    let standard = encoding.standard
    if standard == .jis {
      return StripeRead(one: .empty, two: .empty, three: .empty, standard: .jis, filter: filter)
    }
    let block = form.block..<form.block + blockLength(report)
    if encoding == form.rawEncoding { return raw(report, block, filter) }
    let swipe = report.extracting(block)
    guard case .card(let found) = KeyboardWedgeText.read(swipe, filter: filter) else {
      return KeyboardWedgeText.read(swipe, filter: filter)
    }
    let reads = TrackNumber.allCases.map { read(found[$0], $0, report) }
    return StripeRead(
      one: reads[0], two: reads[1], three: reads[2],
      standard: standard ?? found.standard, filter: filter)
  }

  /// Reads tracks that the reader did not decode: one behind the other, each with its length in the
  /// header. A byte with the track's number may stand before each, and a carriage return behind it.
  private func raw(
    _ report: Span<UInt8>, _ block: Range<Int>, _ filter: PaymentCardFilter
  ) -> StripeRead {
    let lengths = (0..<3).map { Int(report[form.lengths + $0]) }
    let present = lengths.filter { $0 > 0 }.count
    let beside = present == 0 ? 0 : (block.count - lengths.reduce(0, +)) / present
    var place = block.lowerBound
    let reads = TrackNumber.allCases.map { track -> TrackRead in
      let length = lengths[track.rawValue - 1]
      guard length > 0 else { return .empty }
      if beside > 0, place < block.upperBound, (1...3).contains(report[place]) { place += 1 }
      let bits = (place..<place + length).clamped(to: block)
      place += length
      if beside > 0, place < block.upperBound, report[place] == 0x0D { place += 1 }
      guard bits.count == length else {
        return .error(.cutShort(stated: length, present: bits.count))
      }
      return TrackRead.inRawReport(report.extracting(bits), track: track)
    }
    return StripeRead(one: reads[0], two: reads[1], three: reads[2], filter: filter)
  }

  /// What the header says of a track goes before what the block holds.
  private func read(
    _ found: TrackRead, _ track: TrackNumber, _ report: Span<UInt8>
  ) -> TrackRead {
    if report[form.status + track.rawValue - 1] & 1 == 1 { return .error(.undecodable) }
    let stated = Int(report[form.lengths + track.rawValue - 1])
    if stated == 0 { return .empty }
    return found == .empty ? .error(.cutShort(stated: stated, present: 0)) : found
  }

  /// The block's length. Manuals do not say which byte comes first, so the order is taken in which
  /// the block fits its place and holds the three tracks, or at least the former.
  private func blockLength(_ report: Span<UInt8>) -> Int {
    let first = Int(report[form.blockLength])
    let second = Int(report[form.blockLength + 1])
    let tracks = (0..<3).reduce(0) { $0 + Int(report[form.lengths + $1]) }
    let fitting = [first | second << 8, second | first << 8].filter { $0 <= form.capacity }
    return fitting.first { $0 >= tracks } ?? fitting.first ?? min(tracks, form.capacity)
  }
}
