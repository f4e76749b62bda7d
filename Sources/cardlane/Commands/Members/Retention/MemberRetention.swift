import ArgumentParser
import BusinessCalendar
import Lane
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
  var program: String
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
    guard let rules = program.activity else { throw ActivityWords.noRules(program) }
    let date = day.businessDate
    let file = try operations.map(RetentionFile.init)
    let store = try storeFile.open()
    let lapses = try await store.lapses(rules, on: date)
    let exported = try await store.export(lapses, on: date)
    if apply {
      // Only when everything is safely with operations does anything leave the store.
      try file?.write(adding: exported, on: date)
      let language = speech.language
      for lapse in lapses {
        _ = try await store.erase(lapse.member.id, rules: rules, on: date) {
          ReceiptRecord.erasedSlip($0, language)
        }
      }
      if !lapses.isEmpty { try await store.purge() }
    }
    try await store.close()
    let sheet = RetentionSheet(
      date: date, applied: apply, rule: rules.retention.rule.description, lapses: lapses,
      overdue: file?.overdue(on: date).map(\.id) ?? [])
    StandardOutput.write(speech.json ? try JSONLine.text(sheet) : sheet.text(speech.language))
  }
}

/// Who left the store, or would.
struct RetentionSheet: Encodable {
  let date: BusinessDate
  let applied: Bool
  let rule: String
  /// Members who leave the store.
  let members: [Row]
  /// Members who leave the file of operations.
  let deleted: [String]

  /// A member who leaves the store.
  struct Row: Encodable {
    let member: String
    let since: BusinessDate
    /// `nil` for who is not kept at all any more.
    let keptUntil: BusinessDate?
  }

  init(
    date: BusinessDate, applied: Bool, rule: String, lapses: [Lapse], overdue: [String]
  ) {
    self.date = date
    self.applied = applied
    self.rule = rule
    members = lapses.map {
      Row(member: $0.member.id, since: $0.since, keptUntil: $0.keptUntil)
    }
    deleted = overdue
  }

  func text(_ language: Language) -> String {
    let heading =
      applied
      ? Sentence(
        zhHans: "✓ \(members.count) 位失效会员已移出门店资料，\(deleted.count) 位已从运营文件删除（\(rule)）。",
        zhHant: "✓ \(members.count) 位失效會員已移出門店資料，\(deleted.count) 位已從營運檔案刪除（\(rule)）。",
        en: "✓ \(members.count) lapsed left the store, \(deleted.count) left operations (\(rule)).")
      : Sentence(
        zhHans: "将移出门店资料 \(members.count) 位，从运营文件删除 \(deleted.count) 位（\(rule)）；未作改动。",
        zhHant: "將移出門店資料 \(members.count) 位，從營運檔案刪除 \(deleted.count) 位（\(rule)）；未作更動。",
        en:
          "\(members.count) would leave the store, \(deleted.count) operations (\(rule)); nothing changed."
      )
    let table = Table(
      columns: [
        .init("member", "会员号", "會員號", "Member"), .init("since", "最近购买", "最近購買", "Last purchase"),
        .init("keptUntil", "运营保留至", "營運保留至", "Kept until"),
      ],
      rows: members.map { [.text($0.member), .init($0.since), .init($0.keptUntil)] })
    return members.isEmpty ? heading[language] : heading[language] + "\n" + table.text(language)
  }
}
