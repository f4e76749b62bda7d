import SmartCard
import Synchronization

/// The readers that are there, and which of them are meant.
package final class ReaderChoice: Sendable {
  private let name: String?
  private let samReader: String?
  private let readers = Mutex<[String]>([])

  /// Makes the choice of the readers whose name contains `name`; `nil` chooses any but the SAM's.
  package init(name: String?, samReader: String?) {
    self.name = name
    self.samReader = samReader
  }

  /// Whether this reader is meant.
  package func isWanted(_ reader: String) -> Bool {
    guard !isOfSAM(reader) else { return false }
    return name.map { !$0.isEmpty && reader.contains($0) } ?? true
  }

  private func isOfSAM(_ reader: String) -> Bool { samReader.map(reader.contains) ?? false }

  /// Notes that a reader came.
  package func add(_ reader: String) {
    readers.withLock { if !$0.contains(reader) { $0.append(reader) } }
  }

  /// Notes that a reader went.
  package func remove(_ reader: String) { readers.withLock { $0.removeAll { $0 == reader } } }

  /// Whether a reader that is meant is there.
  package var isThere: Bool { readers.withLock { $0.contains(where: isWanted) } }

  /// What is to be said when no card came.
  package var verdict: any Error {
    let members = readers.withLock { $0.filter { !isOfSAM($0) } }
    let wanted = members.filter(isWanted)
    if !wanted.isEmpty { return ReaderChoiceError.noCard(in: wanted) }
    guard let name else { return SmartCardError(.noReader) }
    return ReaderChoiceError.unknown(name, there: members)
  }

  /// Waits for the first card in a reader that is meant.
  func firstCard() async throws -> String {
    for await event in ReaderMonitor().events() {
      switch event {
      case .readerAdded(let reader): add(reader)
      case .readerRemoved(let reader): remove(reader)
      case .cardInserted(let reader, _) where isWanted(reader): return reader
      case .cardUnresponsive(let reader) where isWanted(reader):
        throw SmartCardError(.cardUnresponsive, reader: reader)
      case .serviceLost: throw SmartCardError(.serviceNotRunning)
      default: continue
      }
    }
    throw SmartCardError(.cancelled, reader: name)
  }
}
