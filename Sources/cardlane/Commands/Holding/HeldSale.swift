import Lane
import Loyalty
import MemberStore
import Wire
import Wording

/// A sale between price and payment, or after it was given up.
struct HeldSale {
  let record: SaleRecord
  /// Names the levels.
  let program: LoyaltyProgram?

  init(_ record: SaleRecord, in program: LoyaltyProgram? = nil) {
    self.record = record
    self.program = program
  }

  /// One JSON object: the sale's id, its state and the quote; `lateEntry` for one that was entered late.
  func json(_ language: Language) throws -> String {
    let late = try record.lateSentence(in: program).map {
      "\"lateEntry\":\(try JSONLine.text($0[language])),"
    }
    // The quote is JSON already, in the bytes in which it was stored.
    return """
      {\(late ?? "")"quote":\(record.quote),"saleId":\(try JSONLine.text(record.id)),\
      "state":"\(record.state.rawValue)"}
      """
  }

  /// The amount and what to do next.
  func words(_ language: Language) -> String {
    let sentence =
      switch record.state {
      case .hold:
        Sentence(
          zhHans: "✓ \(record.id) 已锁定，应付 \(record.due)。收款后执行 commit，放弃则执行 void。",
          zhHant: "✓ \(record.id) 已鎖定，應付 \(record.due)。收款後執行 commit，放棄則執行 void。",
          en: "✓ \(record.id) is held, \(record.due) to pay. Then commit it, or void it.")
      case .committed:
        Sentence(
          zhHans: "\(record.id) 已入账。", zhHant: "\(record.id) 已入帳。",
          en: "\(record.id) is committed.")
      case .void:
        Sentence(
          zhHans: "✓ \(record.id) 已放弃，预留积分已退回。", zhHant: "✓ \(record.id) 已放棄，預留積分已退回。",
          en: "✓ \(record.id) is given up; reserved points went back.")
      }
    let late = record.lateSentence(in: program).map { "\n! " + $0[language] }
    return sentence[language] + (late ?? "")
  }
}
