import LinuxSystem
public import Receipts
import Synchronization
import USBDevices
import Wording

/// A receipt printer on USB: the printer class, with the status answers of ESC/POS where it has a way
/// back.
///
/// Each job opens the printer, and gives it back to the kernel's driver afterwards, so that a printer that
/// was pulled out and put in again is simply there for the next job. The printer is asked how it is before
/// anything is sent; one without paper, with its cover open, or not plugged in gets nothing, and the job
/// waits. A job of which a part has gone out is never sent again: it is unconfirmed, and a person decides.
public final class USBPrinter: Printer {
  /// Which printer it is.
  public let address: USBPrinterAddress
  public let profile: PrinterProfile
  /// How long each wait may last.
  public let patience: Patience
  private let ledger = Mutex(JobLedger())
  private let turnstile = Turnstile()

  /// How long each wait may last.
  public struct Patience: Sendable, Hashable {
    /// Until the printer may be opened.
    public var opening: Duration
    /// Until a question about the status is answered.
    public var status: Duration
    /// Until the printer has taken the bytes and has answered after the last one.
    public var printing: Duration

    /// Makes a set of limits.
    public init(
      opening: Duration = .seconds(3), status: Duration = .seconds(2),
      printing: Duration = .seconds(30)
    ) {
      self.opening = opening
      self.status = status
      self.printing = printing
    }
  }

  /// Describes a printer; nothing is opened yet.
  public init(
    _ address: USBPrinterAddress = .only, profile: PrinterProfile = .chinese80,
    patience: Patience = Patience()
  ) {
    self.address = address
    self.profile = profile
    self.patience = patience
  }

  public func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome {
    try await turnstile.pass { [self] () async throws(PrinterError) in
      let name = address.description
      let known = Result { () throws(PrinterError) in
        try ledger.withLock { (ledger) throws(PrinterError) in
          try ledger.outcome(of: job, on: name)
        }
      }
      if let outcome = try known.get() { return outcome }
      guard let link = try await open() else { return .waiting(.offline) }
      let outcome = await send(job, over: link)
      await link.close()
      ledger.withLock { $0.record(job, outcome) }
      return outcome
    }
  }

  public func status() async throws(PrinterError) -> PrinterStatus {
    try await turnstile.pass { [self] () async throws(PrinterError) in
      guard let link = try await open() else {
        throw .unreachable(address.description, "not plugged in, or another program has it")
      }
      do throws(USBError) {
        let status = try await ask(link)
        await link.close()
        return status
      } catch {
        await link.close()
        throw .unreachable(address.description, error.code)
      }
    }
  }

  /// The printer's IEEE 1284 device id, such as `MFG:…;CMD:…;MDL:…;`; `nil` if it has none.
  ///
  /// - Throws: ``PrinterError/Code/unreachable`` when it is not plugged in.
  public func deviceID() async throws(PrinterError) -> String? {
    try await turnstile.pass { [self] () async throws(PrinterError) in
      guard let link = try await open() else {
        throw .unreachable(address.description, "not plugged in, or another program has it")
      }
      let text = await link.deviceID(within: patience.status)
      await link.close()
      return text
    }
  }
}

extension USBPrinter {
  /// Opens the printer; `nil` while it is not there, or while another program has it.
  private func open() async throws(PrinterError) -> USBPrinterLink? {
    let several: [USBDeviceDescription]
    do throws(USBError) {
      let found = try await USBBus.devices().filter(address.fits)
      if found.count == 1 { return try await USBPrinterLink(found[0], within: patience.opening) }
      if found.isEmpty { return nil }
      several = found
    } catch {
      // Waiting helps against none of these; against the others it does.
      let hopeless: [USBError.Reason] = [.access, .notSupported]
      guard hopeless.contains(error.reason) else { return nil }
      throw .unreachable(address.description, error.message.english)
    }
    throw .severalPrinters(address.description, several.map(\.description))
  }

  /// How the printer is: what its class tells, then what ESC/POS tells.
  private func ask(_ link: USBPrinterLink) async throws(USBError) -> PrinterStatus {
    var status = try await link.portStatus(within: patience.status)
    guard profile.status != .none, link.answers else { return status }
    let told = status
    status = try await round(link)
    // The cause is known now, so that the class's single bit says nothing more.
    if !status.isCoverOpen, !status.hasCutterError, status.paper != .out {
      status.hasRecoverableError = status.hasRecoverableError || told.hasRecoverableError
    }
    if told.paper == .out { status.paper = .out }
    status.isOnline = status.isOnline && told.isOnline
    return status
  }

  /// Asks every question of `DLE EOT`, as ``StreamConversation/ask()`` does.
  private func round(_ link: USBPrinterLink) async throws(USBError) -> PrinterStatus {
    for _ in 0..<StatusRound.attempts {
      await link.drain()
      var round = StatusRound()
      var sorter = AnswerSorter()
      for (index, question) in PrinterStatus.Question.allCases.enumerated() {
        let deadline = ContinuousClock.now + patience.status
        try await link.write(ESCPOSCommand.askStatus(question), by: deadline)
        while round.count <= index { round.take(sorter.take(try await link.read(by: deadline))) }
      }
      for byte in await link.drain() { round.take(sorter.take(byte)) }
      if let status = round.status { return status }
    }
    throw link.garbled
  }

  /// Asks the printer how it is and sends the job if it is ready.
  private func send(_ job: PrintJob, over link: USBPrinterLink) async -> PrintOutcome {
    do throws(USBError) {
      let status = try await ask(link)
      guard status.isReady else { return .waiting(status) }
    } catch { return .waiting(.offline) }

    let name = address.description
    let deadline = ContinuousClock.now + patience.printing
    // Automatic status would mix with the answers that are waited for.
    let quiet = profile.status == .none ? [] : ESCPOSCommand.automaticStatus(false)
    let bytes = quiet + job.bytes
    do throws(USBError) {
      try await link.write(bytes, by: deadline)
    } catch {
      return error.transferred == 0
        ? .waiting(.offline)
        : .unconfirmed(.silent(name, "\(error.transferred)/\(bytes.count) bytes, \(error.code)"))
    }
    do throws(USBError) {
      return try await confirm(link, by: deadline)
        ? .printed : .unconfirmed(.silent(name, "stopped while printing"))
    } catch { return .unconfirmed(.silent(name, error.code)) }
  }

  /// Waits for the printer's word that the job is through.
  ///
  /// - Returns: whether it is on paper, as far as this printer can tell.
  private func confirm(
    _ link: USBPrinterLink, by deadline: ContinuousClock.Instant
  ) async throws(USBError) -> Bool {
    guard profile.status == .realTimeAndOrdered, link.answers else {
      return try await ask(link).isReady
    }
    await link.drain()
    try await link.write(ESCPOSCommand.askPaperInOrder, by: deadline)
    var sorter = AnswerSorter()
    while true {
      if case .paper(let paper)? = sorter.take(try await link.read(by: deadline)) {
        return paper != .out
      }
    }
  }
}
