package import Wording

/// No card came to be judged: no such reader, or nobody presented one. The reader is not to blame.
package enum ReaderChoiceError: ExplainedError {
  /// No reader's name contains this; those that are there.
  case unknown(String, there: [String])
  /// The readers wait, and no card came in time.
  case noCard(in: [String])

  package var code: String {
    switch self {
    case .unknown: "unknownReader"
    case .noCard: "noCardPresented"
    }
  }

  package var nature: ErrorNature { .device }
}
