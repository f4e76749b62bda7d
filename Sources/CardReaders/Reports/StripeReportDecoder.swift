public import CardCrypto
public import MagneticStripe
public import USBDevices

/// Makes swipes of a reader's input reports.
///
/// Nothing is kept between reports, and the report stays the caller's to overwrite.
public struct StripeReportDecoder: Sendable {
  /// The model.
  public let profile: DeviceProfile
  private let forms: [any ReportReading]
  private let desk: ReadingDesk

  /// Makes a decoder for a model.
  ///
  /// - Parameters:
  ///   - profile: the model, which has to be one that sends reports.
  ///   - descriptor: the device's own report descriptor; without it the one that the manual prints.
  ///   - filter: what counts as a payment card, whose tracks are dropped.
  ///   - swipeKeys: what decrypts the tracks of encrypting heads; without it, or without a key for the
  ///     head, they are ``MagneticStripe/TrackError/encrypted(keySerialNumber:)``.
  ///
  /// Throws ``CardReaderError`` with code `readerHasNoReports` for a model that types, with
  /// `readerDescriptor` for a descriptor that does not name the tracks.
  public init(
    profile: DeviceProfile, descriptor: HIDReportDescriptor? = nil,
    filter: PaymentCardFilter = .standard, swipeKeys: (any SwipeKeyStore)? = nil
  ) throws(CardReaderError) {
    self.profile = profile
    desk = ReadingDesk(filter: filter, keys: swipeKeys)
    guard !profile.forms.isEmpty else { throw .hasNoReports(profile) }
    var forms: [any ReportReading] = []
    for form in profile.forms {
      switch form {
      case .usages(let form):
        let reading = try UsageReading(form, descriptor: descriptor, profile: profile)
        if let reading { forms.append(reading) }
      case .block(let form): forms.append(BlockReading(form: form))
      case .secureBlock(let form): forms.append(SecureBlockReading(form: form))
      }
    }
    guard !forms.isEmpty else { throw .descriptorLacksTracks(profile) }
    self.forms = forms
  }

  /// Makes a swipe of one input report, its id in front if the device sends ids.
  ///
  /// Never fails: good tracks are delivered, and a bad one says why. Bytes beyond the stated length
  /// of a track are ignored. A report of another kind, or an empty one, has three empty tracks.
  public func decode(_ report: Span<UInt8>) -> StripeRead {
    // A report that ends early is in no form; the last one says which tracks were cut.
    let form = forms.first { $0.fits(report) } ?? forms.last
    guard let form, !report.isEmpty else {
      return StripeRead(one: .empty, two: .empty, three: .empty, filter: desk.filter)
    }
    return form.read(report, at: desk)
  }

  /// Makes a swipe of one input report in an array.
  public func decode(_ report: [UInt8]) -> StripeRead { decode(report.span) }
}

/// What a report is read with.
struct ReadingDesk: Sendable {
  let filter: PaymentCardFilter
  let keys: (any SwipeKeyStore)?
}

/// One form of report, ready to be read.
protocol ReportReading: Sendable {
  /// Whether a report is in this form. It may be empty.
  func fits(_ report: Span<UInt8>) -> Bool
  /// Reads a report that fits.
  func read(_ report: Span<UInt8>, at desk: ReadingDesk) -> StripeRead
}
