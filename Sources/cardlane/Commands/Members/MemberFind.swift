import ArgumentParser
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
    let digits = try number.map { try CardNumber($0).digits }
    let (name, bornIn) = (name, bornIn)
    let store = try storeFile.open()
    let found = try await store.read { tables in
      let members: [Member] =
        if let digits {
          try tables.cards(number: digits).first.flatMap { try tables.member($0.memberID) }
            .map { [$0] } ?? []
        } else if let name {
          try tables.members(familyName: name)
        } else {
          try tables.members(bornIn: bornIn ?? 0)
        }
      return try members.map { MemberView($0, cards: try tables.cards(of: $0.id)) }
    }
    try await store.close()
    if speech.json {
      StandardOutput.write(try JSONLine.text(["members": found]))
    } else {
      StandardOutput.write(Self.table(found).text(speech.language))
    }
  }

  private static func table(_ members: [MemberView]) -> Table {
    Table(
      columns: [
        .init("member", "会员号", "會員號", "Member"), .init("name", "称呼", "稱呼", "Name"),
        .init("level", "等级", "等級", "Level"), .init("birthday", "生日", "生日", "Birthday"),
        .init("joined", "领卡", "領卡", "Joined"), .init("card", "会员卡", "會員卡", "Card"),
      ],
      rows: members.map { member in
        [
          .text(member.id), .init(member.greeting), .text(member.level), .init(member.birthday),
          .init(member.joined), .init(member.cards.first.map { "\($0.number) \($0.status)" }),
        ]
      })
  }
}
