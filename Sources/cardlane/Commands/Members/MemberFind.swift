import ArgumentParser
import BusinessCalendar
import Desk
import MemberStore
import VIPCard
import Wire
import Wording

struct MemberFind: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find members by card number, family name or birth month.",
    discussion: """
      Nobody found is an empty list. Card numbers are shown masked (rule A29).

      Example: cardlane member find --store shop.db --name 王
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "A card number.")
  var number: String?
  @Option(help: "A family name.")
  var name: String?
  @Option(help: "A birth month, 1 to 12.")
  var bornIn: Int?
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard [number != nil, name != nil, bornIn != nil].filter(\.self).count == 1 else {
      throw ValidationError("search by --number, --name or --born-in, one of them")
    }
    if let bornIn, !(1...12).contains(bornIn) {
      throw ValidationError("--born-in takes a month from 1 to 12, not \(bornIn)")
    }
  }

  func run() async throws {
    let search: MemberDesk.Search =
      if let number {
        .number(try CardNumber(number))
      } else if let name {
        .familyName(name)
      } else {
        .birthMonth(bornIn ?? 0)
      }
    let found = try await storeFile.use { store in
      try await MemberDesk(store).find(search, on: .latest)
    }
    try speech.say(["members": found], words: Self.table(found).text(speech.language))
  }

  private static func table(_ members: [CardHolder]) -> Table {
    Table(
      columns: [
        .init("member", "会员号", "會員號", "Member"), .init("name", "称呼", "稱呼", "Name"),
        .init("level", "等级", "等級", "Level"), .init("birthday", "生日", "生日", "Birthday"),
        .init("joined", "领卡", "領卡", "Joined"), .init("card", "会员卡", "會員卡", "Card"),
        .init("status", "卡状态", "卡狀態", "Card is"),
      ],
      rows: members.map { holder in
        let (member, card) = (holder.member, holder.cards.first)
        return [
          .text(member.id), .init(holder.greeting), .text(member.level), .init(member.birthday),
          .init(member.joined), .init(card?.maskedNumber),
          card.map { .word($0.status.rawValue, $0.status.name) } ?? .none,
        ]
      })
  }
}
