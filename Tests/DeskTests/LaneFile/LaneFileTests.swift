import Documents
import Foundation
import MemberStore
import Testing
import Wording

@testable import Desk

@Suite("The lane file is read strictly: every mistake at its place, all at once")
struct LaneFileTests {
  private func mistakes(_ text: String) -> [Mistake] {
    do {
      _ = try LaneFile.read(Array(text.utf8), path: "lane.yaml")
      return []
    } catch {
      return error.mistakes
    }
  }

  @Test("The documented example is right, and says what it says")
  func example() throws {
    let file = try LaneFile.read(Array(LaneFileText.whole.utf8), path: "lane.yaml")
    #expect(file.shop.id == Placed("S01", line: 3, column: 7))
    #expect(file.shop.name?.value.english == "Yunshu")
    #expect(file.shop.address?.value == ["人民路 1 号", "电话 021-5555 0100"])
    #expect(file.shop.timeZone?.value.identifier == "Asia/Shanghai")
    #expect(file.lane.value == "L1" && file.language?.value == .simplifiedChinese)
    #expect(file.programs.map(\.value) == ["programs/chain-store.yaml"])
    #expect(file.rules?.value == "rules-service.yaml" && file.poster?.value == "poster.yaml")
    #expect(file.store?.value == "members.db" && file.slips?.value == "slips")
    #expect(file.keys.from?.value == "keys.json" && file.keys.readers?.value == "reader-keys.json")
    #expect(file.keys.passphraseFile?.value == "passphrase" && file.keys.pinFile?.value == "pin")
    #expect(file.readers.card?.value == "ACR122U")
    #expect(file.readers.keyboards.map(\.value) == ["1234:5678"])
    #expect(file.printers.map(\.at.value) == ["tcp://192.0.2.10"])
    #expect(file.printers[0].name?.value == "slips")
    #expect(file.printers[0].profile?.value == "chinese-80mm")
    #expect(file.limits.cardSeconds?.value == 30 && file.limits.lateEntryDays?.value == 7)
    #expect(file.limits.unknownCards?.value == .strict)
  }

  @Test("The example shows every field that there is")
  func everyField() {
    // The fields that the reader knows are those that it offers for an unknown one.
    let shown = Set(LaneFileText.fields.map(\.key))
    #expect(shown.count == LaneFileText.fields.count || shown.count >= 24)
    for key in ["shop", "keys", "readers", "limits"] {
      let line = LaneFileText.fields.first { $0.key == key }?.number ?? 0
      let text = LaneFileText.changing(line) { [$0, "  zzzzzzzzzzzz: 1"] }
      let offered = mistakes(text).first { $0.code == "unknownKey" }?.suggestion?.english ?? ""
      let names = offered.matches(of: /[A-Za-z]+/).map { String($0.0) }.dropFirst(2)
      #expect(!names.isEmpty && shown.isSuperset(of: names), "\(offered)")
    }
  }

  @Test("A misspelt field is named at its line and column", arguments: LaneFileText.fields)
  func misspelt(_ field: LaneFileText.FieldLine) {
    let text = LaneFileText.changing(field.number) {
      [$0.replacing(field.key + ":", with: field.key + "x:", maxReplacements: 1)]
    }
    let found = mistakes(text)
    let unknown = found.first { $0.code == "unknownKey" }
    #expect(unknown?.line == field.number && unknown?.column == field.column, "\(found)")
    #expect(unknown?.suggestion?.english.contains("\"\(field.key)\"") == true, "\(found)")
    #expect(found.allSatisfy { ["unknownKey", "missingField"].contains($0.code) }, "\(found)")
  }

  @Test("A field that is given twice is named in its place", arguments: LaneFileText.fields)
  func twice(_ field: LaneFileText.FieldLine) {
    let pad = String(repeating: " ", count: field.column - 1)
    let text = LaneFileText.changing(field.number) { [$0, "\(pad)\(field.key): x"] }
    // A second field ends the block that the first one opened.
    let found = mistakes(text)
    #expect(!found.isEmpty)
    let isBlock =
      LaneFileText.lines(LaneFileText.whole)[field.number - 1]
      .wholeMatch(of: /[^#]*: *(#.*)?/) != nil
    guard !isBlock else { return }
    // The first field of a list's entry, a second time, is an entry that lost its dash.
    let codes: Set = ["duplicateKey", "invalidYAML"]
    let duplicate = found.first { codes.contains($0.code) }
    let places = [field.number, field.number + 1]
    #expect(duplicate?.line.map(places.contains) == true, "\(found)")
    #expect(duplicate?.column == field.column, "\(found)")
  }

  @Test("A field without a value is told so, optional or not", arguments: LaneFileText.fields)
  func empty(_ field: LaneFileText.FieldLine) {
    let lines = LaneFileText.lines(LaneFileText.whole)
    let line = lines[field.number - 1]
    guard line.wholeMatch(of: /[^#]*: *(#.*)?/) == nil else { return }
    let bare = line.prefix(field.column - 1) + field.key + ":"
    let found = mistakes(LaneFileText.changing(field.number) { _ in [String(bare)] })
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.code == "missingField" && found.first?.line == field.number, "\(found)")
  }

  @Test("A field that is left out is missed only where there has to be one")
  func leftOut() {
    var needed: [String] = []
    for field in LaneFileText.fields {
      let line = LaneFileText.lines(LaneFileText.whole)[field.number - 1]
      let opensBlock = line.wholeMatch(of: /[^#]*: *(#.*)?/) != nil
      guard !opensBlock, !line.contains("- ") else { continue }
      let found = mistakes(LaneFileText.changing(field.number) { _ in [] })
      if !found.isEmpty {
        #expect(found.map(\.code) == ["missingField"], "\(field): \(found)")
        needed.append(field.key)
      }
    }
    #expect(
      needed
        == ["id", "zh-Hans", "zh-Hant", "en", "at", "lane"].sorted { a, b in
          let order = LaneFileText.fields.map(\.key)
          return order.firstIndex(of: a) ?? 0 < order.firstIndex(of: b) ?? 0
        })
  }

  @Test(
    "What cannot be is named with line, column and what would be right",
    arguments: [
      ("lane: L1", "lane: L 1", "invalidText", "lane", "id"),
      ("lane: L1", "lane: [L1]", "wrongType", "lane", "string"),
      ("language: zh-Hans ", "language: zh-Hns ", "unknownValue", "language", "\"zh-Hans\""),
      (
        "timeZone: Asia/Shanghai ", "timeZone: Asia/Shanghia ", "unknownTimeZone", "shop.timeZone",
        "\"Asia/Shanghai\""
      ),
      (
        "at: tcp://192.0.2.10", "at: tcp://192.0.2.10:0", "printerAddress", "printers[0].at", "9100"
      ),
      (
        "profile: chinese-80mm", "profile: chinese-88mm", "unknownValue", "printers[0].profile",
        "\"chinese-80mm\""
      ),
      ("cardSeconds: 30", "cardSeconds: soon", "outOfRange", "limits.cardSeconds", "soon"),
      ("cardSeconds: 30", "cardSeconds: \"30\"", "wrongType", "limits.cardSeconds", "quotes"),
      ("lateEntryDays: 7", "lateEntryDays: -1", "outOfRange", "limits.lateEntryDays", "366"),
      (
        "unknownCards: strict", "unknownCards: strickt", "unknownValue", "limits.unknownCards",
        "\"strict\""
      ),
      ("from: keys.json ", "from: sam:ACS ", nil, "keys.from", "pairing"),
      ("card: ACR122U ", "card: \"\\x07\" ", "invalidText", "readers.card", "control"),
    ] as [(String, String, String?, String, String)])
  func wrong(
    _ old: String, _ new: String, _ code: String?, _ path: String, _ word: String
  ) throws {
    let found = mistakes(LaneFileText.replacing(old, new))
    let mistake = try #require(found.first { $0.path == path }, "\(found)")
    // The value's own place: behind the field and its colon.
    let lines = LaneFileText.lines(LaneFileText.whole)
    let line = try #require(lines.firstIndex { $0.contains(old) })
    let start = try #require(lines[line].range(of: old)?.lowerBound)
    let field = try #require(old.firstIndex(of: ":").map { old[..<$0].count })
    let column = lines[line].distance(from: lines[line].startIndex, to: start) + field + 3
    #expect(mistake.line == line + 1 && mistake.column == column, "\(found)")
    if let code { #expect(mistake.code == code) }
    let told = mistake.sentence.english + (mistake.suggestion?.english ?? "")
    #expect(told.contains(word), "\(told)")
  }

  @Test("A section that is no group of fields is told so at its place")
  func section() {
    let found = mistakes("shop: S01\nlane: L1\n")
    #expect(found.map(\.code) == ["wrongType"] && found.first?.line == 1)
    #expect(found.first?.column == 7 && found.first?.path == "shop")
  }

  @Test("Everything that is wrong is told in one run, in the order of the file")
  func allAtOnce() {
    let text = LaneFileText.replacing("lane: L1", "lane: L 1").replacing("store:", with: "stor:")
      .replacing("cardSeconds: 30", with: "cardSeconds: 0").replacing(
        "zh-Hant: 雲舒", with: "zh-Hant:")
    let found = mistakes(text)
    #expect(found.map(\.code) == ["missingField", "invalidText", "unknownKey", "outOfRange"])
    #expect(found.map { $0.line ?? 0 } == found.map { $0.line ?? 0 }.sorted())
  }

  @Test("The same program, printer or keyboard twice is two values for one thing")
  func repeated() {
    for (old, new, path) in [
      ("  - programs/chain-store.yaml", "  - a.yaml\n  - a.yaml", "programs"),
      ("    - \"1234:5678\"", "    - x\n    - x", "readers.keyboards"),
      ("slips: slips ", "  - name: slips\n    at: \"usb:\"\nslips: slips ", "printers"),
    ] {
      let found = mistakes(LaneFileText.replacing(old, new))
      #expect(found.map(\.code) == ["duplicateEntry"] && found.first?.path == path, "\(found)")
    }
  }

  @Test("An error speaks three languages and says that nothing was started")
  func words() {
    do {
      _ = try LaneFile.read(Array("lane: L1\n".utf8), path: "x/lane.yaml")
      Issue.record("a file without a shop was taken")
    } catch {
      #expect(error.code == "invalidLaneFile" && error.nature == .input)
      #expect(error.message.english.hasPrefix("x/lane.yaml:1:1: shop: "))
      let hints = Language.allCases.compactMap { error.hint?[$0] }
      #expect(Set(hints).count == 3)
    }
  }
}
