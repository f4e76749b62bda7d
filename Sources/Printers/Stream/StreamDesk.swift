import LinuxSystem
import Receipts
import Synchronization

/// What every printer on a line does: one job after the other on a thread of its own, each over a link of
/// its own, none of them twice.
///
/// The printer is asked how it is before anything is sent; a printer without paper, with its cover open,
/// or out of reach gets nothing. After the last byte it is asked for an answer; without one the job is
/// unconfirmed.
final class StreamDesk: Sendable {
  private let name: String
  private let profile: PrinterProfile
  private let patience: StreamPatience
  private let open: @Sendable (_ by: ContinuousClock.Instant) throws(ByteLink.Failure) -> ByteLink
  private let thread: QueueThread
  private let ledger = Mutex(JobLedger())

  init(
    name: String, profile: PrinterProfile, patience: StreamPatience,
    open: @escaping @Sendable (_ by: ContinuousClock.Instant) throws(ByteLink.Failure) -> ByteLink
  ) {
    self.name = name
    self.profile = profile
    self.patience = patience
    self.open = open
    thread = QueueThread(name: "printer \(name)")
  }

  func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome {
    try await thread.run { [self] () throws(PrinterError) in
      let known = Result { () throws(PrinterError) in
        try ledger.withLock { (ledger) throws(PrinterError) in
          try ledger.outcome(of: job, on: name)
        }
      }
      if let outcome = try known.get() { return outcome }
      let outcome = send(job)
      ledger.withLock { $0.record(job, outcome) }
      return outcome
    }
  }

  func status() async throws(PrinterError) -> PrinterStatus {
    try await thread.run { [self] () throws(PrinterError) in
      do throws(ByteLink.Failure) {
        return try conversation().ask()
      } catch {
        throw .unreachable(name, error.reason)
      }
    }
  }

  private func conversation() throws(ByteLink.Failure) -> StreamConversation {
    StreamConversation(
      link: try open(.now + patience.connecting), name: name, profile: profile, patience: patience)
  }

  private func send(_ job: PrintJob) -> PrintOutcome {
    do throws(ByteLink.Failure) {
      return try conversation().print(job)
    } catch { return .waiting(.offline) }
  }
}
