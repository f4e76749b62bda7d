import Foundation
import Testing

@Suite("cardlane keys import --bdk")
struct ReaderKeyCommandTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  private func add(_ arguments: String..., input: String = EncryptedSwipes.bdk) async throws -> Run
  {
    try await desk.run(
      ["keys", "import", "--store", "keys.json", "--json"] + arguments,
      input: Data((input + "\n").utf8))
  }

  @Test("Reader keys are listed by prefix and check value; issuer keys stay as they are")
  func listing() async throws {
    let before = try await desk.run("keys", "list", "--store", "keys.json", "--json").json()
    #expect(before["readerKeys"].isNull)
    let tdes = try await add("--bdk", "-", "--ksn-prefix", "FFFF987654")
    #expect(tdes.status == 0, "\(tdes.errors)")
    let aes = try await add(
      "--bdk", "-", "--ksn-prefix", "12345678", "--aes", "--variant", "data",
      input: "FEDCBA9876543210F1F1F1F1F1F1F1F1")
    #expect(aes.status == 0, "\(aes.errors)")
    let list = try await desk.run("keys", "list", "--store", "keys.json", "--json")
    let keys = try list.json()["readerKeys"]
    #expect(keys.count == 2)
    #expect(keys[0]["ksnPrefix"].text == "12345678" && keys[0]["algorithm"].text == "aes")
    #expect(keys[0]["variant"].text == "data")
    #expect(keys[1]["ksnPrefix"].text == "FFFF987654" && keys[1]["checkValue"].text == "08d7b4")
    #expect(keys[1]["kind"].text == "base" && keys[1]["variant"].text == "reader")
    #expect(try list.json()["keys"].count == before["keys"].count)
    #expect(!list.text.uppercased().contains(EncryptedSwipes.bdk.prefix(16)))
    let words = try await desk.run("keys", "list", "--store", "keys.json")
    #expect(words.lines.contains { $0.hasPrefix("FFFF987654  08d7b4  tdes") })
    #expect(try desk.permissions("keys.json") == 0o600)
  }

  @Test("The initial key of one reader")
  func initialKey() async throws {
    let run = try await add(
      "--initial-key", "-", "--ksn", "FFFF9876543210E00007",
      input: "6AC292FAA1315B4D858AB3A3D7D5933A")
    #expect(run.status == 0, "\(run.errors)")
    let decoded = try await desk.decode(EncryptedSwipes.magTek(), device: "magtek")
    #expect(try decoded.json()["verdict"]["check"].text == "ok")
  }

  @Test(
    "What cannot be is refused, and no digit of a key repeated",
    arguments: [
      (["--bdk", "-", "--ksn-prefix", "FFFF"], "ksnPrefixLength"),
      (["--bdk", "-", "--ksn-prefix", "FFFF98765"], "oddHexadecimal"),
      (["--bdk", "-"], "usage"), (["--ksn-prefix", "FFFF98"], "usage"),
      (["--bdk", "-", "--ksn-prefix", "FFFF98", "--year", "2027"], "usage"),
      (["--initial-key", "-", "--ksn", "FFFF9876543210E0"], "ksnLength"),
    ])
  func refused(_ arguments: [String], _ code: String) async throws {
    let before = try desk.contents("keys.json")
    let run = try await desk.run(
      ["keys", "import", "--store", "keys.json"] + arguments,
      input: Data((EncryptedSwipes.bdk + "\n").utf8))
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == code)
    #expect(!run.errors.contains(EncryptedSwipes.bdk))
    #expect(try desk.contents("keys.json") == before)
  }

  @Test("A key of the wrong length is refused", arguments: ["0123456789ABCDEF", ""])
  func lengths(_ digits: String) async throws {
    let run = try await add("--bdk", "-", "--ksn-prefix", "FFFF98", input: digits)
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == "invalidKey")
  }

  @Test("A key that is there is never replaced")
  func twice() async throws {
    try await desk.importReaderKey("FFFF987654")
    let before = try desk.contents("keys.json")
    let run = try await add("--bdk", "-", "--ksn-prefix", "FFFF987654")
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == "readerKeyExists")
    #expect(try desk.contents("keys.json") == before)
  }
}
