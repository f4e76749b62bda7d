import BusinessCalendar
import Documents

extension Prompt.Topic {
  /// The stable name in the JSON form, equal to the case's name.
  public var code: String {
    switch self {
    case .greeting: "greeting"
    case .askForCard: "askForCard"
    case .cardAfterPayment: "cardAfterPayment"
    case .cardReplaced: "cardReplaced"
    case .identityCard: "identityCard"
    case .registrationDue: "registrationDue"
    case .discountOnly: "discountOnly"
    case .exchangeCard: "exchangeCard"
    case .welcomeGift: "welcomeGift"
    case .birthdayGift: "birthdayGift"
    case .quarterlyGift: "quarterlyGift"
    case .lotteryDraw: "lotteryDraw"
    case .rewardInReach: "rewardInReach"
    case .upgrade: "upgrade"
    case .nearlyUpgraded: "nearlyUpgraded"
    case .qualifies: "qualifies"
    case .nearlyQualifies: "nearlyQualifies"
    case .moneyOffAvailable: "moneyOffAvailable"
    case .moneyOffCapped: "moneyOffCapped"
    case .pointsOwed: "pointsOwed"
    case .earlyAccess: "earlyAccess"
    case .yearlyFeeDue: "yearlyFeeDue"
    case .memberDay: "memberDay"
    case .discountWaived: "discountWaived"
    case .welcomeBack: "welcomeBack"
    }
  }

  /// The place among a sale's prompts: lower is said first. What changes the price comes before
  /// what is courtesy, and that before what is only worth knowing.
  public var rank: Int {
    switch self {
    case .cardReplaced: 0
    case .cardAfterPayment: 1
    case .askForCard: 2
    case .identityCard: 3
    case .greeting: 4
    case .moneyOffCapped: 5
    case .registrationDue, .discountOnly: 6
    case .exchangeCard: 7
    case .yearlyFeeDue: 8
    case .birthdayGift: 9
    case .lotteryDraw: 10
    case .quarterlyGift: 11
    case .welcomeGift: 12
    case .upgrade, .qualifies: 13
    case .nearlyUpgraded, .nearlyQualifies: 14
    case .rewardInReach: 15
    case .moneyOffAvailable: 16
    case .pointsOwed: 17
    case .earlyAccess: 18
    case .memberDay: 19
    case .welcomeBack: 20
    case .discountWaived: 21
    }
  }

  /// Writes what the topic knows, so that a program need not read the text.
  func writeFacts(to writer: inout JSONWriter) {
    switch self {
    case .greeting(let familyName, let title):
      writer.text("familyName", familyName)
      writer.text("title", title)
    case .identityCard(let saves): writer.amount("saves", saves)
    case .registrationDue(let days), .welcomeBack(let days): writer.number("days", Int64(days))
    case .lotteryDraw(let balance): writer.number("balance", balance)
    case .rewardInReach(let points, let tagPrice):
      writer.number("points", points)
      writer.amount("tagPrice", tagPrice)
    case .upgrade(let level), .qualifies(let level): writer.text("level", level)
    case .nearlyUpgraded(let level, let missing, let counted):
      writer.text("level", level)
      writer.missing(missing, counted)
    case .nearlyQualifies(let level, let missing):
      writer.text("level", level)
      writer.amount("missing", missing)
    case .moneyOffAvailable(let points, let amount), .moneyOffCapped(let points, let amount):
      writer.number("points", points)
      writer.amount("amount", amount)
    case .pointsOwed(let points): writer.number("points", points)
    case .earlyAccess(let day): writer.text("opens", day.description)
    case .yearlyFeeDue(let amount): writer.amount("amount", amount)
    case .askForCard, .cardAfterPayment, .cardReplaced, .discountOnly, .exchangeCard,
      .welcomeGift, .birthdayGift, .quarterlyGift, .memberDay, .discountWaived:
      break
    }
  }
}

extension JSONWriter {
  /// What is missing for a level: an amount where spending counts, else points.
  mutating func missing(_ missing: Int64, _ counted: LevelMeasure) {
    if counted == .spentInPeriod {
      amount("missing", Money(fen: missing))
    } else {
      number("missing", missing)
    }
    text("counted", counted.rawValue)
  }
}
