import CardReaders
import Desk

/// Which readers are there just now.
actor DeviceBoard {
  /// A reader that is present.
  struct Reader: Sendable, Hashable, Encodable {
    let name: String
    let kind: ReaderKind
    /// Whether a chip card lies in it.
    var hasCard: Bool
  }

  private var readers: [String: Reader] = [:]
  /// Whether the PC/SC service answers; `nil` until it was heard of.
  private(set) var isServiceThere = true

  /// Every reader, by name.
  var all: [Reader] { readers.values.sorted { $0.name < $1.name } }

  /// Takes note of what happened at a reader.
  func note(_ event: CardEvent) {
    switch event.happening {
    case .serviceLost: isServiceThere = false
    case .serviceRestored: isServiceThere = true
    case .readerAdded:
      if let name = event.reader {
        readers[name] = Reader(name: name, kind: event.kind, hasCard: false)
      }
    case .readerRemoved: event.reader.map { readers[$0] = nil }
    case .cardInserted: event.reader.map { readers[$0]?.hasCard = true }
    case .cardRemoved: event.reader.map { readers[$0]?.hasCard = false }
    default: break
    }
  }
}
