import Foundation
import Testing

@Suite("Rights belong to people with a PIN, as soon as there is one")
struct SupervisorTests {
  private let life: Life

  init() throws { life = try Life() }

  /// A file that holds a PIN, which only its owner can read.
  private func pin(_ digits: String) throws -> String {
    let name = "pin-\(digits)"
    try life.write(name, digits + "\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: life.folder.path + "/" + name)
    return name
  }

  private func open() async throws {
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
  }

  @discardableResult
  private func first() async throws -> Answer {
    try await open()
    return try await life.ask(
      "supervisor", "enrol", "--name", "Zhang", "--new-pin-file", pin("7390")
    ).expect(0)
  }

  private func release(by name: String, pin digits: String? = nil) async throws -> Answer {
    let file = try digits.map { ["--supervisor-pin-file", try pin($0)] } ?? []
    return try await life.run(
      [
        "supervisor", "release", "--shop", "S01", "--lane", "L1", "--by", name, "--store",
        "shop.db",
        "--json",
      ] + file)
  }

  @Test("While nobody is enrolled a name is taken on trust, and written down")
  func trust() async throws {
    try await open()
    try await release(by: "anything").expect(0)
    let audit = try await life.ask("supervisor", "audit").expect(0)
    #expect(audit.output.contains("anything"))
  }

  @Test("From the first supervisor on every right asks for one of them and their PIN")
  func asked() async throws {
    #expect(try await first()["state"] as? String == "enrolled")
    #expect(
      try await release(by: "anything", pin: "7390").expect(1).errorCode == "unknownSupervisor")
    #expect(try await release(by: "Zhang").expect(1).errorCode == "pinNeeded")
    #expect(try await release(by: "Zhang", pin: "7391").expect(1).errorCode == "wrongPIN")
    try await release(by: "Zhang", pin: "7390").expect(0)
    for arguments in [
      ["supervisor", "settings", "--daily-cap", "5"],
      ["supervisor", "travel", "S01", "S02", "--minutes", "5"],
      ["store", "repair-date", "--shop", "S01", "--to", "2026-01-01", "--because", "clock"],
      ["supervisor", "remove", "--name", "Zhang"],
      ["supervisor", "enrol", "--name", "Li", "--new-pin-file", try pin("4826")],
    ] {
      let answer = try await life.run(
        arguments + ["--by", "Zhang", "--store", "shop.db", "--json"]
      ).expect(1)
      #expect(answer.errorCode == "pinNeeded", "\(arguments)")
    }
    let alone = try await life.ask(
      "supervisor", "enrol", "--name", "Li", "--new-pin-file", pin("4826")
    ).expect(1)
    #expect(alone.errorCode == "supervisorNeeded")
  }

  @Test("A late entry names who has let it in; a stranger lets nothing in")
  func lateEntry() async throws {
    try await first()
    func hold(_ id: String, _ date: String, _ more: String...) async throws -> Answer {
      try await life.run(
        [
          "hold", "--program", life.program, "--store", "shop.db", "--sale", "-", "--json",
        ] + more, input: life.sale(id, date, "10.00"))
    }
    try await life.run(
      ["checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--json"],
      input: life.sale("S1", "2026-11-22", "10.00")
    ).expect(0)
    try await hold("S2", "2026-11-20", "--late-entry").expect(2)
    let stranger = try await hold(
      "S2", "2026-11-20", "--late-entry", "--by", "Li", "--supervisor-pin-file", pin("7390"))
    #expect(try stranger.expect(1).errorCode == "unknownSupervisor")
    try await hold(
      "S2", "2026-11-20", "--late-entry", "--by", "Zhang", "--because", "power cut",
      "--supervisor-pin-file", pin("7390")
    ).expect(0)
    let audit = try await life.ask("supervisor", "audit").expect(0).output
    #expect(audit.contains("lateEntry") && audit.contains("S2 2026-11-20"))
    #expect(audit.contains("power cut"))
  }

  @Test("After five wrong PINs none is tried for a while, not even the right one")
  func locked() async throws {
    try await first()
    for left in (0...4).reversed() {
      let answer = try await release(by: "Zhang", pin: "1739").expect(1)
      #expect(answer.errorCode == "wrongPIN")
      #expect(answer.error.contains("\(left) tries are left"))
    }
    #expect(try await release(by: "Zhang", pin: "7390").expect(1).errorCode == "pinLocked")
    let audit = try await life.ask("supervisor", "audit").expect(0)
    #expect(audit.output.contains("pinLocked"))
  }

  @Test("A right PIN forgets the wrong ones before it")
  func forgotten() async throws {
    try await first()
    for _ in 1...3 {
      for _ in 1...3 { try await release(by: "Zhang", pin: "1739").expect(1) }
      try await release(by: "Zhang", pin: "7390").expect(0)
    }
  }

  @Test(
    "A PIN that everybody tries first is none",
    arguments: ["123", "1111", "1234", "9876", "12a4", "1234567890123", "000000"])
  func weak(digits: String) async throws {
    try await open()
    let answer = try await life.ask(
      "supervisor", "enrol", "--name", "Zhang", "--new-pin-file", pin(digits)
    ).expect(2)
    #expect(answer.errorCode == "weakPIN")
  }

  @Test("The PIN stands nowhere in the store")
  func kept() async throws {
    try await open()
    try await life.ask("supervisor", "enrol", "--name", "Zhang", "--new-pin-file", pin("739018264"))
      .expect(0)
    let store = try Data(contentsOf: life.folder.appending(path: "shop.db"))
    #expect(store.range(of: Data("739018264".utf8)) == nil)
    #expect(store.range(of: Data("scrypt$".utf8)) != nil)
  }
}
