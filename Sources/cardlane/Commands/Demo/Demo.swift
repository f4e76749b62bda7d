import ArgumentParser
import BusinessCalendar
import Foundation
import Loyalty

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Show the whole road on simulated hardware: cards, a sale, its slips, three refusals.",
    discussion: """
      Starts a PC/SC daemon of its own with a virtual reader, so that it neither needs nor touches a \
      reader of this machine. Leaves keys, members and slips in --output and says where.

      Example: cardlane demo --output /tmp/slips --date 2026-12-05
      """)

  @Option(help: "The folder for what the demonstration leaves behind.")
  var output = "demo-output"
  @Option(help: "The folder with the loyalty programs.")
  var programs = "programs"
  @OptionGroup var day: DateOptions
  @OptionGroup var lane: LaneOptions

  func run() async throws {
    let stage = try await DemoStage(folder: output, programs: programs, date: day.businessDate)
    stage.title("CardLane \(CardLane.configuration.version)", "业务日期 business date \(stage.date)")
    let chip = try await stage.showChipCard()
    try await stage.showStripe()
    try await stage.showSale(with: chip)
    try await stage.showRefusals()
    try await stage.end()
  }
}
