import BusinessCalendar
import Foundation
import Loyalty
import Scenarios
import Testing

@Suite(
  "cardlane watch, card verify, simulate card, checkout --reader, against a real pcscd",
  .serialized)
struct ReaderTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  private func simulate(
    _ kind: [String], closesInput: Bool = false
  ) async throws -> (run: LiveRun, environment: [String: String?]) {
    let arguments = [
      "simulate", "card", "--private", "--keys", "keys.json", "--number", "9156880012345672",
      "--year", "2026", "--date", Desk.date,
    ]
    let run = try LiveRun(desk, arguments + kind, closesInput: closesInput)
    let socket = try await run.line { $0.hasPrefix("PCSCLITE_CSOCK_NAME=") }
    try await run.line { $0.contains("virtual card") }
    return (run, ["PCSCLITE_CSOCK_NAME": String(socket.dropFirst(20))])
  }

  private func verify(
    _ environment: [String: String?], date: String = Desk.date, _ more: String...
  ) async throws -> Run {
    try await desk.run(
      [
        "card", "verify", "--keys", "keys.json", "--date", date, "--timeout", "20",
        "--judge-within", "60",
      ]
        + more,
      environment: environment)
  }

  @Test(
    "A simulated card of every interface and kind proves itself",
    arguments: [
      (["--kind", "cpu", "--interface", "t0"], "cpu", "high"),
      (["--kind", "cpu", "--interface", "t1"], "cpu", "high"),
      (["--kind", "cpu", "--interface", "contactless"], "cpu", "high"),
      (["--kind", "desfire", "--serial", "04782E21801D80"], "desfire", "high"),
      (["--kind", "ntag424", "--serial", "04782E21801D80"], "ntag424", "high"),
      (["--kind", "classic", "--serial", "04782E21801D80"], "classic", "low"),
    ])
  func verified(_ options: [String], _ chip: String, _ trust: String) async throws {
    let (card, environment) = try await simulate(options)
    let good = try await verify(environment)
    let answer = try good.json()
    #expect(good.status == 0, "\(good.errors)")
    #expect(answer["kind"].text == "vip")
    #expect(answer["chip"]["kind"].text?.lowercased().hasPrefix(chip) == true)
    #expect(answer["chip"]["uid"].text?.count == 14)
    #expect(answer["card"]["number"].text == "9156880012345672")
    #expect(answer["verdict"]["check"].text == "ok")
    #expect(answer["verdict"]["trust"].text == trust)

    let old = try await verify(environment, date: "2027-01-01")
    #expect(old.status == 1)
    #expect(try old.json()["verdict"]["check"].text == "expired")
    #expect(try await card.interrupt() == 130)
  }

  @Test("A card in a reader buys; where no reader has that name, those that are there are told")
  func checkout() async throws {
    let (card, environment) = try await simulate(["--kind", "cpu"])
    let run = try await desk.run(
      desk.checkout("--reader", "Virtual", "--json"), environment: environment)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try run.json()["quote"]["due"].text == "768.54")
    #expect(try run.json()["slips"][0]["text"].text?.contains("verified") == true)

    for name in ["Nobody", ""] {
      let none = try await verify(environment, "--reader", name, "--lang", "en")
      #expect(none.status == 3)
      #expect(try none.error()["code"].text == "unknownReader")
      #expect(try none.error()["message"].text?.contains("“Virtual PCD 00 00”") == true)
    }
    #expect(try await card.interrupt() == 130)
  }

  @Test("Trust: a chip that proves itself spends as many points as it likes, a stripe not one")
  func trust() async throws {
    let (card, environment) = try await simulate(["--kind", "cpu"])
    try desk.write(
      """
      {"id":"T1","store":"S01","lane":"L1","date":"\(Desk.date)","redeemPoints":20000,
       "lines":[{"id":"1","name":"coat","quantity":1,"unitPrice":"1000.00","kind":"regular"}]}
      """, to: "points.json")
    func day(_ text: String) throws -> BusinessDate { try #require(BusinessDate(text)) }
    try await desk.enrol(
      MemberSnapshot(
        id: "M9", level: "ordinary", joined: day("2026-01-05"), registered: day("2026-01-05"),
        lots: [
          PointLot(
            earned: day("2026-01-06"), expires: day("2028-01-06"), remaining: 30_000)
        ]), in: "points.db")
    func buy(_ more: String...) async throws -> Run {
      try await desk.run(
        [
          "checkout", "--program", Desk.shipped("programs/retail-loyalty.yaml"), "--store",
          "points.db", "--keys", "keys.json", "--sale", "points.json", "--json",
        ] + more, environment: environment)
    }
    let stripe = try await buy("--swipe", Desk.stripe)
    #expect(stripe.status == 1)
    #expect(try stripe.error()["code"].text == "trustTooLow")
    let chip = try await buy("--reader", "Virtual")
    #expect(chip.status == 0, "\(chip.errors)")
    #expect(try chip.json()["quote"]["due"].text == "800.00")
    #expect(try chip.json()["quote"]["points"]["redeemed"].number == 20_000)
    #expect(try await card.interrupt() == 130)
  }

  @Test("Without a PC/SC service, verify fails and doctor names the remedy")
  func noService() async throws {
    let environment: [String: String?] = ["PCSCLITE_CSOCK_NAME": desk.path("nobody")]
    let run = try await verify(environment)
    #expect(run.status == 3)
    #expect(try run.error()["code"].text == "serviceNotRunning")
    let doctor = try await desk.run(["doctor", "--json"], environment: environment)
    #expect(doctor.status == 3)
    let findings = try doctor.lines.map { try JSON($0) }
    let service = try #require(findings.first { $0["part"].text == "pcscd" })
    #expect(service["remedy"].text?.isEmpty == false)
  }

  @Test("A simulated card stays when standard input is closed, and until it is interrupted")
  func closedInput() async throws {
    let (card, environment) = try await simulate(["--kind", "cpu"], closesInput: true)
    #expect(try await verify(environment).status == 0)
    #expect(try await card.interrupt() == 130)
  }

  @Test("remove and insert on standard input take the card out and put it back")
  func removal() async throws {
    let (card, environment) = try await simulate(["--kind", "cpu"])
    let watch = try LiveRun(
      desk, ["watch", "--json", "--keys", "keys.json", "--date", Desk.date],
      environment: environment)
    try await watch.event("cardInserted")
    try await card.type("remove")
    try await watch.event("cardRemoved")
    let none = try await verify(environment, "--timeout", "0.5", "--lang", "en")
    #expect(none.status == 3)
    #expect(try none.error()["code"].text == "noCardPresented")
    #expect(try none.error()["message"].text?.contains("is fine") == true)
    try await card.type("insert")
    let event = try await watch.event("cardInserted")
    #expect(event["verdict"]["check"].text == "ok")
    #expect(try await watch.interrupt() == 130)
    #expect(try await card.interrupt() == 130)
  }

  @Test("watch goes on over a service that is killed and started again")
  func restarted() async throws {
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    let environment = daemon.environment.mapValues(Optional.some)
    let watch = try LiveRun(desk, ["watch", "--json"], environment: environment)
    let added = try await watch.event("readerAdded")
    #expect(added.keys == ["event", "time", "reader", "kind"])
    #expect(added["reader"].text == daemon.slots[0].reader && added["kind"].text == "pcsc")
    let stamp = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00/
    #expect(try stamp.wholeMatch(in: try #require(added["time"].text)) != nil)

    await daemon.kill()
    try await watch.event("serviceLost")
    try await watch.event("readerRemoved")
    try await daemon.start()
    try await watch.event("serviceRestored")
    try await watch.event("readerAdded")
    #expect(try await watch.interrupt() == 130)
    await daemon.stop()
  }

  @Test("watch begins without a service, and judges what a keyboard types; no digit of a bank card")
  func wedge() async throws {
    let watch = try LiveRun(
      desk, ["watch", "--json", "--wedge", "--keys", "keys.json", "--date", Desk.date],
      environment: ["PCSCLITE_CSOCK_NAME": desk.path("nobody")])
    try await watch.line { $0.contains("\"wedge\"") && $0.contains("readerAdded") }
    try await watch.type(Desk.stripe)
    let good = try await watch.event("swipe")
    #expect(good["verdict"]["check"].text == "ok" && good["kind"].text == "wedge")
    #expect(good["tracks"]["2"]["status"].text == "ok")
    try await watch.type(Desk.bankCard)
    let line = try await watch.line { $0.contains("\"swipe\"") }
    #expect(try JSON(line)["verdict"]["check"].text == "bankCard")
    #expect(!line.contains("4111") && !line.contains("TEST"))
    #expect(try await watch.interrupt() == 130)
    #expect(try desk.files(holding: "411111") == [])
  }

  @Test("The demonstration shows the whole road and leaves no bank card behind")
  func demonstration() async throws {
    let run = try await desk.run(
      "demo", "--output", "demo", "--programs", Desk.shipped("programs"), "--date", Desk.date)
    #expect(run.status == 0, "\(run.errors)")
    for part in ["INTERNAL AUTHENTICATE", "337 bytes", "expired", "forged", "bankCard"] {
      #expect(run.text.contains(part))
    }
    let slips = try FileManager.default.contentsOfDirectory(atPath: desk.path("demo/slips"))
    #expect(Set(slips.map { $0.suffix(4) }) == [".txt", ".bin", ".png"])
    #expect(try desk.files(holding: Desk.bankNumber) == [])
  }
}
