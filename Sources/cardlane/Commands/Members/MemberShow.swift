import ArgumentParser
import BusinessCalendar
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
  @OptionGroup var reference: MemberReference
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try self.program.map(ProgramFile.load)
    let store = try storeFile.open()
    let date = day.businessDate
    let member = try await reference.find(in: store)
    guard let account = try await store.account(of: member.id, on: date) else {
      throw StoreError.unknownMember(member.id)
    }
    let sheet = MemberSheet(
      date: date, member: MemberView(account.member, cards: try await store.cards(of: member.id)),
      balance: account.balance, pending: account.pendingPoints, owed: account.owed,
      prepaid: account.prepaid.description,
      registration: program.map {
        RegistrationStatus(
          joined: account.member.joined, registered: account.snapshot.registered, on: date,
          rule: $0.registration
        ).word
      },
      activity: try await MemberActivityView.of(member, on: date, program: program, in: store),
      gifts: try await store.giftClaims(of: member.id).map(MemberSheet.Gift.init),
      levels: try await store.levelEntries(of: member.id).map(LevelView.init))
    try await store.close()
    StandardOutput.write(speech.json ? try JSONLine.text(sheet) : sheet.text(speech.language))
  }
}

/// Everything about a member on a date.
struct MemberSheet: Encodable {
  let date: BusinessDate
  let member: MemberView
  let balance: Int64
  let pending: Int64
  let owed: Int64
  /// What is on the card (rule C5).
  let prepaid: String
  let registration: String?
  let activity: MemberActivityView?
  let gifts: [Gift]
  let levels: [LevelView]

  /// A gift that was handed out.
  struct Gift: Encodable {
    let rule: String
    let period: String
    let reference: String
    let date: BusinessDate

    init(_ claim: GiftClaim) {
      rule = claim.rule.description
      period = claim.period
      reference = claim.reference
      date = claim.date
    }
  }

  func text(_ language: Language) -> String {
    var facts = member.facts()
    facts.add("可用积分", "可用積分", "Points", balance)
    facts.add("待生效积分", "待生效積分", "Pending points", pending == 0 ? nil : pending)
    facts.add("欠积分", "欠積分", "Points owed", owed == 0 ? nil : owed)
    facts.add("储值余额", "儲值餘額", "Prepaid balance", prepaid)
    facts.add("登记状态", "登記狀態", "Registration", registration)
    facts.add("活动量", "活動量", "Activity", activity?.words(language))
    for gift in gifts {
      facts.add("礼品", "禮品", "Gift", "\(gift.rule) \(gift.period) \(gift.reference)")
    }
    for level in levels {
      facts.add(
        "等级评定", "等級評定", "Level decided",
        "\(level.periodEnd) \(level.before) → \(level.after) (\(level.rule))")
    }
    return facts.text(language)
  }
}
