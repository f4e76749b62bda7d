public import Receipts

/// The jobs of one printer in their order: what cannot be printed now waits, what may have been printed
/// is left to a person, and neither holds up the lane.
public actor PrintQueue {
  /// The printer behind the queue.
  public nonisolated let printer: any Printer
  private var entries: [Entry] = []
  private var isDraining = false

  /// A job and how far it has come.
  public struct Entry: Sendable, Hashable, Identifiable {
    /// The job.
    public let job: PrintJob
    /// How far it has come.
    public internal(set) var state: State
    /// The job's id.
    public var id: PrintJob.ID { job.id }
  }

  /// How far a job has come.
  public enum State: Sendable, Hashable {
    /// Not tried yet.
    case queued
    /// On its way to the printer.
    case printing
    /// The printer was not ready; nothing was sent.
    case waiting(PrinterStatus)
    /// On paper.
    case printed
    /// It may or may not be on paper; a person decides.
    case unconfirmed(PrinterError)
    /// Could not be sent, and waiting does not help.
    case failed(PrinterError)
  }

  /// Makes an empty queue before a printer.
  public init(_ printer: any Printer) { self.printer = printer }

  /// Every job that was given, oldest first.
  public var jobs: [Entry] { entries }

  /// How far a job has come; `nil` for one that was never given or was removed.
  public func state(of id: PrintJob.ID) -> State? { entries.first { $0.id == id }?.state }

  /// Takes a job and prints what can be printed, oldest first.
  ///
  /// The same job twice changes nothing.
  ///
  /// - Returns: how far the job has come when the printer was last tried.
  /// - Throws: ``PrinterError/Code/jobConflict`` when the id belongs to another content.
  @discardableResult
  public func submit(_ job: PrintJob) async throws(PrinterError) -> State {
    if let known = entries.first(where: { $0.id == job.id }) {
      guard known.job == job else { throw .jobConflict("queue", job.id) }
    } else {
      entries.append(Entry(job: job, state: .queued))
    }
    await resume()
    return state(of: job.id) ?? .queued
  }

  /// Tries what waits, oldest first, until the printer is not ready again.
  ///
  /// Jobs that are printed, unconfirmed or failed are never touched. Call it when the printer's status
  /// changes, or from time to time.
  public func resume() async {
    guard !isDraining else { return }
    isDraining = true
    defer { isDraining = false }
    while let index = entries.firstIndex(where: { $0.isOpen }) {
      let job = entries[index].job
      entries[index].state = .printing
      let state = await attempt(job)
      if let index = entries.firstIndex(where: { $0.id == job.id }) {
        entries[index].state = state
      }
      // The order of slips is kept: nothing overtakes a job that waits.
      if case .waiting = state { return }
    }
  }

  /// Takes a job off the queue that is printed, unconfirmed or failed, or that nobody wants any more.
  ///
  /// - Returns: whether it was there and not on its way to the printer at this moment.
  @discardableResult
  public func remove(_ id: PrintJob.ID) -> Bool {
    guard let index = entries.firstIndex(where: { $0.id == id }),
      entries[index].state != .printing
    else { return false }
    entries.remove(at: index)
    return true
  }

  private func attempt(_ job: PrintJob) async -> State {
    do {
      switch try await printer.print(job) {
      case .printed: return .printed
      case .unconfirmed(let error): return .unconfirmed(error)
      case .waiting(let status): return .waiting(status)
      }
    } catch { return .failed(error) }
  }
}

extension PrintQueue.Entry {
  /// Whether the job may be sent: nothing of it has gone out.
  var isOpen: Bool {
    switch state {
    case .queued, .waiting: true
    case .printing, .printed, .unconfirmed, .failed: false
    }
  }
}
