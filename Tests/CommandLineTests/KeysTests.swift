import Foundation
import Testing

@Suite("cardlane keys, cardlane card issue")
struct KeysTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  private let issuing = [
    "card", "issue", "--number", "9156880012345672", "--keys", "keys.json", "--json",
  ]

  @Test("A key file is readable by its owner only, and shows check values, never a key")
  func listing() async throws {
    #expect(try desk.permissions("keys.json") == 0o600)
    let run = try await desk.run("keys", "list", "--store", "keys.json", "--json")
    let keys = try run.json()["keys"]
    #expect(keys[0]["year"].number == 2025 && keys[1]["year"].number == 2026)
    #expect(keys[1]["checkValue"].text == "be7ed6" && keys[1]["right"].text == "issue")
    #expect(!run.text.lowercased().contains("00010203"))
  }

  @Test("A key file that exists is left alone by init")
  func initTwice() async throws {
    let before = try desk.contents("keys.json")
    let run = try await desk.run("keys", "init", "--store", "keys.json")
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == "keyFileExists")
    #expect(try desk.contents("keys.json") == before)
  }

  @Test("add makes the file and a random key; a year that has a key keeps it")
  func add() async throws {
    let made = try await desk.run("keys", "add", "--store", "new.json", "--year", "2026", "--json")
    #expect(made.status == 0)
    #expect(try made.json()["keys"].count == 1)
    #expect(try made.json()["keys"][0]["checkValue"].text != "be7ed6")
    let again = try await desk.run("keys", "add", "--store", "new.json", "--year", "2026")
    #expect(again.status == 2)
    #expect(try again.error()["code"].text == "keyYearExists")
  }

  @Test(
    "A key that is none is refused and never repeated",
    arguments: [
      ("00112233445566778899aabbccddee", "invalidKey"), ("0011223", "oddHexadecimal"),
      ("00112233zz", "invalidHexadecimal"), ("", "invalidKey"),
    ])
  func badKey(_ digits: String, _ code: String) async throws {
    let before = try desk.contents("keys.json")
    let run = try await desk.run(
      "keys", "import", "--store", "keys.json", "--year", "2027", "--key", "-",
      input: digits + "\n")
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == code)
    #expect(digits.isEmpty || !run.errors.contains(digits))
    #expect(try desk.contents("keys.json") == before)
  }

  @Test("A till's file verifies and does not issue; a year that is not there is refused")
  func till() async throws {
    let made = try await desk.run(
      "keys", "till", "--store", "keys.json", "--to", "till.json", "--year", "2026", "--json")
    #expect(try made.json()["keys"][0]["right"].text == "verify")
    let issued = try await desk.run(
      "card", "issue", "--number", "9156880012345672", "--year", "2026", "--keys", "till.json")
    #expect(issued.status == 1)
    #expect(try issued.error()["code"].text == "noIssuingRight")

    let missing = try await desk.run(
      "keys", "till", "--store", "keys.json", "--to", "none.json", "--year", "2031")
    #expect(missing.status == 2)
    #expect(try missing.error()["code"].text == "unknownKeyYear")
    #expect(!desk.exists("none.json"))
  }

  @Test("A key file that others can read is refused and stays as it is", arguments: [0o644, 0o640])
  func openToOthers(_ mode: Int) async throws {
    try desk.setPermissions(mode, of: "keys.json")
    let before = try desk.contents("keys.json")
    for arguments in [
      issuing + ["--year", "2026"], ["keys", "list", "--store", "keys.json"],
      ["keys", "add", "--store", "keys.json", "--year", "2030"], ["decode", "--keys", "keys.json"],
    ] {
      let run = try await desk.run(arguments)
      #expect(run.status == 2)
      #expect(try run.error()["code"].text == "keyFileOpenToOthers")
      #expect(try run.error()["hint"].text?.contains("chmod 600 keys.json") == true)
    }
    #expect(try desk.contents("keys.json") == before)
    #expect(try desk.permissions("keys.json") == mode)
  }

  @Test(
    "A wrong, an empty and a missing passphrase are told apart, and nothing waits for a terminal")
  func passphrases() async throws {
    for (value, code) in [
      ("wrong" as String?, "wrongPassphrase"), ("", "emptyPassphrase"), (nil, "passphraseMissing"),
    ] {
      let arguments =
        value == "" ? ["keys", "init", "--store", "new.json"] : issuing + ["--year", "2026"]
      let run = try await desk.run(arguments, environment: ["CARDLANE_PASSPHRASE": value])
      #expect(run.status == 2)
      #expect(try run.error()["code"].text == code)
    }
    #expect(!desk.exists("new.json"))
  }

  @Test("A passphrase file opens the key file, if it is its owner's alone")
  func passphraseFile() async throws {
    try desk.write("a passphrase for tests\n", to: "passphrase")
    for (mode, status) in [(0o600, 0), (0o644, 2)] {
      try desk.setPermissions(mode, of: "passphrase")
      let run = try await desk.run(
        issuing + ["--year", "2026", "--passphrase-file", "passphrase"],
        environment: ["CARDLANE_PASSPHRASE": nil])
      #expect(run.status == Int32(status))
    }
  }

  @Test(
    "The tracks of the design's vectors, LRC included",
    arguments: [
      ("2026", "1", ";9156880012345672=26127011966065963249?9"),
      ("2026", "2", ";9156880012345672=26127012821616826169?;"),
      ("2025", "1", ";9156880012345672=25127011340034335640?4"),
    ])
  func vectors(_ year: String, _ sequence: String, _ track: String) async throws {
    let run = try await desk.run(issuing + ["--year", year, "--sequence", sequence])
    #expect(try run.json()["tracks"]["2"].text == track)
    #expect(try run.json()["tracks"]["1"].text?.hasPrefix("%V9156880012345672^ /^") == true)
  }

  @Test(
    "The rolling counter of the design's vectors",
    arguments: [("0", "000000715908207529"), ("1", "000001731432787370")])
  func counter(_ counter: String, _ data: String) async throws {
    let run = try await desk.run(issuing + ["--year", "2026", "--counter", counter])
    #expect(try run.json()["tracks"]["3"].text?.contains("=\(data)?") == true)
  }

  @Test(
    "A number, year or sequence that cannot be is refused",
    arguments: [
      (["9156880012345673", "2026", "1"], "invalidCardNumber"),
      (["91568", "2026", "1"], "invalidCardNumber"),
      ([Desk.bankNumber, "2026", "1"], "foreignNumber"),
      (["9156880012345672", "1999", "1"], "usage"), (["9156880012345672", "2026", "10"], "usage"),
      (["9156880012345672", "2030", "1"], "unknownKeyYear"),
    ])
  func badIdentity(_ identity: [String], _ code: String) async throws {
    let run = try await desk.run(
      "card", "issue", "--keys", "keys.json", "--number", identity[0], "--year", identity[1],
      "--sequence", identity[2])
    #expect(run.status == 2 && run.output.isEmpty)
    let error = try run.error()
    #expect(error["code"].text == code)
    if code == "usage" {
      #expect(error["hint"].text?.hasPrefix("Usage: cardlane card issue ") == true)
    }
  }
}
