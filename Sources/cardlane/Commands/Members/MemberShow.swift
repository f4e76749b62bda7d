import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a member on a date: person, cards, points, registration, gifts.",
    discussion: """
      Example: cardlane member show --store shop.db --program programs/chain-store.yaml --member M1
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file: adds registration and activity.")
  var program: String?
  @OptionGroup var reference: MemberOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.loadIfNamed(self.program)
    let member = try reference.reference()
    let sheet = try await storeFile.use { store in
      try await MemberDesk(store).sheet(of: member, on: day.businessDate, program: program)
    }
    try speech.say(sheet, words: sheet.text(speech.language, program))
  }
}

extension MemberSheet {
  /// The sheet in words.
  fileprivate func text(_ language: Language, _ program: LoyaltyProgram?) -> String {
    var facts = holder.facts(language, program)
    facts.add("可用积分", "可用積分", "Points", balance)
    facts.add("待生效积分", "待生效積分", "Pending points", pending == 0 ? nil : pending)
    facts.add("欠积分", "欠積分", "Points owed", owed == 0 ? nil : owed)
    facts.add("储值余额", "儲值餘額", "Prepaid balance", prepaid)
    facts.add("登记状态", "登記狀態", "Registration", registration?.name[language])
    facts.add("活动量", "活動量", "Activity", activity?.words(language))
    for gift in gifts {
      facts.add("礼品", "禮品", "Gift", "\(gift.rule) \(gift.period) \(gift.reference)")
    }
    func name(_ level: String) -> String { program?.level(level)?.name[language] ?? level }
    for level in levels {
      facts.add(
        "等级评定", "等級評定", "Level decided",
        "\(level.periodEnd) \(name(level.before)) → \(name(level.after)) (\(level.rule))")
    }
    return facts.text(language)
  }
}
