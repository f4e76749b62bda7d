import BusinessCalendar
public import Desk
import Lane
import Loyalty
import MemberStore
public import Wording

/// Goods that came back as a till program reads it, after `docs/schemas/return.schema.json`.
public struct ReturnReport: Encodable {
  private let id: String
  private let saleId: String
  private let date: BusinessDate
  private let lines: [Line]
  private let refund: String
  private let points: Points
  private let repeated: Bool
  private let lateEntry: String?
  private let slips: [SlipRecord]
  private let caughtUp: [PrintJobEntry]?

  /// What came back of one line.
  private struct Line: Encodable {
    let line: String
    let quantity: String
    let refund: String
  }

  /// What happened to the points.
  private struct Points: Encodable {
    /// No longer earned, and taken from the account.
    let reclaimed: Int64
    /// No longer earned, but spent already: nobody asks for them.
    let forgiven: Int64
    /// Spent on the sale and given back.
    let restored: Int64
    /// `nil` without a member.
    let balanceAfter: Int64?
  }

  /// A return in the words of a language.
  public init(_ answer: ReturnAnswer, _ language: Language) {
    let record = answer.outcome.record
    id = record.id
    saleId = record.saleID
    date = record.date
    lines = record.lines.map {
      Line(line: $0.lineID, quantity: $0.quantity.description, refund: $0.refund.description)
    }
    refund = record.refund.description
    points = Points(
      reclaimed: record.pointsTaken, forgiven: record.pointsForgiven,
      restored: record.pointsRestored, balanceAfter: answer.balance)
    repeated = answer.outcome.isRepeated
    lateEntry = answer.outcome.lateSentence(in: answer.program)?[language]
    slips = answer.outcome.slips.map { SlipRecord($0, language) }
    caughtUp = PrintJobEntry.unlessNone(answer.outcome.caughtUp, language)
  }
}
