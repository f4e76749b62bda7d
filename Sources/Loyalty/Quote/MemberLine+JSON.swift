import BusinessCalendar
import Documents
import Wording

extension MemberLine {
  /// The stable name in the JSON form, equal to the case's name.
  public var kind: String {
    switch self {
    case .greeting: "greeting"
    case .earned: "earned"
    case .bonus: "bonus"
    case .pending: "pending"
    case .redeemed: "redeemed"
    case .balance: "balance"
    case .expiring: "expiring"
    case .level: "level"
    case .upgrade: "upgrade"
    case .nextLevel: "nextLevel"
    case .counterDiscount: "counterDiscount"
    case .memberDiscount: "memberDiscount"
    case .birthdayDiscount: "birthdayDiscount"
    case .memberDayDiscount: "memberDayDiscount"
    case .notice: "notice"
    case .signature: "signature"
    }
  }

  func write(to writer: inout JSONWriter, language: Language, program: LoyaltyProgram?) {
    writer.text("kind", kind)
    switch self {
    case .greeting(let familyName, let title):
      writer.text("familyName", familyName)
      writer.text("title", title)
    case .earned(let points, let basis, let rule):
      writer.rule(rule)
      writer.number("points", points)
      writer.amount("basis", basis)
    case .bonus(let points, let rule):
      writer.rule(rule)
      writer.number("points", points)
    case .pending(let points, let registerBy):
      writer.number("points", points)
      writer.text("registerBy", registerBy.description)
    case .redeemed(let points, let amount):
      writer.number("points", points)
      writer.amount("amount", amount)
    case .balance(let points): writer.number("points", points)
    case .expiring(let points, let date):
      writer.number("points", points)
      writer.text("on", date.description)
    case .level(let id):
      writer.text("level", id)
      writer.text("name", (program?.levelName(id))?[language] ?? id)
    case .upgrade(let level, let rule):
      writer.rule(rule)
      writer.text("level", level)
    case .nextLevel(let id, let missing, let counted, let rule):
      writer.rule(rule)
      writer.text("level", id)
      writer.missing(missing, counted)
    case .counterDiscount(let amount, let rule):
      writer.rule(rule)
      writer.amount("amount", amount)
    case .memberDiscount(let amount, let rate, let rule),
      .birthdayDiscount(let amount, let rate, let rule),
      .memberDayDiscount(let amount, let rate, let rule):
      writer.rule(rule)
      writer.amount("amount", amount)
      writer.text("rate", rate?.description)
    case .notice(let prompt):
      writer.rule(prompt.rule)
      writer.text("code", prompt.topic.code)
      writer.text("text", prompt.sentence(in: program)[language])
      prompt.topic.writeFacts(to: &writer)
    case .signature(let rule): writer.rule(rule)
    }
  }
}
