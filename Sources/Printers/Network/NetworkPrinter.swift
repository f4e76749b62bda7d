public import Receipts
import Synchronization

/// A receipt printer on the network: raw bytes over TCP, port 9100 unless told otherwise.
///
/// Each job has a connection of its own. The printer is asked how it is before anything is sent; a
/// printer without paper, with its cover open, or out of reach gets nothing. After the last byte it is
/// asked for an answer; without one the job is unconfirmed.
public final class NetworkPrinter: Printer {
  /// Where the printer is.
  public let address: NetworkAddress
  public let profile: PrinterProfile
  /// How long each wait may last.
  public let patience: Patience
  private let thread: WorkerThread
  private let ledger = Mutex(JobLedger())

  /// How long each wait may last.
  public struct Patience: Sendable, Hashable {
    /// Until the connection stands.
    public var connecting: Duration
    /// Until a question about the status is answered.
    public var status: Duration
    /// Until the bytes are sent and the printer has answered after the last one.
    public var printing: Duration

    /// Makes a set of limits.
    public init(
      connecting: Duration = .seconds(3), status: Duration = .seconds(2),
      printing: Duration = .seconds(30)
    ) {
      self.connecting = connecting
      self.status = status
      self.printing = printing
    }
  }

  /// Describes a printer; nothing is connected yet.
  public init(
    _ address: NetworkAddress, profile: PrinterProfile = .chinese80,
    patience: Patience = Patience()
  ) {
    self.address = address
    self.profile = profile
    self.patience = patience
    self.thread = WorkerThread(name: "printer \(address)")
  }

  public func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome {
    try await thread.run { [self] () throws(PrinterError) in
      let name = address.description
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

  public func status() async throws(PrinterError) -> PrinterStatus {
    try await thread.run { [self] () throws(PrinterError) in
      do throws(TCPLink.Failure) {
        let link = try TCPLink(to: address, by: .now + patience.connecting)
        return try ask(link)
      } catch {
        throw .unreachable(address.description, error.reason)
      }
    }
  }

  // MARK: On the thread

  /// Asks every question of `DLE EOT`; a printer that tells nothing counts as well.
  private func ask(_ link: borrowing TCPLink) throws(TCPLink.Failure) -> PrinterStatus {
    var status = PrinterStatus()
    guard profile.status != .none else { return status }
    for question in PrinterStatus.Question.allCases {
      let deadline = ContinuousClock.now + patience.status
      let bytes = ESCPOSCommand.askStatus(question)
      guard link.send(bytes, by: deadline) == bytes.count else {
        throw TCPLink.Failure(reason: "the link died")
      }
      // Bytes that are no answer (an automatic status, say) are passed over.
      repeat {
        guard let byte = try link.receive(by: deadline) else {
          throw TCPLink.Failure(reason: "the link died")
        }
        if status.apply(byte, to: question) { break }
      } while true
    }
    return status
  }

  /// Asks the printer how it is and sends the job if it is ready.
  private func send(_ job: PrintJob) -> PrintOutcome {
    do throws(TCPLink.Failure) {
      let link = try TCPLink(to: address, by: .now + patience.connecting)
      let status = try ask(link)
      return status.isReady ? transmit(job, over: link) : .waiting(status)
    } catch { return .waiting(.offline) }
  }

  private func transmit(_ job: PrintJob, over link: borrowing TCPLink) -> PrintOutcome {
    let name = address.description
    let deadline = ContinuousClock.now + patience.printing
    // Automatic status would mix with the answers that are waited for.
    let quiet = profile.status == .none ? [] : ESCPOSCommand.automaticStatus(false)
    let bytes = quiet + job.bytes
    let sent = link.send(bytes, by: deadline)
    guard sent == bytes.count else {
      return sent == 0
        ? .waiting(.offline) : .unconfirmed(.silent(name, "\(sent)/\(bytes.count) bytes"))
    }
    do throws(TCPLink.Failure) {
      return try confirm(link, by: deadline)
        ? .printed : .unconfirmed(.silent(name, "stopped while printing"))
    } catch { return .unconfirmed(.silent(name, error.reason)) }
  }

  /// Waits for the printer's word that the job is through.
  ///
  /// - Returns: whether it is on paper, as far as this printer can tell.
  private func confirm(
    _ link: borrowing TCPLink, by deadline: ContinuousClock.Instant
  ) throws(TCPLink.Failure) -> Bool {
    switch profile.status {
    case .none:
      // All that can be known: the printer took everything and closed in good order.
      link.finish()
      while try link.receive(by: deadline) != nil {}
      return true
    case .realTime:
      return try ask(link).isReady
    case .realTimeAndOrdered:
      link.drain()
      _ = link.send(ESCPOSCommand.askPaperInOrder, by: deadline)
      while let byte = try link.receive(by: deadline) {
        if let paper = PrinterStatus.orderedPaper(byte) { return paper != .out }
      }
      throw TCPLink.Failure(reason: "the link died")
    }
  }
}
