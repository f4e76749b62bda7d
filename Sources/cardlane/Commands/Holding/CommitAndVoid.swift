import ArgumentParser
import Foundation
import Lane
import MemberStore
import Wording

struct Commit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Second half of a checkout: the held sale is paid; book it and print its slip.",
    discussion: """
      Committing again answers the same and prints nothing twice. A sale that a crash left behind is \
      finished like this too.

      Example: cardlane commit --store shop.db --sale L1-20261122-0007 --printer slips/
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The sale's id.")
  var sale: String
  @OptionGroup var programs: ProgramShelf
  @OptionGroup var paper: PaperOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let store = try storeFile.open()
    let lane = try await StoredSaleLane.open(
      sale, in: store, programs: programs, lane: nil, storeName: nil, printer: paper.open(),
      zone: .current, language: speech.language)
    let result = try await lane.resume(sale)
    try await store.close()
    try paper.keep(result.slips)
    let report = CheckoutReport(result: result, judgement: nil, program: lane.program)
    StandardOutput.write(
      speech.json
        ? try report.json(speech.language)
        : SlipView.words(
          result.slips, result.receipt,
          late: result.lateSentence(in: lane.program)?[speech.language]))
    if let problem = SlipView.problem(result.slips) { throw problem }
  }
}

struct VoidSale: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "void",
    abstract: "Give up a held sale that was not paid; reserved points go back.",
    discussion: """
      Voiding again answers the same; a committed sale is refused with exit status 1: it comes back \
      through `return`.

      Example: cardlane void --store shop.db --sale L1-20261122-0007
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The sale's id.")
  var sale: String
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let store = try storeFile.open()
    let record = try await store.void(sale: sale, at: LaneStamp.now())
    try await store.close()
    StandardOutput.write(
      speech.json
        ? try HeldSale(record).json(speech.language) : HeldSale(record).words(speech.language))
  }
}
