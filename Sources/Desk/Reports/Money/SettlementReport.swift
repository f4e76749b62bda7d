package import BusinessCalendar
package import Loyalty
package import MemberStore
import Wording

/// What shops owe each other for a month: points and prepaid money (rules C5, C7).
package struct SettlementReport: ReportRequest {
  let program: LoyaltyProgram
  let month: Month
  let isByMerchant: Bool

  /// - Parameters:
  ///   - month: any day of the month.
  ///   - isByMerchant: one line for each shop instead of one for each pair.
  package init(program: LoyaltyProgram, month: BusinessDate, isByMerchant: Bool = false) {
    self.program = program
    self.month = Month(of: month)
    self.isByMerchant = isByMerchant
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    let transfers = try PointTransfers(in: month, tables)
    let (points, gifts) = (transfers.moneyOff, transfers.gifts(program))
    let prepaid = try tables.prepaidTransfers(from: month.first, through: month.last)
    guard !isByMerchant else {
      return report(byMerchant(settle(points + gifts + prepaid.transfers)))
    }
    func rows(
      _ subject: Subject, _ transfers: [Transfer], _ rule: RuleID?
    ) -> [[Table.Cell]] {
      settle(transfers).map { entry in
        [
          subject.cell, .text(entry.from), .text(entry.to), .money(entry.amount), .init(rule),
        ]
      }
    }
    let overdrawn: [[Table.Cell]] = prepaid.overdrawn.map { entry in
      [
        Subject.overdrawn.cell, .text(entry.reference), .text(entry.store), .money(-entry.amount),
        .init(program.prepaid?.rule),
      ]
    }
    return report(
      Table(
        columns: [
          .init("subject", "项目", "項目", "For"), .init("from", "付款方", "付款方", "From"),
          .init("to", "收款方", "收款方", "To"), .init("amount", "金额", "金額", "Amount"),
          .init("rule", "规则", "規則", "Rule"),
        ],
        rows: rows(.points, points, program.redemption.moneyOff?.rule)
          + rows(.gifts, gifts, program.redemption.settlementValue?.rule)
          + rows(.prepaid, prepaid.transfers, program.prepaid?.rule) + overdrawn))
  }

  private func report(_ table: Table) -> Report {
    Report(
      "settlement", Sentence(zhHans: "门店间结算", zhHant: "門店間結算", en: "Settlement between shops"),
      ["month": month.first.monthText], table)
  }

  private func settle(_ transfers: [Transfer]) -> [Clearing.Settlement] {
    Clearing.settle(transfers, year: month.first.year, month: month.first.month)
  }

  /// One line for each shop, sorted by name.
  private func byMerchant(_ settled: [Clearing.Settlement]) -> Table {
    let names = Set(settled.flatMap { [$0.from, $0.to] }).sorted()
    func sum(_ entries: [Clearing.Settlement]) -> Money {
      entries.reduce(.zero) { $0 + $1.amount }
    }
    return Table(
      columns: [
        .init("merchant", "门店", "門店", "Shop"), .init("pays", "应付", "應付", "Pays"),
        .init("gets", "应收", "應收", "Gets"), .init("net", "净额", "淨額", "Net"),
      ],
      rows: names.map { name in
        let pays = sum(settled.filter { $0.from == name })
        let gets = sum(settled.filter { $0.to == name })
        return [.text(name), .money(pays), .money(gets), .money(gets - pays)]
      })
  }

  /// What is settled.
  private enum Subject: String {
    case points, gifts, prepaid, overdrawn

    var cell: Table.Cell {
      let word =
        switch self {
        case .points: Sentence(zhHans: "积分抵现", zhHant: "積分抵現", en: "points")
        case .gifts: Sentence(zhHans: "积分换礼", zhHant: "積分換禮", en: "gifts")
        case .prepaid: Sentence(zhHans: "储值", zhHant: "儲值", en: "prepaid")
        case .overdrawn: Sentence(zhHans: "透支", zhHant: "透支", en: "overdrawn")
        }
      return .word(rawValue, word)
    }
  }
}

/// The days of a month.
struct Month: Sendable {
  let first: BusinessDate
  let last: BusinessDate

  init(of date: BusinessDate) {
    first = date.adding(days: 1 - date.day)
    last = first.adding(months: 1).adding(days: -1)
  }
}
