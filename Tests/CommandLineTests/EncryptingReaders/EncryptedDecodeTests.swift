import Foundation
import Testing
import VirtualUSB

@Suite("cardlane decode with encrypting readers")
struct EncryptedDecodeTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  private func lines() throws -> [(device: String, prefix: String, line: String)] {
    [
      ("magtek", EncryptedSwipes.magTekPrefix, try EncryptedSwipes.magTek()),
      ("idtech", EncryptedSwipes.idTechPrefix, try EncryptedSwipes.idTech()),
      (
        "idtech", EncryptedSwipes.idTechPrefix,
        try EncryptedSwipes.idTech(EncryptedSwipes.vipTracks, .original)
      ),
    ]
  }

  @Test("A card from an encrypting head gets the verdict that it gets from a clear one")
  func sameVerdict() async throws {
    try await desk.takeReaderKeys()
    let clear = try await desk.decode(EncryptedSwipes.vipTracks.joined(), device: "wedge")
    #expect(try clear.json()["verdict"]["check"].text == "ok")
    for (device, _, line) in try lines() {
      let run = try await desk.decode(line, device: device)
      #expect(run.text == clear.text)
      #expect(run.status == 0 && run.errors.isEmpty)
    }
  }

  @Test("Without the reader's key its key serial number is named")
  func noKey() async throws {
    for (device, prefix, line) in try lines() {
      let run = try await desk.decode(line, device: device)
      #expect(run.status == 3)
      #expect(try run.json()["verdict"]["check"].text == "unreadable")
      #expect(try run.json()["tracks"]["2"]["error"].text == "trackEncrypted")
      let error = try run.error()
      #expect(error["code"].text == "trackEncrypted" && error["line"].number == 1)
      #expect(error["message"].text?.contains(prefix) == true)
      #expect(error["hint"].text?.isEmpty == false)
    }
  }

  @Test("The wrong key gives a clear error, and never a masked number")
  func wrongKey() async throws {
    let wrong = "00112233445566778899AABBCCDDEEFF"
    try await desk.importReaderKey(EncryptedSwipes.magTekPrefix, wrong)
    try await desk.importReaderKey(EncryptedSwipes.idTechPrefix, wrong)
    for (device, prefix, line) in try lines() {
      let run = try await desk.decode(line, device: device)
      #expect(run.status == 3)
      #expect(try run.json()["tracks"]["2"]["error"].text == "trackUndecipherable")
      #expect(try run.error()["code"].text == "trackUndecipherable")
      #expect(run.errors.contains(prefix))
      #expect(!run.text.contains("9156"))
    }
  }

  @Test("A bank card is told apart behind the encryption")
  func bankCard() async throws {
    try await desk.takeReaderKeys()
    let tracks = ["", ";\(Desk.bankNumber)=29121010000000000?", ""]
    let run = try await desk.decode(EncryptedSwipes.magTek(tracks), device: "magtek")
    #expect(try run.json()["kind"].text == "bank")
    #expect(try run.json()["tracks"]["2"].keys == ["length"])
    #expect(!run.text.contains("4111"))
  }

  @Test("A till gets the initial key of its reader: it decrypts that one and no other")
  func till() async throws {
    try await desk.takeReaderKeys()
    let made = try await desk.run(
      "keys", "till", "--store", "keys.json", "--to", "till.json", "--year", "2026", "--reader",
      "FFFF9876543210E00000", "--json")
    #expect(made.status == 0, "\(made.errors)")
    let key = try made.json()["readerKeys"][0]
    #expect(key["kind"].text == "initial" && key["ksnPrefix"].text == "FFFF9876543210E0")
    let run = try await desk.decode(
      EncryptedSwipes.magTek(), device: "magtek", keys: "till.json")
    #expect(try run.json()["verdict"]["check"].text == "ok")
    let foreign = try await desk.run(
      "keys", "till", "--store", "keys.json", "--to", "none.json", "--year", "2026", "--reader",
      "12345601190000000000")
    #expect(foreign.status == 3)
    #expect(try foreign.error()["code"].text == "noReaderKey")
    #expect(!desk.exists("none.json"))
  }
}
