import ArgumentParser
import Desk
import Lane
import MemberStore
import Wire

struct Hold: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "First half of a checkout: card, price, freeze the sale; the payment may begin.",
    discussion: """
      Points that are spent on the sale are reserved. Finish it with `commit` once it is paid, or give it \
      up with `void`. The same sale again answers with what is stored and says so; with something else confirmed \
      (--confirm), another card or other tenders it is frozen anew under the same id.

      Example: cardlane hold --store shop.db --program programs/chain-store.yaml --sale sale.json \
      --keys keys.json --swipe ';9156…?'
      """)

  @OptionGroup var options: SaleOptions

  func run() async throws {
    let opened = try await options.open()
    let held = try await opened.lane.holding(
      sale: opened.open.sale, card: opened.card, tenders: options.tenders,
      gifts: opened.open.gifts)
    try await opened.store.close()
    let (program, language) = (opened.lane.program, options.speech.language)
    StandardOutput.write(
      options.speech.json
        ? try held.record.json(
          card: opened.card, program: program, repeated: held.isRepeated, language)
        : held.words(in: program, language))
  }
}
