import Loyalty
import Wording

/// A quote in words, for a terminal: what is paid, why, and what to say.
struct QuoteWords {
  let sale: Sale
  let quote: Quote
  let program: LoyaltyProgram

  func text(_ language: Language) -> String {
    var lines: [String] = []
    for (line, price) in zip(sale.lines, quote.lines) {
      lines.append(
        "\(VisibleText.of(line.name))  \(line.quantity) × \(line.unitPrice) = \(price.gross)  →  \(price.net)"
      )
      for step in quote.explanation where step.line == price.id {
        let rate = step.rate.map { " × \($0)" } ?? ""
        lines.append("    \(step.rule): \(step.before)\(rate) → \(step.after)")
      }
    }
    lines.append(
      Sentence(
        zhHans: "应付 \(quote.due)（原价 \(quote.gross)，优惠 \(quote.discount)）",
        zhHant: "應付 \(quote.due)（原價 \(quote.gross)，優惠 \(quote.discount)）",
        en: "Due \(quote.due) (list price \(quote.gross), discount \(quote.discount))")[language])
    if let balance = quote.points.balanceAfter {
      let rules = quote.points.rules.map(\.description).joined(separator: ", ")
      lines.append(
        Sentence(
          zhHans: "积分 +\(quote.points.earned + quote.points.bonus)，余额 \(balance)（\(rules)）",
          zhHant: "積分 +\(quote.points.earned + quote.points.bonus)，餘額 \(balance)（\(rules)）",
          en: "Points +\(quote.points.earned + quote.points.bonus), balance \(balance) (\(rules))")[
            language])
    }
    for prompt in quote.prompts {
      lines.append("• \(prompt.sentence(in: program)[language])  [\(prompt.rule)]")
    }
    return lines.joined(separator: "\n")
  }
}
