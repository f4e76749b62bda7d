public import Receipts

/// Something that puts slips on paper (or keeps them as if it had).
///
/// A printer never repeats a job on its own: when it cannot tell whether a job was printed, it says so,
/// and a person decides.
public protocol Printer: Sendable {
  /// What the printer can do; jobs for it are encoded with this profile.
  var profile: PrinterProfile { get }

  /// Prints a job once.
  ///
  /// - Returns: ``PrintOutcome/printed`` when the printer has answered after the last byte,
  ///   ``PrintOutcome/unconfirmed(_:)`` when bytes went out and no answer came, and
  ///   ``PrintOutcome/waiting(_:)`` when nothing was sent because the printer is not ready.
  /// - Throws: ``PrinterError`` when nothing was sent and waiting does not help.
  func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome

  /// Asks how the printer is.
  func status() async throws(PrinterError) -> PrinterStatus
}

/// What became of a print job.
public enum PrintOutcome: Sendable, Hashable {
  /// The printer has answered after the last byte.
  case printed
  /// Bytes went out, but no answer came: it may or may not be on paper. Never re-sent on its own.
  case unconfirmed(PrinterError)
  /// Nothing was sent: the printer is not ready (no paper, cover open, off line, not reachable).
  case waiting(PrinterStatus)
}
