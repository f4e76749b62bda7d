import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
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
  @OptionGroup var reference: MemberOptions
  @Option(help: "The file; standard output if left out.")
  var output: String?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let member = try reference.reference()
    let file = try await storeFile.use { store in
      try await MemberDesk(store).file(of: member, on: day.businessDate)
    }
    let text = try JSONLine.text(file)
    guard let output else {
      StandardOutput.write(text)
      return
    }
    try OwnerFile.write((text + "\n").utf8, to: output)
    let id = file.holder.member.id
    let words = Sentence(
      zhHans: "✓ 会员 \(id) 的资料已写入 \(output)。", zhHant: "✓ 會員 \(id) 的資料已寫入 \(output)。",
      en: "✓ The data of member \(id) are in \(output).")
    try speech.say(["member": id, "output": output], words: words[speech.language])
  }
}
