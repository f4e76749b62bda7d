import Receipts

/// Tells apart what a printer says, byte by byte: answers to `DLE EOT` and to `GS r`, and status that it
/// sends on its own. Each has fixed bits; an automatic status is four bytes that belong together.
struct AnswerSorter {
  /// What a printer has said.
  enum Answer: Hashable {
    /// To `DLE EOT n`: `0xx1xx10`.
    case realTime(UInt8)
    /// To `GS r 1`: `0xx0xxxx`.
    case paper(PrinterStatus.Paper)
    /// Automatic status.
    case automatic(PrinterStatus)
  }

  private var automatic: [UInt8] = []

  /// Takes a byte; `nil` when it is not the last one of an answer, or none of one (`XON`, noise).
  mutating func take(_ byte: UInt8) -> Answer? {
    if !automatic.isEmpty, byte & 0b1001_0000 == 0 {
      automatic.append(byte)
      guard automatic.count == 4 else { return nil }
      defer { automatic = [] }
      return PrinterStatus(automatic: automatic).map(Answer.automatic)
    }
    automatic = []
    if byte & 0b1001_0011 == 0b0001_0010 { return .realTime(byte) }
    if byte & 0b1001_0011 == 0b0001_0000 {
      automatic = [byte]
      return nil
    }
    return PrinterStatus.orderedPaper(byte).map(Answer.paper)
  }
}

/// One round of the questions of `DLE EOT`: the answers have the same form, so that only their order tells
/// which is which, and a round with a byte too many counts for nothing.
struct StatusRound {
  private var answers: [UInt8] = []

  /// Takes what a printer has said.
  mutating func take(_ answer: AnswerSorter.Answer?) {
    if case .realTime(let byte)? = answer { answers.append(byte) }
  }

  /// How many answers have come.
  var count: Int { answers.count }

  /// The status; `nil` unless there is exactly one answer to each question.
  var status: PrinterStatus? {
    guard answers.count == PrinterStatus.Question.allCases.count else { return nil }
    var status = PrinterStatus()
    for (question, answer) in zip(PrinterStatus.Question.allCases, answers) {
      status.apply(answer, to: question)
    }
    return status
  }

  /// How often it is tried.
  static let attempts = 3
}
