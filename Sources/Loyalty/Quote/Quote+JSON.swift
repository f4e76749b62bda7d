import Documents
public import Wording

extension Quote {
  /// The quote as compact JSON with keys in a fixed order: the same quote gives the same bytes.
  ///
  /// - Parameters:
  ///   - language: the language of the prompts' `text`.
  ///   - program: names the levels in those texts; without it their ids are used.
  public func json(language: Language, program: LoyaltyProgram? = nil) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.text("saleId", saleID)
      writer.object("program") {
        $0.text("id", self.program.id)
        $0.text("version", self.program.version)
      }
      writer.list("lines", lines) { writer, line in writer.object { line.write(to: &$0) } }
      writer.amount("gross", gross)
      writer.amount("discount", discount)
      writer.amount("due", due)
      writer.object("points") { points.write(to: &$0) }
      if let level {
        writer.object("level") {
          $0.text("before", level.before)
          $0.text("after", level.after)
        }
      } else {
        writer.text("level", nil)
      }
      writer.list("prompts", prompts) { writer, prompt in
        writer.object {
          $0.text("code", prompt.topic.code)
          $0.rule(prompt.rule)
          $0.text("text", prompt.sentence(in: program)[language])
          prompt.topic.writeFacts(to: &$0)
        }
      }
      writer.flag("signatureRequired", signatureRequired)
      writer.list("explanation", explanation) { writer, step in
        writer.object {
          $0.text("line", step.line)
          $0.rule(step.rule)
          $0.amount("before", step.before)
          $0.text("rate", step.rate?.description)
          $0.amount("after", step.after)
        }
      }
      writer.list("receiptLines", memberLines) { writer, line in
        writer.object { line.write(to: &$0, language: language, program: program) }
      }
    }
    return writer.text
  }
}

extension QuoteLine {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.text("id", id)
    writer.amount("gross", gross)
    writer.amount("counterDiscount", counterDiscount)
    writer.amount("memberDiscount", memberDiscount)
    writer.amount("moneyOff", moneyOff)
    writer.amount("net", net)
    writer.rules("rules", rules)
  }
}

extension QuotePoints {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.amount("basis", basis)
    writer.number("earned", earned)
    writer.number("bonus", bonus)
    writer.number("pending", pending)
    writer.number("redeemed", redeemed)
    writer.number("balanceAfter", balanceAfter)
    writer.rules("rules", rules)
    writer.list("steps", steps) { writer, step in
      writer.object {
        $0.rule(step.rule)
        $0.amount("basis", step.basis)
        $0.number("points", step.points)
      }
    }
  }
}
