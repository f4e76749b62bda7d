import Foundation
import LinuxSystem
public import Receipts

/// A printer that keeps each job as a file: for trials, archives, and programs that print themselves.
///
/// Files appear whole or not at all, named after the job (`<id>.bin`). A job whose file is already there
/// with the same content counts as printed; with other content it is a conflict.
public struct FilePrinter: Printer {
  /// The folder for the files.
  public let folder: String
  public let profile: PrinterProfile
  private let thread: QueueThread

  /// Keeps jobs in a folder, which must exist when the first job comes.
  public init(folder: String, profile: PrinterProfile = .chinese80) {
    self.folder = folder
    self.profile = profile
    self.thread = QueueThread(name: "file printer")
  }

  /// The file of a job.
  public func path(of job: PrintJob) -> String { folder + "/" + FileName.of(job.id.text) + ".bin" }

  public func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome {
    let path = path(of: job)
    return try await thread.run { () throws(PrinterError) in
      let isThere: Bool
      do throws(SystemCallError) { isThere = try DurableFile.create(job.bytes, at: path) } catch {
        throw .fileNotWritten(path, error.reason)
      }
      guard isThere else { throw .jobConflict(path, job.id) }
      return .printed
    }
  }

  /// A folder that can be written is a printer that is ready.
  public func status() async throws(PrinterError) -> PrinterStatus {
    let folder = folder
    return await thread.run {
      FileManager.default.isWritableFile(atPath: folder) ? PrinterStatus() : .offline
    }
  }
}
