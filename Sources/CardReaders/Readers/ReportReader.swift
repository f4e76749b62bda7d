public import FoundationEssentials

/// A stripe reader whose input reports arrive whole: a hidraw node, a USB driver, a simulator, a
/// test.
public struct ReportReader<Reports: AsyncSequence & Sendable>: CardReader
where Reports.Element == [UInt8] {
  /// The reader's name in its events.
  public let name: String
  private let reports: Reports
  private let decoder: StripeReportDecoder
  private let now: @Sendable () -> Date

  /// Makes a reader of reports, each with its id in front if the device sends ids.
  public init(
    name: String, reports: Reports, decoder: StripeReportDecoder,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.name = name
    self.reports = reports
    self.decoder = decoder
    self.now = now
  }

  /// Always ``ReaderKind/msr``.
  public var kind: ReaderKind { .msr }

  /// ``CardEvent/Happening/readerAdded``, a swipe for each report that is not empty, and
  /// ``CardEvent/Happening/readerRemoved`` when the reports end. If they end by an error, that comes
  /// before it. A report is overwritten when it has been read.
  public func events() -> AsyncStream<CardEvent> {
    let decoder = decoder
    return swipes(of: reports, name: name, kind: kind, now: now) { report in
      report.isEmpty ? nil : decoder.decode(report.span)
    }
  }
}
