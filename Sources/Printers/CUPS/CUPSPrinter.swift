import Foundation
import LinuxSystem
public import Receipts
import Synchronization

/// A queue of CUPS, which gets each job as raw bytes by `lp -o raw`.
///
/// CUPS tells that it has taken a job, not that it is on paper: such a job is unconfirmed.
public final class CUPSPrinter: Printer {
  /// The queue's name.
  public let queue: String
  public let profile: PrinterProfile
  private let thread: QueueThread
  private let ledger = Mutex(JobLedger())
  private let program: Program

  /// The programs of CUPS, and the environment that tells them where its server is.
  struct Program: Sendable {
    var folder = "/usr/bin"
    var environment: [String: String]?
    /// How long each may take.
    var patience = Duration.seconds(20)
  }

  /// Describes a queue; nothing is asked yet.
  public convenience init(queue: String, profile: PrinterProfile = .chinese80) {
    self.init(queue: queue, profile: profile, program: Program())
  }

  init(queue: String, profile: PrinterProfile, program: Program) {
    self.queue = queue
    self.profile = profile
    self.program = program
    thread = QueueThread(name: "cups \(queue)")
  }

  public func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome {
    try await thread.run { [self] () throws(PrinterError) in
      let known = Result { () throws(PrinterError) in
        try ledger.withLock { (ledger) throws(PrinterError) in
          try ledger.outcome(of: job, on: queue)
        }
      }
      if let outcome = try known.get() { return outcome }
      let answer = try run(
        "lp", ["-d", queue, "-o", "raw", "-t", job.id.text, "-"], input: job.bytes)
      // A queue that refuses has taken nothing.
      guard answer.status == 0 else { throw .cups(queue, answer.words) }
      let outcome = PrintOutcome.unconfirmed(.unproven(queue))
      ledger.withLock { $0.record(job, outcome) }
      return outcome
    }
  }

  /// A queue that takes jobs counts as a printer that is ready.
  public func status() async throws(PrinterError) -> PrinterStatus {
    try await thread.run { [self] () throws(PrinterError) in
      let answer = try run("lpstat", ["-a", queue])
      guard answer.status == 0 else { throw .cups(queue, answer.words) }
      return PrinterStatus()
    }
  }

  /// Runs one of the programs. What it reads and says goes through files of ours, so that neither waits
  /// for the other.
  private func run(
    _ name: String, _ arguments: [String], input: [UInt8] = []
  ) throws(PrinterError) -> (status: Int32, words: String) {
    do {
      let (source, answer) = (try ScratchFile(input), try ScratchFile())
      var environment = program.environment ?? ChildProcess.ownEnvironment
      environment["LC_ALL"] = "C"
      let child = try ChildProcess(
        program.folder + "/" + name, arguments, environment: environment,
        descriptors: [0: source.descriptor, 1: answer.descriptor, 2: answer.descriptor])
      guard let ending = child.wait(atMost: program.patience) else {
        child.end()
        throw PrinterError.cups(queue, "\(name) does not answer")
      }
      let words = String(decoding: answer.contents.prefix(300), as: UTF8.self)
        .split(whereSeparator: \.isNewline).joined(separator: " ")
      return (ending.status, words)
    } catch let error as PrinterError {
      throw error
    } catch {
      throw .cups(queue, String(describing: error))
    }
  }
}
