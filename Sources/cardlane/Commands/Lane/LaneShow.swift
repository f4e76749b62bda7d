import ArgumentParser
import Desk
import Foundation
import Wire
import Wording

struct LaneShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what is in force, and where each value comes from.",
    discussion: """
      Each value comes from an option, the environment, the lane file (with its line), the machine, or is \
      what the program does anyway. Options given here are shown as they would count in another command.

      Example: cardlane lane show --store other.db
      """)

  @Option(help: "The shop's id.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The lane's id.", transform: PersonArgument.parse)
  var lane: String?
  @Option(help: "The shop's name on the slip.")
  var storeName: String?
  @Option(help: "The store's time zone, such as Asia/Shanghai.", transform: DateOptions.zone)
  var timeZone: TimeZone?
  @Option(name: .customLong("program"), help: "A program file; repeat for several versions.")
  var programs: [String] = []
  @Option(help: "A file that says who decides prices instead.")
  var rules: String?
  @Option(help: "The poster with the gifts.")
  var poster: String?
  @Option(help: "The store.")
  var store: String?
  @Option(help: "The key store.")
  var keys: String?
  @Option(help: "A key file with keys of encrypting readers.")
  var readerKeys: String?
  @Option(help: "A file that holds the passphrase.")
  var passphraseFile: String?
  @Option(help: "A file that holds the PIN of the SAM or token.")
  var pinFile: String?
  @Option(help: "The reader where cards are presented.")
  var reader: String?
  @Option(name: .customLong("keyboard"), help: "A keyboard that is a stripe reader; repeat.")
  var keyboards: [String] = []
  @Option(help: "The printer, by address or by its name in the lane file.")
  var printer: String?
  @Option(help: "A folder for the slips.")
  var slips: String?
  @Option(help: "Seconds to wait for the card.")
  var timeout: Double?
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let file = try LaneInForce.file()
    let rows = LaneInForce.settings.shown(overrides)
    try speech.say(
      LaneShowRecord(file: file?.path, rows: rows),
      words: LaneShowWords(file: file?.path, rows: rows).text(speech.language))
  }

  private var overrides: LaneOverrides {
    var options = LaneOverrides()
    (options.shop, options.lane, options.shopName) = (shop, lane, storeName)
    (options.timeZone, options.language) = (timeZone, speech.given)
    (options.programs, options.rules, options.poster) = (programs, rules, poster)
    (options.store, options.keys, options.readerKeys) = (store, keys, readerKeys)
    (options.passphraseFile, options.pinFile) = (passphraseFile, pinFile)
    (options.reader, options.keyboards) = (reader, keyboards)
    (options.printer, options.slips, options.cardSeconds) = (printer, slips, timeout)
    return options
  }
}
