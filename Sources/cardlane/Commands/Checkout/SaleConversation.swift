import Desk
import Foundation
import Lane
import Loyalty
import Receipts
import VIPCard
import Wording

/// What passes between the till and the cashier before a sale is frozen: the prompts in rank order, and on a
/// terminal the questions that they ask.
struct SaleConversation {
  let lane: CheckoutLane
  let card: CardJudgement?
  let tenders: [Tender]
  let language: Language
  /// Whether somebody is there to answer.
  let asks: Bool

  /// Shows the prompts and takes the answers in, until the price rests.
  func confirmed(_ open: OpenSale) async throws -> OpenSale {
    var open = open
    var answered: Set<String> = []
    while let quote = try await lane.preview(sale: open.sale, card: card, tenders: tenders) {
      if answered.isEmpty { tell(quote) }
      guard asks, let (prompt, confirmation) = question(quote, open, answered) else { break }
      answered.insert(prompt.topic.code)
      guard ask(confirmation) else { continue }
      let due = quote.due
      open.confirm(confirmation)
      if let quote = try await lane.preview(sale: open.sale, card: card, tenders: tenders),
        quote.due != due
      {
        say(
          Sentence(
            zhHans: "应付 \(due) → \(quote.due)", zhHant: "應付 \(due) → \(quote.due)",
            en: "Due \(due) → \(quote.due)"))
      }
    }
    return open
  }

  /// The prompts in rank order, and what is due.
  private func tell(_ quote: Quote) {
    for prompt in quote.prompts {
      StandardOutput.write("• \(prompt.sentence(in: lane.program)[language])  [\(prompt.rule)]")
    }
    say(Sentence(zhHans: "应付 \(quote.due)", zhHant: "應付 \(quote.due)", en: "Due \(quote.due)"))
  }

  /// The first prompt that asks for something that was neither confirmed nor asked yet.
  private func question(
    _ quote: Quote, _ open: OpenSale, _ answered: Set<String>
  ) -> (Prompt, SaleConfirmation)? {
    for prompt in quote.prompts where !answered.contains(prompt.topic.code) {
      guard let confirmation = SaleConfirmation(prompt) else { continue }
      // What the program hands out with every sale that calls for it needs no question.
      if let gift = confirmation.gift,
        open.gifts.contains(gift) || lane.program.gifts.atTill.contains(gift)
      {
        continue
      }
      return (prompt, confirmation)
    }
    return nil
  }

  private func ask(_ confirmation: SaleConfirmation) -> Bool {
    let question =
      switch confirmation {
      case .identityCard:
        Sentence(
          zhHans: "身份证原件已核对？", zhHant: "身分證正本已核對？", en: "Has the original identity card been seen?")
      case .discountWaived:
        Sentence(zhHans: "会员放弃折扣？", zhHant: "會員放棄折扣？", en: "Does the member give up the discount?")
      case .welcomeGift:
        Sentence(zhHans: "现在发放入会礼？", zhHant: "現在發放入會禮？", en: "Hand out the welcome gift now?")
      case .birthdayGift:
        Sentence(zhHans: "现在发放生日礼？", zhHant: "現在發放生日禮？", en: "Hand out the birthday gift now?")
      case .quarterlyGift:
        Sentence(zhHans: "现在发放季度礼品？", zhHant: "現在發放季度禮品？", en: "Hand out the quarter's gift now?")
      case .lotteryDraw:
        Sentence(zhHans: "现在抽奖？", zhHant: "現在抽獎？", en: "Let the member draw now?")
      }
    StandardOutput.ask("? \(question[language]) [y/N] ")
    let answer = readLine()?.lowercased().prefix(1) ?? ""
    return ["y", "是", "对", "對"].contains(answer)
  }

  private func say(_ sentence: Sentence) { StandardOutput.write(sentence[language]) }
}
