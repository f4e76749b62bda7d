import MagneticStripe

/// Reads the frame of a secure report: `02 lenL lenH type status L1 L2 L3 … KSN(10)`, then exclusive
/// or and sum of the block, then `03`. Bits 0 to 2 of the status: tracks 1 to 3 decoded.
///
/// The tracks in it are masked or encrypted; neither is ever read here.
struct SecureBlockReading: ReportReading {
  let form: SecureBlockForm
  private static let header = 3
  private static let trailer = 3
  /// Type, status and three lengths.
  private static let fixedPart = 5

  init(form: SecureBlockForm) { self.form = form }

  /// Whatever begins as a frame counts as one, damaged or not: the masked tracks in it must not be
  /// taken for another form's clear ones.
  func fits(_ report: Span<UInt8>) -> Bool { !report.isEmpty && report[0] == form.start }

  func read(_ report: Span<UInt8>, filter: PaymentCardFilter) -> StripeRead {
    let reads: [TrackRead]
    do throws(TrackError) {
      reads = self.reads(report, try block(report))
    } catch {
      reads = TrackNumber.allCases.map { _ in .error(error) }
    }
    return StripeRead(one: reads[0], two: reads[1], three: reads[2], filter: filter)
  }

  private func reads(_ report: Span<UInt8>, _ block: Range<Int>) -> [TrackRead] {
    let serialNumber = keySerialNumberText(report, block.upperBound - 10..<block.upperBound)
    return TrackNumber.allCases.map { track in
      let index = track.rawValue - 1
      let isDecoded = report[block.lowerBound + 1] >> UInt8(index) & 1 == 1
      if report[block.lowerBound + 2 + index] == 0 {
        return isDecoded ? .empty : .error(.undecodable)
      }
      return .error(.encrypted(keySerialNumber: serialNumber))
    }
  }

  /// The place of the block in a whole and sound frame.
  private func block(_ report: Span<UInt8>) throws(TrackError) -> Range<Int> {
    guard report.count >= Self.header else {
      throw .cutShort(stated: Self.header, present: report.count)
    }
    let end = Self.header + (Int(report[1]) | Int(report[2]) << 8)
    guard end + Self.trailer <= report.count else {
      throw .cutShort(stated: end + Self.trailer, present: report.count)
    }
    let block = Self.header..<end
    guard block.count >= Self.fixedPart + 10, report[end + Self.trailer - 1] == form.end,
      isSound(report, block)
    else { throw .redundancy }
    return block
  }

  private func isSound(_ report: Span<UInt8>, _ block: Range<Int>) -> Bool {
    var exclusiveOr: UInt8 = 0
    var sum: UInt8 = 0
    for index in block {
      exclusiveOr ^= report[index]
      sum &+= report[index]
    }
    return report[block.upperBound] == exclusiveOr && report[block.upperBound + 1] == sum
  }
}
