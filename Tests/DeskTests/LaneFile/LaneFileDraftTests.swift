import Foundation
import TestSupport
import Testing
import Wording

@testable import Desk

@Suite("A new lane file: what was found is in it, and it reads back")
struct LaneFileDraftTests {
  private func surroundings(_ language: Language = .english) throws -> Surroundings {
    Surroundings(timeZone: try #require(TimeZone(identifier: "Asia/Taipei")), language: language)
  }

  private func read(_ draft: LaneFileDraft) throws -> LaneFile {
    try LaneFile.read(Array(draft.text.utf8), path: "lane.yaml")
  }

  @Test("With nothing found it is a file that can be filled in", arguments: Language.allCases)
  func nothing(language: Language) throws {
    let file = try read(LaneFileDraft(try surroundings(language)))
    #expect(file.shop.id.value == "S01" && file.lane.value == "L1")
    #expect(file.language?.value == language)
    #expect(file.shop.timeZone?.value.identifier == "Asia/Taipei")
    #expect(file.programs.isEmpty && file.printers.isEmpty && file.keys.from == nil)
    #expect(file.store?.value == "members.db")
  }

  @Test("What was found is filled in; what could be instead stands beside it as a comment")
  func found() throws {
    var found = try surroundings()
    found.readers = [.init("ACS ACR122U PICC Interface"), .init("Gemalto PC Twin Reader")]
    found.printers = [
      .init("usb:04b8:0e15", note: "TM-T20II"), .init("usb:0fe6:811e", note: "XP-58"),
    ]
    found.programs = [
      .init("programs/a.yaml", note: "a 1"), .init("programs/a2.yaml", note: "a 2"),
      .init("programs/b.yaml", note: "b 1"),
    ]
    found.keyFiles = [.init("keys.json", note: "2026")]
    found.stores = [.init("old.db"), .init("shop.db")]
    found.posters = [.init("poster.yaml")]
    let draft = LaneFileDraft(found, shop: "S7", shopName: "云舒", lane: "L3")
    let file = try read(draft)
    #expect(file.shop.id.value == "S7" && file.lane.value == "L3")
    #expect(file.shop.name?.value.english == "云舒")
    #expect(file.readers.card?.value == "ACS ACR122U PICC Interface")
    #expect(file.printers.map(\.at.value) == ["usb:04b8:0e15", "usb:0fe6:811e"])
    #expect(file.programs.map(\.value) == ["programs/a.yaml", "programs/a2.yaml"])
    #expect(file.keys.from?.value == "keys.json" && file.store?.value == "old.db")
    #expect(file.poster?.value == "poster.yaml")
    for other in ["Gemalto PC Twin Reader", "programs/b.yaml", "shop.db"] {
      #expect(draft.text.split(separator: "\n").contains { $0.contains(other) && $0.contains("#") })
    }
  }

  @Test("Names of devices and files, whatever is in them, come back as they are")
  func hostile() throws {
    var random = SplitMix64(seed: 20)
    let letters = Array("ab #:\"'\\{}[]-*&!|>%@`,?~ 店é")
    for _ in 0..<300 {
      var name = String((0..<12).map { _ in letters[Int(random.next() % UInt64(letters.count))] })
      name = "R" + name + "x"
      var found = try surroundings()
      found.readers = [.init(name)]
      found.stores = [.init(name)]
      found.printers = [.init("usb:", note: name)]
      let file = try read(LaneFileDraft(found, shopName: name))
      #expect(file.readers.card?.value == name && file.store?.value == name)
      #expect(file.shop.name?.value.english == name)
    }
  }

  @Test("A reader's name is taken without the numbers that change with every plug")
  func names() {
    #expect(
      Surroundings.withoutIndex("ACS ACR122U PICC Interface 00 00") == "ACS ACR122U PICC Interface")
    #expect(Surroundings.withoutIndex("Virtual PCD 00 00") == "Virtual PCD")
    #expect(Surroundings.withoutIndex("00") == "00")
  }

  @Test("Programs, posters and stores are told by what is in them")
  func looking() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "look-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "programs"), withIntermediateDirectories: true)
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    for (from, to) in [
      ("programs/chain-store.yaml", "programs/mine.yaml"),
      ("programs/examples/poster.yaml", "gifts.yaml"),
      ("README.md", "notes.yaml"), ("programs/examples/chain-store-sale.json", "sale.json"),
    ] {
      try FileManager.default.copyItem(
        at: root.appending(path: from), to: folder.appending(path: to))
    }
    try Data("SQLite format 3\0".utf8).write(to: folder.appending(path: "shop.db"))
    try Data("nothing".utf8).write(to: folder.appending(path: "other.db"))
    let found = await Surroundings.look(around: folder.path + "/", language: .english)
    #expect(found.programs == [.init("programs/mine.yaml", note: "chain-store 2026-01")])
    #expect(found.posters == [.init("gifts.yaml")] && found.stores == [.init("shop.db")])
    #expect(found.keyFiles.isEmpty)
  }
}
