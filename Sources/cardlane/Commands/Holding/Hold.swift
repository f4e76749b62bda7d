import ArgumentParser
import Desk
import Lane
import MemberStore
import VIPCard
import Wording

struct Hold: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "First half of a checkout: card, price, freeze the sale; the payment may begin.",
    discussion: """
      Points that are spent on the sale are reserved. Finish it with `commit` once it is paid, or give it \
      up with `void`. The same sale again answers with what is stored.

      Example: cardlane hold --store shop.db --program programs/chain-store.yaml --sale sale.json \
      --keys keys.json --swipe ';9156…?'
      """)

  @OptionGroup var options: SaleOptions

  func run() async throws {
    let (sale, members, lane, judgement) = try await options.open()
    try await lane.scan(sale)
    if let judgement {
      let answer = try await lane.show(judgement)
      if !answer.isAccepted { throw Self.refused(answer) }
    }
    _ = try await lane.quote(tenders: options.tenders)
    let record = try await lane.hold(tenders: options.tenders, gifts: options.gifts)
    try await members.close()
    let (held, language) = (HeldSale(record, in: lane.program), options.speech.language)
    StandardOutput.write(options.speech.json ? try held.json(language) : held.words(language))
  }

  private static func refused(_ answer: CardAnswer) -> PlainError {
    PlainError(
      code: answer.judgement.verdict.check.rawValue, answer.message, hint: answer.nextStep,
      nature: .refusal)
  }
}
