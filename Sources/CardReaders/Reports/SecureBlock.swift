import CardCrypto
import MagneticStripe

/// Where everything lies in the block of a secure report. Places are those of the whole report.
struct SecureBlock {
  /// What the head found on the card: the low bits of the block's type.
  enum CardType: UInt8 {
    case iso = 0
    case aamva = 1
    case other = 3
    /// Bits that the head did not decode.
    case raw = 4
  }

  /// Some encrypted tracks that were encrypted in one run.
  struct Run {
    /// Whole blocks of the cipher.
    let place: Range<Int>
    /// The tracks in it, one behind the other.
    let tracks: [TrackNumber]
  }

  let type: CardType?
  private let status: UInt8
  /// Bytes of each track before it was encrypted.
  private let lengths: [Int]
  let cipher: TrackCipher
  /// Tracks that are shown: masked where the card is ISO and the track is 1 or 2, else clear.
  var shown: [TrackNumber: Range<Int>] = [:]
  /// What is encrypted.
  var runs: [Run] = []
  /// SHA-1 hashes that belong to tracks.
  var hashes: [TrackNumber: Range<Int>] = [:]
  /// The key serial number, where anything is encrypted.
  var keySerialNumber: Range<Int>?

  func length(_ track: TrackNumber) -> Int { lengths[track.rawValue - 1] }

  /// Whether the head decoded a track, or found none.
  func isDecoded(_ track: TrackNumber) -> Bool { status >> UInt8(track.rawValue - 1) & 1 == 1 }

  /// Whether the head found anything on a track.
  func isSampled(_ track: TrackNumber) -> Bool { status >> UInt8(track.rawValue + 2) & 1 == 1 }

  /// Whether a track is in a run.
  func isEncrypted(_ track: TrackNumber) -> Bool { runs.contains { $0.tracks.contains(track) } }

  fileprivate init(_ report: Span<UInt8>, _ block: Range<Int>, _ cipher: TrackCipher) {
    type = CardType(rawValue: report[block.lowerBound] & 0x7F)
    status = report[block.lowerBound + 1]
    lengths = (2...4).map { Int(report[block.lowerBound + $0]) }
    self.cipher = cipher
  }

  /// Bytes of a type, a status and three lengths.
  static let headerLength = 5
  private static let numberLength = 10
  private static let sessionLength = 8

  /// The ways in which a block can be understood, the likeliest first; none where the lengths in it do
  /// not add up.
  static func readings(_ report: Span<UInt8>, _ block: Range<Int>) -> [SecureBlock] {
    guard block.count >= headerLength, block.upperBound <= report.count else { return [] }
    let isEnhanced = report[block.lowerBound] & 0x80 != 0
    if isEnhanced { return enhanced(report, block).map { [$0] } ?? [] }
    // The original format does not say which cipher it is: both are tried.
    return TrackCipher.allCases.compactMap { original(report, block, $0) }
  }

  /// Two bytes behind the header say what is there.
  private static func enhanced(_ report: Span<UInt8>, _ block: Range<Int>) -> SecureBlock? {
    guard block.count >= headerLength + 2 else { return nil }
    var place = block.lowerBound + headerLength
    let (first, second) = (report[place], report[place + 1])
    place += 2
    let cipher: TrackCipher
    switch first >> 4 & 0b11 {
    case 0: cipher = .tdes
    case 1: cipher = .aes
    default: return nil
    }
    var layout = SecureBlock(report, block, cipher)
    func take(_ count: Int) -> Range<Int> {
      defer { place += count }
      return place..<place + count
    }
    func has(_ track: TrackNumber, _ bits: UInt8) -> Bool {
      bits >> UInt8(track.rawValue - 1) & 1 == 1
    }
    for track in TrackNumber.allCases where has(track, first) {
      layout.shown[track] = take(layout.length(track))
    }
    for track in TrackNumber.allCases where has(track, second) {
      layout.runs.append(
        Run(place: take(cipher.paddedCount(layout.length(track))), tracks: [track]))
    }
    if second & 0b0100_0000 != 0 { _ = take(sessionLength) }
    for track in TrackNumber.allCases where has(track, second >> 3) {
      layout.hashes[track] = take(TrackHash.byteCount)
    }
    let readerSerialNumberLength = 10
    if first & 0b1000_0000 != 0 { _ = take(readerSerialNumberLength) }
    if second & 0b1000_0000 != 0 {
      // What is left: 10 bytes, or 12 where keys are derived with AES.
      let number = place..<max(place, block.upperBound)
      guard [numberLength, AESKeySerialNumber.byteCount].contains(number.count) else { return nil }
      layout.keySerialNumber = number
      place = number.upperBound
    }
    return place == block.upperBound ? layout : nil
  }

  /// Masked tracks 1 and 2, clear track 3, then tracks 1 and 2 encrypted in one run. Session id and
  /// hashes may follow; how many bytes are left tells.
  private static func original(
    _ report: Span<UInt8>, _ block: Range<Int>, _ cipher: TrackCipher
  ) -> SecureBlock? {
    var layout = SecureBlock(report, block, cipher)
    var place = block.lowerBound + headerLength
    func take(_ count: Int) -> Range<Int> {
      defer { place += count }
      return place..<place + count
    }
    let inRun = [TrackNumber.one, .two].filter { layout.length($0) > 0 }
    let isRaw = layout.type == .raw
    for track in TrackNumber.allCases where layout.length(track) > 0 {
      if isRaw, track != .three { continue }
      layout.shown[track] = take(layout.length(track))
    }
    if place == block.upperBound { return layout }
    let run = take(cipher.paddedCount(inRun.reduce(0) { $0 + layout.length($1) }))
    if !run.isEmpty { layout.runs.append(Run(place: run, tracks: inRun)) }
    let left = block.upperBound - place
    let session = [0, sessionLength].first { session in
      let hashes = left - session - numberLength
      return hashes >= 0 && hashes % TrackHash.byteCount == 0
        && hashes / TrackHash.byteCount <= inRun.count
    }
    guard let session else { return nil }
    _ = take(session)
    let hashes = (left - session - numberLength) / TrackHash.byteCount
    if hashes == inRun.count {
      for track in inRun { layout.hashes[track] = take(TrackHash.byteCount) }
    } else {
      // One hash for two tracks: which one it is of is not said, so it proves nothing.
      _ = take(hashes * TrackHash.byteCount)
    }
    layout.keySerialNumber = take(numberLength)
    return layout
  }
}
