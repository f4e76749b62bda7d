import BusinessCalendar
public import Desk
import Lane
import MemberStore
public import Wording

/// A redemption as a till program reads it, after `docs/schemas/redemption.schema.json`.
public struct RedemptionReport: Encodable {
  private let id: String
  private let member: String
  private let date: BusinessDate
  private let item: String
  private let points: Int64
  private let balanceAfter: Int64?
  private let repeated: Bool
  private let lateEntry: String?
  private let slips: [SlipRecord]
  private let caughtUp: [PrintJobEntry]?

  /// A redemption in the words of a language.
  public init(_ answer: RedemptionAnswer, _ language: Language) {
    let record = answer.outcome.record
    id = record.id
    member = record.memberID
    date = record.date
    item = record.gift
    points = record.points
    balanceAfter = answer.balance
    repeated = answer.outcome.isRepeated
    lateEntry = answer.outcome.lateSentence(in: answer.program)?[language]
    slips = answer.outcome.slips.map { SlipRecord($0, language) }
    caughtUp = PrintJobEntry.unlessNone(answer.outcome.caughtUp, language)
  }
}
