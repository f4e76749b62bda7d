import CardCrypto
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
      var lengths: [TrackNumber: ReportField] = [:]
      var hashes: [TrackNumber: ReportField] = [:]
      for (number, track) in usages {
        lengths[number] = field(track.absoluteLength)
        hashes[number] = field(track.hash)
      }
      encryption = EncryptionFields(
        status: status, keySerialNumber: field(form.keySerialNumber), absoluteLengths: lengths,
        hashes: hashes)
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

  func read(_ report: Span<UInt8>, at desk: ReadingDesk) -> StripeRead {
    let code = encodeType?.value(in: report).flatMap { UInt8(exactly: $0) }
    var standard = code.flatMap { CardEncoding(rawValue: $0).standard }
    if let length = japaneseLength?.value(in: report), length > 0 { standard = .jis }
    // Nothing is kept of a JIS stripe: Japanese cash cards use it.
    if standard == .jis {
      return StripeRead(
        one: .empty, two: .empty, three: .empty, standard: .jis, filter: desk.filter)
    }
    var decryption: TrackDecryption?
    if let encryption, encryption.isEnabled(report) {
      if encryption.isExhausted(report) {
        let worn = TrackRead.error(.keysExhausted)
        return StripeRead(one: worn, two: worn, three: worn, filter: desk.filter)
      }
      decryption = TrackDecryption(desk, number: report, at: encryption.numberPlace(report))
    }
    var reads: [TrackNumber: TrackRead] = [:]
    for track in tracks {
      let (read, named) = self.read(track, report, decryption)
      reads[track.number] = read
      standard = standard ?? named
    }
    return StripeRead(
      one: reads[.one] ?? .empty, two: reads[.two] ?? .empty, three: reads[.three] ?? .empty,
      standard: standard, filter: desk.filter)
  }

  private func read(
    _ track: Track, _ report: Span<UInt8>, _ decryption: TrackDecryption?
  ) -> (TrackRead, StripeStandard?) {
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
    let data = place.lowerBound..<place.lowerBound + stated
    if let decryption { return decrypted(track.number, report, data, decryption) }
    return TrackRead.inReport(report, data, track: track.number)
  }

  private func decrypted(
    _ track: TrackNumber, _ report: Span<UInt8>, _ data: Range<Int>, _ decryption: TrackDecryption
  ) -> (TrackRead, StripeStandard?) {
    do throws(TrackError) {
      let clear = try decryption.decrypt(
        report.extracting(data), cipher: .tdes, variant: .pin)
      let length =
        try encryption?.length(of: track, report, padded: data.count) ?? clear.countWithoutPadding
      return decryption.read(
        clear, 0..<length, track: track, hash: encryption?.hash(of: track, report))
    } catch {
      return (.error(error), nil)
    }
  }
}
