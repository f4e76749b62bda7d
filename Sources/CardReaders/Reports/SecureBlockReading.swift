import CardCrypto
import MagneticStripe

/// Reads the frame of a secure report: `02 lenL lenH type status L1 L2 L3 … KSN`, then exclusive or and
/// sum of the block, then `03`. Bits 0 to 2 of the status: tracks 1 to 3 decoded.
///
/// Tracks are encrypted under the data key of the swipe. Masked copies in the frame are never read.
struct SecureBlockReading: ReportReading {
  let form: SecureBlockForm
  private static let header = 3
  private static let trailer = 3

  init(form: SecureBlockForm) { self.form = form }

  /// Whatever begins as a frame counts as one, damaged or not: the masked tracks in it must not be
  /// taken for another form's clear ones.
  func fits(_ report: Span<UInt8>) -> Bool { !report.isEmpty && report[0] == form.start }

  func read(_ report: Span<UInt8>, at desk: ReadingDesk) -> StripeRead {
    do throws(TrackError) {
      return Self.read(report, block: try block(report), at: desk)
    } catch {
      return .failed(error, at: desk)
    }
  }

  /// Reads a block that lies in a sound frame.
  static func read(
    _ report: Span<UInt8>, block: Range<Int>, at desk: ReadingDesk
  ) -> StripeRead {
    let readings = SecureBlock.readings(report, block)
    guard let likeliest = readings.first else { return .failed(.redundancy, at: desk) }
    let swipe = read(report, likeliest, desk)
    guard swipe.isUndecipherable else { return swipe }
    // A block that can be understood in two ways is understood in the one that gives tracks.
    for reading in readings.dropFirst() {
      let other = read(report, reading, desk)
      if !other.isUndecipherable { return other }
    }
    return swipe
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
    guard report[end + Self.trailer - 1] == form.end, isSound(report, block) else {
      throw .redundancy
    }
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

  private static func read(
    _ report: Span<UInt8>, _ block: SecureBlock, _ desk: ReadingDesk
  ) -> StripeRead {
    let decryption = TrackDecryption(desk, number: report, at: block.keySerialNumber)
    var reads: [TrackNumber: TrackRead] = [:]
    var standard: StripeStandard? = block.type == .aamva ? .aamva : nil
    for run in block.runs {
      for (track, found) in decrypted(run, report, block, decryption) {
        reads[track] = found.read
        standard = standard ?? found.standard
      }
    }
    for track in TrackNumber.allCases where !block.isEncrypted(track) {
      let found = plain(track, report, block, decryption)
      reads[track] = found.read
      standard = standard ?? found.standard
    }
    return StripeRead(
      one: reads[.one] ?? .empty, two: reads[.two] ?? .empty, three: reads[.three] ?? .empty,
      standard: standard, filter: desk.filter)
  }

  private typealias Found = (read: TrackRead, standard: StripeStandard?)

  /// The tracks of one run.
  private static func decrypted(
    _ run: SecureBlock.Run, _ report: Span<UInt8>, _ block: SecureBlock,
    _ decryption: TrackDecryption
  ) -> [(TrackNumber, Found)] {
    let clear: SecretBytes
    do throws(TrackError) {
      clear = try decryption.decrypt(
        report.extracting(run.place), cipher: block.cipher, variant: .data)
    } catch {
      return run.tracks.map { ($0, (.error(error), nil)) }
    }
    var start = 0
    return run.tracks.map { track in
      let place = start..<start + block.length(track)
      start = place.upperBound
      if block.type == .raw {
        return (track, (decryption.readBits(clear, place, track: track), nil))
      }
      let hash = block.hashes[track].map { place in
        TrackHashClaim(place.map { report[$0] })
      }
      return (track, decryption.read(clear, place, track: track, hash: hash))
    }
  }

  /// A track that is not encrypted.
  private static func plain(
    _ track: TrackNumber, _ report: Span<UInt8>, _ block: SecureBlock,
    _ decryption: TrackDecryption
  ) -> Found {
    guard block.length(track) > 0, let place = block.shown[track] else {
      return (block.isDecoded(track) ? .empty : .error(.undecodable), nil)
    }
    if block.type == .raw {
      return (TrackRead.inRawReport(report.extracting(place), track: track), nil)
    }
    // Of an ISO card tracks 1 and 2 are shown masked, whether they are encrypted as well or not.
    if block.type == .iso, track != .three { return (.error(decryption.locked), nil) }
    return TrackRead.inReport(report, place, track: track)
  }
}

extension StripeRead {
  /// A swipe of which nothing could be read, for one reason.
  static func failed(_ error: TrackError, at desk: ReadingDesk) -> StripeRead {
    let read = TrackRead.error(error)
    return StripeRead(one: read, two: read, three: read, filter: desk.filter)
  }

  /// Whether a track was decrypted and none came out.
  fileprivate var isUndecipherable: Bool {
    tracks?.errors.values.contains { error in
      switch error {
      case .undecipherable, .hashMismatch: true
      default: false
      }
    } ?? false
  }
}
