import Foundation
import MemberStore
import Testing
import Wording

@testable import Desk

@Suite("What is in force: option, environment, lane file, default; each says where it comes from")
struct LaneSettingsTests {
  private let file: LaneFile

  init() throws {
    file = try LaneFile.read(Array(LaneFileText.whole.utf8), path: "lane.yaml")
  }

  @Test("An option wins over the lane file, the lane file over nothing")
  func precedence() {
    let with = LaneSettings(file: file)
    let without = LaneSettings(file: nil)
    #expect(with.store("other.db")?.value == "other.db")
    #expect(with.store("other.db")?.origin == .option("--store"))
    #expect(with.store(nil)?.value == "members.db")
    let line = LaneFileText.fields.first { $0.key == "store" }?.number ?? 0
    #expect(with.store(nil)?.origin == .file(path: "lane.yaml", line: line))
    #expect(without.store(nil) == nil && without.store("x")?.value == "x")
    #expect(without.lateEntryDays == nil && with.lateEntryDays?.value == 7)
    #expect(without.unknownCards(false).value == .enrolOnFirstUse)
    #expect(
      without.unknownCards(true).value == .strict && with.unknownCards(false).value == .strict)
    #expect(without.cardSeconds(nil).origin == .standard && with.cardSeconds(5).value == 5)
  }

  @Test(
    "The language comes from the option, CARDLANE_LANG, the lane file, the locale, in this order")
  func language() {
    let locale = ["LANG": "zh_TW.UTF-8"]
    let spoken = locale.merging(["CARDLANE_LANG": "en"]) { $1 }
    #expect(
      LaneSettings(file: file, environment: spoken).language(.traditionalChinese).origin
        == .option("--lang"))
    #expect(LaneSettings(file: file, environment: spoken).language(nil).value == .english)
    #expect(LaneSettings(file: file, environment: locale).language(nil).value == .simplifiedChinese)
    let machine = LaneSettings(file: nil, environment: locale).language(nil)
    #expect(machine.value == .traditionalChinese && machine.origin == .machine)
  }

  @Test("A secret's place comes from the option, the environment, the lane file")
  func secrets() {
    let variable = ["CARDLANE_PASSPHRASE": "hush"]
    let settings = LaneSettings(file: file, environment: variable)
    #expect(settings.passphrase("p")?.value == .file("p"))
    #expect(settings.passphrase(nil)?.value == .variable("CARDLANE_PASSPHRASE"))
    #expect(LaneSettings(file: file).passphrase(nil)?.value == .file("passphrase"))
    #expect(LaneSettings(file: nil).passphrase(nil) == nil)
    #expect(settings.pin(nil, named: "uri-pin")?.value == .file("uri-pin"))
    // Nothing that is shown holds the secret itself.
    #expect(settings.shown(LaneOverrides()).allSatisfy { $0.value?.contains("hush") != true })
  }

  @Test("A printer is chosen by its name in the lane file, by its address, or is the first")
  func printers() {
    let settings = LaneSettings(file: file)
    let first = ChosenPrinter(address: "tcp://192.0.2.10", profile: "chinese-80mm")
    #expect(settings.printer(nil)?.value == first)
    #expect(settings.printer("slips")?.value == first)
    #expect(settings.printer("usb:")?.value == ChosenPrinter(address: "usb:", profile: nil))
    #expect(LaneSettings(file: nil).printer(nil) == nil)
  }

  @Test("Reader keys of the lane file belong to its key store, not to another that an option names")
  func readerKeys() {
    let settings = LaneSettings(file: file)
    #expect(settings.readerKeys(nil, keys: nil)?.value == "reader-keys.json")
    #expect(settings.readerKeys(nil, keys: "other.json") == nil)
  }

  @Test("Everything that the lane file says is shown with its line")
  func shown() {
    let rows = LaneSettings(file: file).shown(LaneOverrides())
    let lines = LaneFileText.lines(LaneFileText.whole)
    var places = 0
    for row in rows {
      guard case .file(let path, let line) = row.origin else { continue }
      places += 1
      #expect(path == "lane.yaml" && lines.indices.contains(line - 1))
    }
    // Nothing of the whole file is passed over.
    #expect(places == rows.count)
    var overrides = LaneOverrides()
    (overrides.store, overrides.programs) = ("o.db", ["a", "b"])
    let changed = LaneSettings(file: file).shown(overrides)
    #expect(
      changed.filter { $0.origin.word == "option" }.map(\.name) == [
        "programs[0]", "programs[1]", "store",
      ])
  }

  @Test("Without a lane file nothing is named, and what happens anyway is told as such")
  func nothing() {
    let rows = LaneSettings(file: nil).shown(LaneOverrides())
    #expect(rows.allSatisfy { ["default", "machine"].contains($0.origin.word) })
    #expect(rows.first { $0.name == "limits.cardSeconds" }?.value == "30")
    #expect(rows.first { $0.name == "store" }?.value == nil)
  }
}
