import MagneticStripe
import USBDevices

/// What an encrypting head says of its encryption in fields that the descriptor names.
struct EncryptionFields {
  let status: ReportField
  let keySerialNumber: ReportField?
  /// The length of each track before it was filled up to whole blocks; by track.
  let absoluteLengths: [TrackNumber: ReportField]
  /// The SHA-1 of each track, where the firmware sends one; by track.
  let hashes: [TrackNumber: ReportField]

  /// Whether the tracks are encrypted. The status is sent high byte first by some firmware and low
  /// byte first by other; its high byte has no bit 2 of its own. No status counts as encrypted.
  func isEnabled(_ report: Span<UInt8>) -> Bool {
    guard let place = status.byteRange(in: report), !place.isEmpty else { return true }
    return place.contains { report[$0] & 0b0100 != 0 }
  }

  /// Whether the head has used up its keys: it reads no card any more.
  func isExhausted(_ report: Span<UInt8>) -> Bool {
    guard let place = status.byteRange(in: report) else { return false }
    return place.contains { report[$0] & 0b0111 == 0b0111 }
  }

  /// The SHA-1 that the head sent of a track; `nil` where it sent none.
  func hash(of track: TrackNumber, _ report: Span<UInt8>) -> TrackHashClaim? {
    (hashes[track]?.byteRange(in: report)).flatMap { place in
      TrackHashClaim(field: place.map { report[$0] })
    }
  }

  func numberPlace(_ report: Span<UInt8>) -> Range<Int>? {
    keySerialNumber?.byteRange(in: report)
  }

  /// How many of the decrypted bytes are the track's.
  ///
  /// Firmware that does not say so leaves it to the zeros that the last block is filled up with.
  func length(
    of track: TrackNumber, _ report: Span<UInt8>, padded: Int
  ) throws(TrackError) -> Int? {
    guard let stated = absoluteLengths[track]?.value(in: report), stated > 0 else { return nil }
    let length = Int(clamping: stated)
    guard length <= padded else { throw .cutShort(stated: length, present: padded) }
    return length
  }
}
