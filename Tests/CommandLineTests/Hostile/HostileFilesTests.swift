import Foundation
import Testing

@Suite("Files that somebody else has prepared")
struct HostileFilesTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: desk.path(path))
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  @Test("A planted link in the slips folder makes nobody's file a slip")
  func planted() async throws {
    try desk.write("mine", to: "victim")
    let first = try await desk.run(desk.checkout("--slips", "slips", "--json"))
    #expect(first.status == 0, "\(first.errors)")
    #expect(try mode("slips") == 0o700)
    let slips = try FileManager.default.contentsOfDirectory(atPath: desk.path("slips"))
    #expect(!slips.isEmpty)
    for slip in slips {
      let path = desk.path("slips/" + slip)
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: desk.path("victim"))
    }
    let again = try await desk.run(desk.checkout("--slips", "slips", "--json"))
    #expect(again.status == 0, "\(again.errors)")
    #expect(
      FileManager.default.contents(atPath: desk.path("victim")) == Data("mine".utf8))
    for slip in slips { #expect(try mode("slips/" + slip) == 0o600) }
  }

  @Test(
    "A store that others can write is refused, with the remedy", arguments: [0o602, 0o620, 0o666])
  func writable(_ mode: Int) async throws {
    #expect(try await desk.run(desk.checkout("--json")).status == 0)
    let store = try #require(
      desk.checkout().firstIndex(of: "--store").map { desk.checkout()[$0 + 1] })
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: desk.path(store))
    let run = try await desk.run(desk.checkout("--json"))
    #expect(run.status == 3)
    #expect(try run.error()["code"].text == "storeOpenToOthers")
    #expect(try run.error()["hint"].text?.contains("chmod") == true)
  }

  @Test("An id whose file name would be too long is refused before anything is booked")
  func longID() async throws {
    for id in [String(repeating: "票", count: 70), String(repeating: "/", count: 80)] {
      let sale = """
        {"id":"\(id)","store":"S01","lane":"L1","date":"\(Desk.date)","lines":[{"id":"1","name":"coat",
         "quantity":1,"unitPrice":"10.00","kind":"regular"}]}
        """
      try desk.write(sale, to: "long.json")
      let run = try await desk.run(
        "checkout", "--program", Desk.shipped("programs/retail-loyalty.yaml"), "--store", "long.db",
        "--keys", "keys.json", "--sale", "long.json", "--slips", "slips", "--json")
      #expect(run.status == 2)
      #expect(try run.error()["code"].text == "idTooLong")
      let day = try await desk.run(
        "report", "day", "--store", "long.db", "--date", Desk.date, "--json")
      #expect(!day.text.contains(id))
    }
  }
}
