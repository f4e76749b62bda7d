import ArgumentParser
import Desk
import Lane
import MemberStore
import Wire
import Wording

struct ReceiptSign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Note that slips were signed on paper, or that the member refused (rule A39).",
    discussion: """
      Name the slips by the ids of their sales, returns or redemptions: --sale, repeated, or --list, a file \
      with one on each line. All of them are noted or, where one is unknown, none. What was noted before \
      stays; a signature never turns into a refusal: exit status 1.

      Example: cardlane receipt sign --store shop.db --sale L1-20261122-0007 --on paper
      Example: cardlane receipt sign --store shop.db --list signed.txt --on paper
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(
    name: .customLong("sale"), help: "The id of the sale, return or redemption; repeat for more.")
  var sales: [String] = []
  @Option(help: "A file with one id a line; - is standard input.")
  var list: String?
  @Option(name: .customLong("on"), help: "What was seen: paper, or refused.")
  var seen: SlipDesk.Seen
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard !sales.isEmpty || list != nil else {
      throw ValidationError("name the slips with --sale or --list")
    }
  }

  func run() async throws {
    let listed = try list.map { path in
      try InputFile.text(path).split(whereSeparator: \.isNewline)
        .compactMap { $0.split(whereSeparator: \.isWhitespace).first.map(String.init) }
    }
    let numbers = sales + (listed ?? [])
    let signed = try await storeFile.use { store in
      try await SlipDesk(store).sign(numbers, seen)
    }
    try speech.say(
      ["slips": signed],
      words: signed.map { $0.words(speech.language) }.joined(separator: "\n"))
  }
}

extension SignedSlip {
  /// What is noted of the slip, in one line; what was noted before is said to be.
  fileprivate func words(_ language: Language) -> String {
    let what = "\(number)  \(state.name[language])"
    guard isRepeated else { return "✓ " + what }
    let already = Sentence(
      zhHans: "之前已登记，未再登记：", zhHant: "先前已登記，未再登記：",
      en: "Noted before, not once more: ")
    return already[language] + what
  }
}

extension SlipDesk.Seen: ExpressibleByArgument {}
