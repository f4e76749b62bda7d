import ArgumentParser
import Lane
import MemberStore

struct Checkout: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One whole sale: card, price, hold, commit, slip.",
    discussion: """
      The card is swiped (--swipe) or read in a PC/SC reader (--reader). No card, no discount: without \
      either, everyone's price holds, even where the sale names a member. The member comes from the \
      store; a member in the sale counts only for a card that the store does not know yet.
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
      sale: opened.sale, card: opened.card, tenders: options.tenders, gifts: options.gifts)
    let report = CheckoutReport(
      result: result, judgement: opened.card, program: opened.lane.program)
    try paper.keep(result.slips)
    let language = options.speech.language
    StandardOutput.write(
      options.speech.json ? try report.json(language) : try report.text(language))
    try await opened.store.close()
    if let problem = report.printingProblem { throw problem }
  }
}
