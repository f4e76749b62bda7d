public import BusinessCalendar
import SmartCard

extension CardVerifier {
  /// Judges the card in a PC/SC reader on a business date, within the verifier's ``JudgingBudget``, or
  /// ``JudgingBudget/standard``.
  ///
  /// Nobody else may select anything on the card meanwhile. Throws when the card or its reader fail or are
  /// too slow, and as the judgement of any channel does.
  ///
  /// - Parameters:
  ///   - reader: the reader's name as PC/SC spells it.
  ///   - date: the business date.
  public func judge(
    cardIn reader: String, on date: BusinessDate
  ) async throws(CardVerificationError) -> CardJudgement {
    let budget = budget ?? .standard
    return try await budget.spend(reader: reader) { spending throws(CardVerificationError) in
      try await judge(cardIn: reader, on: date, within: budget.limit, spending)
    }
  }

  private func judge(
    cardIn reader: String, on date: BusinessDate, within limit: Duration,
    _ spending: JudgingBudget.Spending
  ) async throws(CardVerificationError) -> CardJudgement {
    var judgement: CardJudgement?
    do {
      let card = try await CardConnection.connect(
        to: reader,
        options: ConnectionOptions(
          connectDeadline: limit, commandDeadline: limit, transactionDeadline: limit))
      try await card.withTransaction { transaction in
        judgement = try await unlimited(spending.limiting(transaction.channel), on: date)
      }
    } catch {
      // A card that goes once its verdict is complete has been judged.
      if let judgement { return judgement }
      switch error {
      case let error as CardVerificationError: throw error
      case let error as SmartCardError: throw .card(error)
      default: throw .card(SmartCardError(.other, reader: reader, detail: "\(error)"))
      }
    }
    guard let judgement else { throw .card(spending.overdue) }
    return judgement
  }
}
