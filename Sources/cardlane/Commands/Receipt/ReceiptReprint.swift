import ArgumentParser
import Desk
import Lane
import MemberStore
import Receipts
import Wire
import Wording

struct ReceiptReprint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reprint",
    abstract: "Print a copy of a stored slip again, marked 重印 with its count.",
    discussion: """
      What may be on paper already is marked as a reprint; a copy that was never sent is printed as the \
      original. Nothing is booked again. Exit status 3 where the copy is not known to be on paper.

      Example: cardlane receipt reprint --store shop.db --sale L1-20261122-0007 --copy customer \
      --printer tcp://192.0.2.10
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The id of the sale, return or redemption.")
  var sale: String
  @Option(help: "Whose copy: merchant or customer.")
  var copy: String
  @OptionGroup var paper: PaperOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard Receipt.Copy(rawValue: copy) != nil else {
      throw ValidationError("--copy takes merchant or customer")
    }
    guard paper.printer != nil else { throw ValidationError("name the printer with --printer") }
  }

  func run() async throws {
    guard let copy = Receipt.Copy(rawValue: copy), let printer = try paper.open() else { return }
    let slip = try await storeFile.use { store in
      try await SlipDesk(store).reprint(sale, copy: copy, on: printer)
    }
    try paper.keep([slip])
    try speech.say(
      ReprintedSlips([slip], speech.language), words: PlainText.render(Layout(slip.receipt)))
    if let problem = [slip].problem { throw problem }
  }
}
