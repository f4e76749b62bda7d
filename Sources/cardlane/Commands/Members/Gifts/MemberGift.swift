import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberGift: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gift",
    abstract: "Book that a member got a gift of the program: welcome, birthday, quarter.",
    discussion: """
      Each is handed out once: the welcome gift ever (A8), the birthday gift once a year and on the \
      birthday only (B10), the quarter's gift once a quarter at a level that has one (B8). A second time \
      is refused with exit status 1.

      Example: cardlane member gift --store shop.db --program programs/department-store.yaml \
      --member M1 --kind birthday --against L1-20261122-0007
      """)

  /// Which gift.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case welcome, birthday, quarter
  }

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String
  @OptionGroup var reference: MemberReference
  @Option(help: "Which gift: welcome, birthday or quarter.")
  var kind: Kind
  @Option(help: "The receipt or entry against which it is handed out.")
  var against: String
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let store = try storeFile.open()
    let member = try await reference.find(in: store)
    let claim = try claim(for: member, program: program)
    try await store.claim(claim)
    try await store.close()
    let gift = MemberSheet.Gift(claim)
    StandardOutput.write(
      speech.json
        ? try JSONLine.text(gift) : "✓ \(gift.rule) \(gift.period) \(member.id) ← \(gift.reference)"
    )
  }

  private func claim(for member: Member, program: LoyaltyProgram) throws -> GiftClaim {
    let date = day.businessDate
    let due: (rule: RuleID, cycle: GiftClaim.Cycle)?
    switch kind {
    case .welcome: due = program.gifts.welcome.map { ($0, .once) }
    case .quarter: due = program.level(member.level)?.quarterlyGift.map { ($0, .quarterly) }
    case .birthday:
      let isToday =
        member.birthday.map {
          Birthday.isCelebrated(
            $0, on: date, leapDay: program.birthday?.leapDay ?? .february28)
        } ?? false
      due = isToday ? program.gifts.birthday.map { ($0, .yearly) } : nil
    }
    guard let due else { throw Self.notDue(kind, member, on: date) }
    return GiftClaim(
      member: member.id, rule: due.rule, cycle: due.cycle, reference: against, date: date)
  }

  private static func notDue(_ kind: Kind, _ member: Member, on date: BusinessDate) -> PlainError {
    PlainError(
      code: "noGiftDue",
      Sentence(
        zhHans: "\(date) 会员 \(member.id) 没有这项礼品（\(kind.rawValue)）。",
        zhHant: "\(date) 會員 \(member.id) 沒有這項禮品（\(kind.rawValue)）。",
        en: "No \(kind.rawValue) gift is due to the member \(member.id) on \(date)."),
      nature: .refusal)
  }
}
