import Printers
import Receipts
import Synchronization

/// A printer in memory: it keeps what it printed, and answers as the test says.
final class ScriptedPrinter: Printer {
  /// What the printer does with the next jobs.
  enum Mood: Sendable {
    case ready
    case outOfPaper
    /// Bytes go out, no answer comes.
    case silent
    case broken
  }

  let profile = PrinterProfile.chinese80
  private let state = Mutex<(mood: Mood, jobs: [PrintJob])>((.ready, []))

  var mood: Mood {
    get { state.withLock { $0.mood } }
    set { state.withLock { $0.mood = newValue } }
  }

  /// The ids of the jobs that reached the paper.
  var printed: [String] { state.withLock { $0.jobs.map(\.id.text) } }

  func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome {
    switch mood {
    case .ready:
      state.withLock { $0.jobs.append(job) }
      return .printed
    case .outOfPaper:
      return .waiting(PrinterStatus(paper: .out))
    case .silent:
      state.withLock { $0.jobs.append(job) }
      do {
        try await failure(job)
        return .printed
      } catch {
        return .unconfirmed(error)
      }
    case .broken:
      try await failure(job)
      return .printed
    }
  }

  /// A genuine error of a printer: a folder that does not exist.
  private func failure(_ job: PrintJob) async throws(PrinterError) {
    _ = try await FilePrinter(folder: "/nowhere/at/all").print(job)
  }

  func status() async throws(PrinterError) -> PrinterStatus { PrinterStatus() }
}
