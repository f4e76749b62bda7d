import BusinessCalendar
import Desk
import Documents
import Lane
import LinuxSystem
import Loyalty
import Wire
import Wording

extension LaneHost {
  /// Shows what a version of the program would have made of a month's sales, against the one that is in force.
  func compare(_ document: [UInt8], _ language: Language) async throws -> Answer {
    let order = try ComparisonOrder.read(document)
    let new = try LoyaltyProgram.load(yaml: order.program, file: order.file)
    let old = try await shelf.lane(on: today).program
    let sales = try await MonthSales(order.month ?? today).sales(in: served.store)
    // A month is much to reckon: no till waits for it.
    let json = try await OwnedThread.run(name: "comparison") {
      let comparison = ProgramComparison(old: old, new: new, sales: sales)
      return try JSONLine.text(ComparisonRecord(comparison, old, new, language))
    }
    return Answer(json: json)
  }
}

/// `{"program":"id: chain-store\n…","month":"2026-11"}`: a program file, and the month whose sales it is tried on.
struct ComparisonOrder: Sendable {
  /// What the file is called in mistakes.
  let file: String
  /// What it holds.
  let program: String
  let month: BusinessDate?

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> ComparisonOrder {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let file = fields.optional("file")?.text()
      let program = fields.require("program").flatMap { value in
        let text = value.scalar([.quoted])
        if text == nil { value.wrongType(.init(zhHans: "文字", zhHant: "文字", en: "a string")) }
        return text
      }
      let month = fields.optional("month").flatMap { value in
        let first = value.scalar([.quoted]).flatMap { BusinessDate($0 + "-01") }
        if first == nil {
          value.refuse(
            "invalidDate",
            Sentence(
              zhHans: "请写成 2026-11。", zhHant: "請寫成 2026-11。", en: "Write it like 2026-11."))
        }
        return first
      }
      fields.finish()
      return program.map {
        ComparisonOrder(file: file ?? "program.yaml", program: $0, month: month)
      }
    }
  }
}
