import ArgumentParser
import BusinessCalendar
import Desk
import Lane
import Loyalty
import MemberStore
import Receipts
import Wire
import Wording

struct MemberExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Everything that the store keeps of one member, for the member who asks to see it.",
    discussion: """
      One JSON object: person, cards (masked), points, prepaid balance, fees, levels, purchases, returns, \
      redemptions, gifts, and the text of every slip. --output writes a file that only its owner can read.

      Example: cardlane member export --store shop.db --id M1 --output M1.json
      """)

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var reference: MemberReference
  @Option(help: "The file; standard output if left out.")
  var output: String?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let store = try storeFile.open()
    let member = try await reference.find(in: store)
    let date = day.businessDate
    let file = try await store.read { tables in
      try MemberFileSheet(member, on: date, tables)
    }
    try await store.close()
    let text = try JSONLine.text(file)
    guard let output else {
      StandardOutput.write(text)
      return
    }
    try OwnerFile.write((text + "\n").utf8, to: output)
    let words = Sentence(
      zhHans: "✓ 会员 \(member.id) 的资料已写入 \(output)。", zhHant: "✓ 會員 \(member.id) 的資料已寫入 \(output)。",
      en: "✓ The data of member \(member.id) are in \(output).")
    StandardOutput.write(
      speech.json
        ? try JSONLine.text(["member": member.id, "output": output]) : words[speech.language])
  }
}
