/// Decides, transfer by transfer, what has come of an interrupt endpoint and what to ask for next.
///
/// It asks for exactly what is missing of a report. A report whose length is a whole number of packets
/// has no short packet behind it, and a larger buffer would run two of them together; a time-out may
/// bring a part of a report, and the next transfer the rest.
struct ReportFlow {
  /// What to do next.
  enum Step: Sendable, Hashable {
    case submit(length: Int, within: Duration)
    /// Wait, let a halted endpoint go on if that is what it is, and submit.
    case retry(after: Duration, clearsHalt: Bool)
    case end(USBError.Reason, detail: String?)
  }

  /// How long the device is to be silent before its first report counts.
  let settle: Duration
  /// How long a report may stop in the middle; an idle reader is asked again after that.
  let patience: Duration
  private static let retryPause = Duration.milliseconds(50)
  /// An unplugged device fails for a while before the hub says that it is gone.
  private static let mostFailures = 40

  private var assembler: HIDReportAssembler
  private let statedLength: Int
  private var isSettling = true
  private var mustSettleBy: ContinuousClock.Instant
  private var dropped = 0
  private var failures = 0
  private var lost: USBError.Reason?
  /// Bytes of a report that a failed transfer took with it; a cable that is pulled shows as one first.
  private var lostBytes = 0

  init(
    _ assembler: HIDReportAssembler, settle: Duration, patience: Duration,
    now: ContinuousClock.Instant
  ) {
    self.assembler = assembler
    statedLength = assembler.longestReport
    self.settle = settle
    self.patience = patience
    mustSettleBy = now + settle * 20
  }

  /// What to do next, if nothing stands in the way.
  var next: Step {
    .submit(length: assembler.nextTransferLength, within: isSettling ? settle : patience)
  }

  /// Takes up a transfer that has ended.
  mutating func take(
    _ status: TransferStatus, _ bytes: Span<UInt8>, at now: ContinuousClock.Instant,
    tell: (HIDReportEvent) -> Void
  ) -> Step {
    switch status {
    case .completed, .timedOut: return data(status, bytes, now, tell)
    case .cancelled: return .end(.cancelled, detail: nil)
    case .noDevice: return .end(.noDevice, detail: brokenOff(bytes))
    case .failed, .stalled, .overflow:
      let reason = status.reason ?? .io
      let detail = brokenOff(bytes)
      failures += 1
      guard failures < Self.mostFailures else { return .end(reason, detail: detail) }
      let gone = assembler.drop() + bytes.count
      if gone > 0 || status == .overflow { lost = reason }
      lostBytes += gone
      return .retry(after: Self.retryPause, clearsHalt: status == .stalled)
    }
  }

  private mutating func data(
    _ status: TransferStatus, _ bytes: Span<UInt8>, _ now: ContinuousClock.Instant,
    _ tell: (HIDReportEvent) -> Void
  ) -> Step {
    failures = 0
    lostBytes = 0
    if isSettling {
      if !bytes.isEmpty { assembler.append(bytes) { _, _ in dropped += 1 } }
      let isQuiet = status == .timedOut && bytes.isEmpty
      let isOverdue = now >= mustSettleBy && assembler.pendingBytes == 0
      if isQuiet || isOverdue {
        if assembler.drop() > 0 { dropped += 1 }
        lost = nil
        isSettling = false
        tell(.ready(dropped: dropped))
      }
      return next
    }
    if let reason = lost.take() { tell(.fault(USBError(reason))) }
    let deliver = { (report: Span<UInt8>, outcome: HIDReportAssembler.Outcome) in
      switch outcome {
      case .complete:
        tell(.report(HIDReport(report, statedLength: report.count, arrival: now)))
      case .short(let expected):
        tell(.report(HIDReport(report, statedLength: expected, arrival: now)))
      case .unknown(let id):
        tell(.fault(USBError(.io, detail: "report \(id) is not in the report descriptor")))
      }
    }
    if status == .timedOut, bytes.isEmpty {
      // Silent in the middle of a report: that was all of it.
      assembler.finish(deliver)
    } else {
      assembler.append(bytes, report: deliver)
    }
    return next
  }

  /// What had come of a report when no more can come.
  var brokenOff: String? { brokenOff(after: 0) }

  private func brokenOff(_ bytes: Span<UInt8>) -> String? { brokenOff(after: bytes.count) }

  private func brokenOff(after bytes: Int) -> String? {
    let count = assembler.pendingBytes + lostBytes + bytes
    return count > 0 ? "\(count) of \(statedLength) bytes of a report had come" : nil
  }
}
