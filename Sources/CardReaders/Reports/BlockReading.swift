import MagneticStripe

/// Reads reports with all tracks in one block, as the reader would type them.
struct BlockReading: ReportReading {
  let form: BlockForm

  func fits(_ report: Span<UInt8>) -> Bool { report.count >= form.reportLength }

  func read(_ report: Span<UInt8>, filter: PaymentCardFilter) -> StripeRead {
    let standard = CardEncoding(rawValue: report[form.encodeType]).standard
    if standard == .jis {
      return StripeRead(one: .empty, two: .empty, three: .empty, standard: .jis, filter: filter)
    }
    let block = form.block..<form.block + blockLength(report)
    let swipe = report.extracting(block)
    guard case .card(let found) = KeyboardWedgeText.read(swipe, filter: filter) else {
      return KeyboardWedgeText.read(swipe, filter: filter)
    }
    let reads = TrackNumber.allCases.map { read(found[$0], $0, report) }
    return StripeRead(
      one: reads[0], two: reads[1], three: reads[2],
      standard: standard ?? found.standard, filter: filter)
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
