import ArgumentParser
import BusinessCalendar
import Desk
import Foundation
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberRetention: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention",
    abstract: "Take lapsed members out of the store; operations keeps them in a file (rule A48).",
    discussion: """
      --dry-run lists who would leave; --apply first adds them to the file of operations (JSON lines, \
      readable by its owner only), then erases name, title and birthday, their copies in sales and quotes, \
      and the slips with name and signature. Points, balance and what was sold stay under the member's \
      id. Whose time at operations is over leaves the file too. What was printed or exported elsewhere \
      (--slips folders, reports) is not reached.

      Example: cardlane member retention --store shop.db --program programs/chain-store.yaml \
      --operations operations.jsonl --apply
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String?
  @Option(help: "The file in which operations keeps lapsed members.")
  var operations: String?
  @Flag(help: "List who would leave; change nothing.")
  var dryRun = false
  @Flag(help: "Export, then erase.")
  var apply = false
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard dryRun != apply else {
      throw ValidationError("say --dry-run to look or --apply to do it, one of them")
    }
    guard !apply || operations != nil else {
      throw ValidationError("--apply needs the file of operations: --operations FILE")
    }
  }

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    // Who only looks may look ahead.
    let date = try apply ? day.bookingDate() : day.businessDate
    let file = try operations.map { path in
      let text = FileManager.default.fileExists(atPath: path) ? try InputFile.text(path) : nil
      return try RetentionFile(path: path, text: text)
    }
    let sheet = try await storeFile.use { store in
      try await MemberDesk(store).retain(
        program: program, on: date, overdue: file?.overdue(on: date).map(\.id) ?? [],
        erasingIn: apply ? speech.language : nil
      ) { try file?.write(adding: $0, on: date) }
    }
    try speech.say(sheet, words: sheet.text(speech.language))
  }
}

extension RetentionSheet {
  /// Who left, or would, in words.
  fileprivate func text(_ language: Language) -> String {
    let heading =
      isApplied
      ? Sentence(
        zhHans: "✓ \(lapses.count) 位失效会员已移出门店资料，\(overdue.count) 位已从运营文件删除（\(rule)）。",
        zhHant: "✓ \(lapses.count) 位失效會員已移出門店資料，\(overdue.count) 位已從營運檔案刪除（\(rule)）。",
        en: "✓ \(lapses.count) lapsed left the store, \(overdue.count) left operations (\(rule)).")
      : Sentence(
        zhHans: "将移出门店资料 \(lapses.count) 位，从运营文件删除 \(overdue.count) 位（\(rule)）；未作改动。",
        zhHant: "將移出門店資料 \(lapses.count) 位，從營運檔案刪除 \(overdue.count) 位（\(rule)）；未作更動。",
        en:
          "\(lapses.count) would leave the store, \(overdue.count) operations (\(rule)); nothing changed."
      )
    let table = Table(
      columns: [
        .init("member", "会员号", "會員號", "Member"), .init("since", "最近购买", "最近購買", "Last purchase"),
        .init("keptUntil", "运营保留至", "營運保留至", "Kept until"),
      ],
      rows: lapses.map { [.text($0.member.id), .init($0.since), .init($0.keptUntil)] })
    return lapses.isEmpty ? heading[language] : heading[language] + "\n" + table.text(language)
  }
}
