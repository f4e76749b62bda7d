import MagneticStripe
import USBDevices

/// Reads reports whose descriptor names the fields.
struct UsageReading: ReportReading {
  private struct Track {
    let number: TrackNumber
    let status: ReportField?
    let length: ReportField
    let data: ReportField
  }

  private let tracks: [Track]
  private let japaneseLength: ReportField?
  private let encodeType: ReportField?
  private let encryption: EncryptionFields?
  /// Bytes up to the end of the last track, where no device's own descriptor settles the form.
  private let leastLength: Int

  /// Finds the fields. `nil` if the device's own descriptor names none of the tracks, or no encryption
  /// status where the form has one: then it sends another form of report.
  init?(
    _ form: UsageForm, descriptor own: HIDReportDescriptor?, profile: DeviceProfile
  ) throws(CardReaderError) {
    let descriptor = if let own { own } else { try Self.printed(form, profile) }
    func field(_ id: UInt16?) -> ReportField? {
      id.flatMap { descriptor.field(.input, with: form.usage($0)) }
    }
    let usages = [(TrackNumber.one, form.one), (.two, form.two), (.three, form.three)]
    tracks = usages.compactMap { number, track in
      guard let length = field(track.length), let data = field(track.data), data.byteCount != nil
      else { return nil }
      return Track(number: number, status: field(track.status), length: length, data: data)
    }
    guard !tracks.isEmpty else { return nil }
    let ends = tracks.map { ($0.data.endBit + 7) / 8 + ($0.data.reportID == nil ? 0 : 1) }
    leastLength = own == nil ? ends.max() ?? 0 : 0
    japaneseLength = field(form.japaneseLength)
    encodeType = field(form.encodeType)
    if form.encryptionStatus == nil {
      encryption = nil
    } else {
      guard let status = field(form.encryptionStatus) else { return nil }
      encryption = EncryptionFields(
        status: status, keySerialNumber: field(form.keySerialNumber))
    }
  }

  private static func printed(
    _ form: UsageForm, _ profile: DeviceProfile
  ) throws(CardReaderError) -> HIDReportDescriptor {
    do throws(HIDDescriptorError) {
      return try HIDReportDescriptor(form.descriptor)
    } catch {
      throw .descriptorUnusable(profile, error)
    }
  }

  func fits(_ report: Span<UInt8>) -> Bool {
    report.count >= leastLength && tracks.contains { $0.data.belongs(to: report) }
  }

  func read(_ report: Span<UInt8>, filter: PaymentCardFilter) -> StripeRead {
    let code = encodeType?.value(in: report).flatMap { UInt8(exactly: $0) }
    var standard = code.flatMap { CardEncoding(rawValue: $0).standard }
    if let length = japaneseLength?.value(in: report), length > 0 { standard = .jis }
    // Nothing is kept of a JIS stripe: Japanese cash cards use it.
    if standard == .jis {
      return StripeRead(one: .empty, two: .empty, three: .empty, standard: .jis, filter: filter)
    }
    var reads: [TrackNumber: TrackRead] = [:]
    for track in tracks {
      let (read, named) = self.read(track, report)
      reads[track.number] = read
      standard = standard ?? named
    }
    return StripeRead(
      one: reads[.one] ?? .empty, two: reads[.two] ?? .empty, three: reads[.three] ?? .empty,
      standard: standard, filter: filter)
  }

  private func read(_ track: Track, _ report: Span<UInt8>) -> (TrackRead, StripeStandard?) {
    guard track.data.belongs(to: report) else { return (.empty, nil) }
    if let status = track.status?.value(in: report), status & 1 == 1 {
      return (.error(.undecodable), nil)
    }
    let capacity = track.data.byteCount ?? 0
    guard let length = track.length.value(in: report), let place = track.data.byteRange(in: report)
    else { return (.error(.cutShort(stated: capacity, present: 0)), nil) }
    let stated = Int(clamping: length)
    guard stated > 0 else { return (.empty, nil) }
    guard stated <= place.count else {
      return (.error(.cutShort(stated: stated, present: place.count)), nil)
    }
    if let encryption, encryption.isEnabled(report) {
      return (.error(.encrypted(keySerialNumber: encryption.serialNumber(report))), nil)
    }
    let data = place.lowerBound..<place.lowerBound + stated
    return TrackRead.inReport(report, data, track: track.number)
  }
}

/// What an encrypting head says of its encryption.
private struct EncryptionFields {
  let status: ReportField
  let keySerialNumber: ReportField?

  /// Whether the tracks are encrypted. The status is sent high byte first by some firmware and low
  /// byte first by other; its high byte has no bit 2 of its own. No status counts as encrypted.
  func isEnabled(_ report: Span<UInt8>) -> Bool {
    guard let place = status.byteRange(in: report), !place.isEmpty else { return true }
    return place.contains { report[$0] & 0b0100 != 0 }
  }

  func serialNumber(_ report: Span<UInt8>) -> String? {
    keySerialNumber?.byteRange(in: report).flatMap { keySerialNumberText(report, $0) }
  }
}

/// A key serial number in hexadecimal, or `nil` if it is not ten bytes or all zero.
func keySerialNumberText(_ report: Span<UInt8>, _ place: Range<Int>) -> String? {
  guard place.count == 10, place.upperBound <= report.count,
    place.contains(where: { report[$0] != 0 })
  else { return nil }
  return place.map { index in
    let digits = String(report[index], radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }.joined()
}
