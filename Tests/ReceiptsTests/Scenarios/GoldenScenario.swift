import BusinessCalendar
import Foundation
import Loyalty
import Receipts
import Testing
import Wording

/// One slip of the golden collection: a name that is a file name, what it shows, and how it is made.
struct GoldenScenario: Sendable, CustomTestStringConvertible {
  var name: String
  var shows: String
  var profile: PrinterProfile = .chinese80
  var receipt: Receipt

  var testDescription: String { "\(name): \(shows)" }
  var layout: Layout { Layout(receipt, columns: profile.columns) }
}

/// One of the programs that the house ships, for the names of levels.
func program(_ name: String) -> LoyaltyProgram {
  let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "../../../programs/\(name).yaml")
  do {
    let text = try String(contentsOf: file.standardized, encoding: .utf8)
    return try LoyaltyProgram.load(yaml: text, file: file.lastPathComponent)
  } catch { preconditionFailure("\(file.path): \(error)") }
}

/// A date that a scenario relies on.
func day(_ text: String) -> BusinessDate {
  guard let date = BusinessDate(text) else { preconditionFailure("no such date: \(text)") }
  return date
}

/// An amount that a scenario relies on.
func yuan(_ text: String) -> Money {
  guard let money = Money(text) else { preconditionFailure("no such amount: \(text)") }
  return money
}

/// A rate that a scenario relies on.
func rate(_ text: String) -> Rate {
  guard let rate = Rate(text) else { preconditionFailure("no such rate: \(text)") }
  return rate
}

/// A sale line with what the rules made of it, written as the steps from amount to amount.
struct PricedLine {
  var name: String
  var quantity: String = "1"
  var price: String
  var kind: LineKind = .regular
  var counterRate: String?
  var steps: [(rule: RuleID, rate: String, after: String)] = []
}

/// A sale and its quote, built by hand so that the slips depend on nothing but themselves.
func priced(
  id: String, date: String, lines: [PricedLine], member: MemberSnapshot?,
  points: QuotePoints = QuotePoints(), memberLines: [MemberLine] = []
) -> (sale: Sale, quote: Quote) {
  var saleLines: [SaleLine] = []
  var quoteLines: [QuoteLine] = []
  var explanation: [ExplanationStep] = []
  for (index, line) in lines.enumerated() {
    let lineID = String(index + 1)
    let quantity = Quantity(line.quantity) ?? Quantity(1)
    let unit = yuan(line.price)
    let gross = Money(fen: (unit.fen * quantity.thousandths + 500) / 1000)
    var quoted = QuoteLine(id: lineID, gross: gross, net: gross)
    for step in line.steps {
      let after = yuan(step.after)
      explanation.append(
        ExplanationStep(
          line: lineID, rule: step.rule, before: quoted.net, rate: rate(step.rate), after: after))
      if step.rate == line.counterRate {
        quoted.counterDiscount += quoted.net - after
      } else {
        quoted.memberDiscount += quoted.net - after
      }
      quoted.net = after
      quoted.rules.append(step.rule)
    }
    saleLines.append(
      SaleLine(
        id: lineID, name: line.name, quantity: quantity, unitPrice: unit, kind: line.kind,
        counter: line.counterRate == nil ? nil : "C\(lineID)"))
    quoteLines.append(quoted)
  }
  let gross = quoteLines.reduce(Money.zero) { $0 + $1.gross }
  let due = quoteLines.reduce(Money.zero) { $0 + $1.net }
  let sale = Sale(
    id: id, store: "S01", lane: "L1", date: day(date), time: "10:15:00+08:00", cashier: "07",
    lines: saleLines, member: member)
  let quote = Quote(
    saleID: id, program: ProgramVersion(id: "chain-store", version: "2026-01"),
    lines: quoteLines, gross: gross, discount: gross - due, due: due, points: points,
    level: member.map { LevelChange(before: $0.level, after: $0.level) },
    signatureRequired: member != nil, explanation: explanation, memberLines: memberLines)
  return (sale, quote)
}
