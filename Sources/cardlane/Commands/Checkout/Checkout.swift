import ArgumentParser
import Desk
import Lane
import Loyalty
import MemberStore
import VIPCard
import Wire
import Wording

struct Checkout: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One whole sale: card, price, hold, commit, slip.",
    discussion: """
      The card is swiped (--swipe) or read in a PC/SC reader (--reader). No card, no discount: without \
      either, everyone's price holds, even where the sale names a member. The member comes from the \
      store; a member in the sale counts only for a card that the store does not know yet.
      What the cashier should say or ask comes first, in rank order and before anything is booked; on a \
      terminal it is asked (identity card seen, gift handed out) and the price follows the answers, elsewhere \
      --confirm answers. With --json nothing is asked.
      The same sale twice gives the same answer and is booked once; the same id with other content is \
      refused. Prints the slip; --slips also leaves it as text, ESC/POS bytes and picture.
      Exit status: 1 where the card or the sale is refused (nothing is booked), 3 where a device or \
      the store failed. A sale whose slip could not be printed is booked and answered all the same, \
      with exit status 3: see the `state` and `problem` of each slip.

      Example: cardlane checkout --program programs/chain-store.yaml --store shop.db --sale sale.json \
      --keys keys.json --reader ACR --printer tcp://192.0.2.10 --tender cash=800
      """)

  @OptionGroup var options: SaleOptions
  @OptionGroup var paper: PaperOptions

  func run() async throws {
    let opened = try await options.open(printer: paper.open())
    let result = try await opened.lane.checkout(
      sale: opened.open.sale, card: opened.card, tenders: options.tenders,
      gifts: opened.open.gifts)
    try paper.keep(result.slips + result.caughtUp)
    let (program, language) = (opened.lane.program, options.speech.language)
    StandardOutput.write(
      options.speech.json
        ? try result.json(card: opened.card, program: program, language)
        : result.words(card: opened.card, program: program, language))
    try await opened.store.close()
    if let problem = result.slips.problem { throw problem }
  }
}

extension CheckoutResult {
  /// What the cashier is told, and the slip.
  func words(card: CardJudgement?, program: LoyaltyProgram, _ language: Language) -> String {
    var words = SlipWords(language)
    words.add(card)
    words.add(warning: lateSentence(in: program))
    words.add(
      repeated: isRepeated,
      Sentence(
        zhHans: "这笔销售已经入账，没有重复入账。", zhHant: "這筆銷售已經入帳，沒有重複入帳。",
        en: "This sale was booked before; it was not booked again."))
    words.add(caughtUp: caughtUp)
    return words.text(slips, receipt)
  }
}
