import Foundation
import Testing

/// Where Debian keeps SoftHSM's module.
private let softHSM = "/usr/lib/softhsm/libsofthsm2.so"

@Suite(
  "cardlane keys pkcs11 and --keys pkcs11:…, with SoftHSM",
  .enabled(if: FileManager.default.fileExists(atPath: softHSM)))
struct TokenTests {
  private static let uri = "pkcs11:token=TILL?module-path=\(softHSM)"
  private let desk: Desk
  private let environment: [String: String?]

  init() async throws {
    desk = try await Desk()
    let tokens = desk.directory.appendingPathComponent("tokens")
    try FileManager.default.createDirectory(at: tokens, withIntermediateDirectories: true)
    try desk.write(
      "directories.tokendir = \(tokens.path)\nobjectstore.backend = file\nlog.level = ERROR\n",
      to: "softhsm2.conf")
    environment = ["SOFTHSM2_CONF": desk.path("softhsm2.conf"), "CARDLANE_PIN": "1234"]
    let made = try await desk.run(
      program: "/usr/bin/env",
      [
        "softhsm2-util", "--init-token", "--free", "--label", "TILL", "--so-pin", "87654321",
        "--pin", "1234",
      ], environment: environment)
    try #require(made.status == 0, "\(made.errors)")
  }

  private func run(_ arguments: String..., input: String = "") async throws -> Run {
    try await desk.run(arguments, input: Data(input.utf8), environment: environment)
  }

  @Test("import, list, verify, issue, retire")
  func wholeRoad() async throws {
    for (year, right) in [("2026", "issue"), ("2025", "verify")] {
      let made = try await run(
        "keys", "pkcs11", "import", "--keys", Self.uri, "--store", "keys.json", "--year", year,
        "--right", right)
      try #require(made.status == 0, "\(made.errors)")
    }
    let list = try await run("keys", "pkcs11", "list", "--keys", Self.uri, "--json")
    #expect(try list.json()["keys"][1]["checkValue"].text == "be7ed6")
    #expect(try list.json()["keys"][0]["right"].text == "verify")
    for (stripe, check) in [(Desk.stripe, "ok"), (Desk.forged, "forged")] {
      let swiped = try await run(
        "decode", "--keys", Self.uri, "--date", Desk.date, input: stripe + "\n")
      #expect(try swiped.json()["verdict"]["check"].text == check, "\(swiped.errors)")
    }
    let issued = try await run(
      "card", "issue", "--number", "9156880012345672", "--year", "2026", "--keys", Self.uri,
      "--json")
    #expect(try issued.json()["tracks"]["2"].text == ";9156880012345672=26127011966065963249?9")
    let refused = try await run(
      "card", "issue", "--number", "9156880012345672", "--year", "2025", "--keys", Self.uri)
    #expect(try refused.status == 1 && refused.error()["code"].text == "noIssuingRight")
    let kept = try await run(
      "keys", "pkcs11", "retire", "--keys", Self.uri, "--year", "2026", "--date", Desk.date)
    #expect(try kept.error()["code"].text == "keyYearInUse")
    let gone = try await run(
      "keys", "pkcs11", "retire", "--keys", Self.uri, "--year", "2025", "--date", Desk.date,
      "--json")
    #expect(try gone.json()["keys"].count == 1, "\(gone.errors)")
    #expect(try desk.files(holding: "0001020304050607").isEmpty)
  }

  @Test(
    "What cannot be is said: a wrong PIN, no PIN, no token, a PIN in the URI",
    arguments: [
      (uri, "9999" as String?, Int32(3), "keyDeviceWrongPIN"), (uri, nil, 3, "keyDevicePINMissing"),
      ("pkcs11:token=NOBODY?module-path=\(softHSM)", "1234", 3, "keyDeviceGone"),
      ("pkcs11:token=TILL?module-path=/nowhere.so", "1234", 3, "keyDeviceGone"),
      (uri + "&pin-value=1234", "1234", 2, "invalidKeyURI"),
      ("pkcs11:token=TILL", "1234", 2, "invalidKeyURI"),
    ])
  func failures(_ uri: String, _ pin: String?, _ status: Int32, _ code: String) async throws {
    let run = try await desk.run(
      ["decode", "--keys", uri, "--date", Desk.date], input: Data((Desk.stripe + "\n").utf8),
      environment: environment.merging(["CARDLANE_PIN": pin]) { $1 })
    #expect(run.status == status, "\(run.errors)")
    #expect(try run.error()["code"].text == code)
    #expect(!run.text.contains("\"accepted\":true"))
  }
}
