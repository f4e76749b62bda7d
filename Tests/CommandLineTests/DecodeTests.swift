import Foundation
import Testing

@Suite("cardlane decode")
struct DecodeTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  private func decode(_ input: String, _ more: String...) async throws -> Run {
    try await desk.run(
      ["decode", "--keys", "keys.json", "--date", Desk.date] + more, input: Data(input.utf8))
  }

  @Test("A card of the vectors is accepted, with every key of the contract")
  func accepted() async throws {
    let run = try await decode(Desk.stripe + "9\n")
    let answer = try run.json()
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(answer["kind"].text == "vip")
    #expect(answer["card"]["number"].text == "9156880012345672")
    #expect(answer["card"]["year"].number == 2026 && answer["card"]["sequence"].number == 1)
    #expect(answer["tracks"]["2"]["status"].text == "ok")
    #expect(answer["tracks"]["2"]["data"].text == "9156880012345672=26127011••••••••••••")
    #expect(answer["tracks"]["1"]["status"].text == "empty")
    #expect(answer["verdict"]["accepted"].truth == true)
    #expect(answer["verdict"]["check"].text == "ok")
    #expect(answer["verdict"]["validity"].text == "current")
    #expect(answer["verdict"]["trust"].text == "low")
  }

  @Test(
    "Each refusal has its name, and is an answer: exit status 0",
    arguments: [
      (Desk.lastYears, "expired", "vip"), (Desk.forged, "forged", "vip"),
      (";9156880012345673=26127011966065963249?", "misread", "vip"),
      (";9156880012345672=28127011966065963249?", "notYetValid", "vip"),
      (Desk.bankCard, "bankCard", "bank"), ("garbage", "unreadable", "unreadable"),
      (";123456?", "foreign", "foreign"),
    ])
  func refused(_ swipe: String, _ check: String, _ kind: String) async throws {
    let run = try await decode(swipe + "\n")
    let answer = try run.json()
    #expect(run.status == 0)
    #expect(answer["verdict"]["accepted"].truth == false)
    #expect(answer["verdict"]["check"].text == check)
    #expect(answer["kind"].text == kind)
    #expect(answer["message"].text?.isEmpty == false)
  }

  @Test(
    "The business date decides on the card year",
    arguments: [
      ("2026-12-31", "exchange"), ("2025-12-01", "early"), ("2027-01-01", "expired"),
      ("2025-11-30", "notYetValid"),
    ])
  func validity(_ date: String, _ validity: String) async throws {
    let run = try await desk.run(
      "decode", "--keys", "keys.json", "--date", date, input: Desk.stripe)
    #expect(try run.json()["verdict"]["validity"].text == validity)
  }

  @Test("Of a bank card nothing but its kind and the lengths of its tracks is shown")
  func bankCard() async throws {
    let run = try await decode(Desk.bankCard + "\n")
    let answer = try run.json()
    #expect(answer["tracks"]["1"].keys == ["length"] && answer["tracks"]["2"].keys == ["length"])
    #expect(answer["card"].isNull)
    for part in [Desk.bankNumber, "411111", "1111", "TEST"] {
      #expect(!run.text.contains(part) && !run.errors.contains(part))
    }
    #expect(try desk.files(holding: Desk.bankNumber) == [])
  }

  @Test("Lines are numbered as they stand in the input, blank ones included")
  func lineNumbers() async throws {
    let run = try await decode("\n\(Desk.stripe)\r\n\r\n\n\(Desk.forged)\n")
    #expect(try run.json(0)["line"].number == 2)
    #expect(try run.json(1)["line"].number == 5)
  }

  @Test("A track that is too long is an error with its line; the others are answered")
  func overlong() async throws {
    let run = try await decode("\(Desk.stripe)\n\n\(Desk.overlong)\n\(Desk.stripe)\n")
    #expect(run.status == 2 && run.lines.count == 3)
    #expect(try run.json(1)["tracks"]["2"]["error"].text == "trackTooLong")
    let error = try run.error()
    #expect(error["code"].text == "trackTooLong" && error["line"].number == 3)
    #expect(error["message"].text?.contains("37") == true)
  }

  @Test(
    "Hexadecimal that is none is an error with its line; the others are answered",
    arguments: [("0", "oddHexadecimal"), ("0x", "invalidHexadecimal")])
  func hexadecimal(_ bad: String, _ code: String) async throws {
    let run = try await decode("\n\(bad)\n00\n", "--device", "magtek")
    #expect(run.status == 2 && run.lines.count == 1)
    let error = try run.error()
    #expect(error["code"].text == code && error["line"].number == 2)
    #expect(try run.json()["tracks"]["2"]["error"].text == "trackCutShort")
  }

  @Test("A SureSwipe report of 337 bytes is decoded and judged")
  func sureSwipe() async throws {
    // Status, length and encoding of each track before the tracks' 110 bytes each.
    let track = Array(Desk.stripe.utf8)
    var report = [UInt8](repeating: 0, count: 337)
    report[4] = UInt8(track.count)
    report.replaceSubrange(117..<117 + track.count, with: track)
    let text = report.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let answer = try await decode(text + "\n", "--device", "magtek").json()
    #expect(answer["verdict"]["check"].text == "ok")
  }

  @Test("Nothing in, nothing out; bytes that are no text are an unreadable card")
  func emptyAndBinary() async throws {
    let empty = try await decode("")
    #expect(empty.status == 0 && empty.output.isEmpty && empty.errors.isEmpty)
    let binary = try await desk.run(
      ["decode"], input: Data([0xFF, 0xFE, 0x3B, 0x00, 0x80, 0x0A]))
    #expect(binary.status == 0)
    #expect(try binary.json()["kind"].text == "unreadable")
  }

  @Test("A megabyte without a line end is one unreadable line")
  func endless() async throws {
    let run = try await decode(String(repeating: "7", count: 1 << 20))
    #expect(run.status == 0 && run.lines.count == 1)
  }

  @Test("Without a key nothing is accepted")
  func withoutKeys() async throws {
    let run = try await desk.run("decode", "--date", Desk.date, input: Desk.stripe)
    #expect(try run.json()["verdict"]["check"].text == "unknownKeyYear")
  }

  @Test("Every language has its own sentence", arguments: ["zh-Hans", "zh-Hant", "en"])
  func languages(_ language: String) async throws {
    let run = try await decode(Desk.lastYears, "--lang", language)
    let words = ["zh-Hans": "过期", "zh-Hant": "過期", "en": "expired"]
    let word = try #require(words[language])
    #expect(try run.json()["message"].text?.contains(word) == true)
  }
}
