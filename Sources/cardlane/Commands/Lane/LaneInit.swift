import ArgumentParser
import Desk
import Foundation
import Wire
import Wording

struct LaneInit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented lane file for this machine.",
    discussion: """
      Readers, printers, time zone, language, program files, key files, posters and stores are found by \
      looking: nobody is asked. What cannot be found out is the shop's id, its name and the lane's id: give \
      them here, or put them into the file afterwards. A file that is there already is left as it is.

      Example: cardlane lane init --shop S01 --name 云舒 --lane L1
      """)

  @Option(help: "The shop's id, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The shop's name on the slip.", transform: PersonArgument.parse)
  var name: String?
  @Option(help: "The lane's id, such as L1.", transform: PersonArgument.parse)
  var lane: String?
  @Option(help: "Where to write it; - is standard output.")
  var output = LaneFileSearch.name
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let writes = output != "-"
    if writes, FileManager.default.fileExists(atPath: output) { throw Self.exists(output) }
    let folder = output.lastIndex(of: "/").map { String(output[...$0]) } ?? ""
    let found = await Surroundings.look(around: folder, language: speech.language)
    let text = LaneFileDraft(found, shop: shop, shopName: name, lane: lane).text
    // What is written is right, whatever the devices and files are called.
    _ = try LaneFile.read(Array(text.utf8), path: output)
    guard writes else {
      StandardOutput.write(text.trimmingCharacters(in: .newlines))
      return
    }
    if !folder.isEmpty { try OutputFolder.make(folder) }
    try OwnerFile.write(Array(text.utf8), to: output)
    let answer = LaneFileWritten(path: output, found: found)
    try speech.say(answer.record, words: answer.words(speech.language))
  }

  private static func exists(_ path: String) -> PlainError {
    PlainError(
      code: "fileExists",
      Sentence(
        zhHans: "“\(path)”已经存在，没有改动。", zhHant: "「\(path)」已經存在，沒有改動。",
        en: "\"\(path)\" exists already and was left as it is."),
      hint: Sentence(
        zhHans: "用 --output 写到别处，再比较。", zhHant: "用 --output 寫到別處，再比較。",
        en: "Write to another place with --output, and compare."))
  }
}
