import Foundation
import Testing

/// Reports over the service's real sockets.
@Suite("Reports over HTTP", .enabled(if: LiveService.hasCurl, "curl is not installed"))
struct ServedReportTests {
  private static let day = "2026-01-11"

  @Test("Every report, for programs and for people; the till's token gets none of them")
  func reports() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    try await life.buy(
      life.sale("S2", Self.day, "100.00"), card, "--tender", "cash=100.00"
    ).expect(0)
    let lane = try await LiveService(life, role: "manager")
    for name in ["day", "refusals", "birthdays", "activity", "expiry", "forms", "survey", "stock"] {
      let path = "/\(name)?date=\(Self.day)"
      let report = try await lane.call("GET", "/v1/reports\(path)", schema: "report")
      #expect(report.status == 200 && report.json["report"] as? String == name, "\(report.body)")
      // The same bytes as the command's.
      let table = try await lane.call(
        "GET", "/v1/tables\(path)", schema: "report-table", ["-H", "Accept-Language: zh-Hans"])
      #expect(table.status == 200, "\(table.body)")
      let rows = try #require(table.json["rows"] as? [[String]])
      #expect(rows.count == (report.json["rows"] as? [Any])?.count, "\(name)")
    }
    let expiry = try await lane.call("GET", "/v1/reports/expiry?date=\(Self.day)")
    let command = try await life.ask("report", "expiry", "--date", Self.day).expect(0)
    #expect(command.output == expiry.body + "\n")
    #expect(command.rows.count == 1 && (command.rows[0]["points"] as? Int ?? 0) > 0)
    #expect(
      try await life.ask("report", "expiry", "--date", Self.day, "--until", Self.day).expect(0)
        .rows.isEmpty)

    let csv = try await lane.call(
      "GET", "/v1/reports/activity?date=\(Self.day)&class=active&class=regular", nil,
      ["-H", "Accept: text/csv"])
    #expect(csv.body.hasPrefix("member,familyName,title,level,card,"))
    for (query, code) in [
      ("activity?class=sleepy", "badQuery"), ("activity?clas=dormant", "badQuery"),
      ("day?date=2026-02-30", "badDate"), ("settlement?month=13", "badQuery"),
      ("stock?shop=", "badQuery"),
      ("segments", "noInsightRules"), ("none", "noSuchCall"),
    ] {
      let reply = try await lane.call("GET", "/v1/reports/\(query)")
      #expect(reply.code == code && reply.status >= 400, "\(query): \(reply.body)")
    }

    // Another version of the program, tried on the month's sales.
    let program = try String(contentsOfFile: life.program, encoding: .utf8)
    let other = program.replacing("rate: 0.88 ", with: "rate: 0.90 ")
    func compare(_ program: String) async throws -> LiveService.Reply {
      let order = try JSONSerialization.data(
        withJSONObject: ["program": program, "month": "2026-01"])
      return try await lane.call(
        "POST", "/v1/program/compare", String(decoding: order, as: UTF8.self),
        schema: "program-comparison")
    }
    for (text, differing) in [(program, 0), (other, 2)] {
      let summary = try #require(try await compare(text).json["summary"] as? [String: Any])
      #expect(summary["sales"] as? Int == 2 && summary["differing"] as? Int == differing)
    }
    #expect(try await compare("id: [").status == 400)

    let count = #"{"date":"\#(Self.day)","counted":"390.00","float":"300.00"}"#
    let counted = try await lane.call("POST", "/v1/day/count", count, schema: "report")
    let rows = try #require(counted.json["rows"] as? [[String: Any]])
    func amount(_ section: String) -> String? {
      rows.first { $0["section"] as? String == section }?["amount"] as? String
    }
    #expect(amount("drawerExpected") == "388.00" && amount("drawerDifference") == "2.00")
    // Closed for good: a second time says so, and nothing is booked on that day any more.
    let order = #"{"date":"\#(Self.day)","by":"boss"}"#
    for isRepeated in [false, true] {
      let close = try await lane.call("POST", "/v1/day/close", order, schema: "day-close")
      #expect(close.json["repeated"] as? Bool == isRepeated, "\(close.body)")
      #expect(close.json["by"] as? String == "boss")
    }
    #expect(try await lane.call("POST", "/v1/day/close", #"{"by":""}"#).status == 400)
    let late = try await lane.call("PUT", "/v1/sales/T8", life.sale("T8", Self.day, "1.00"))
    #expect(late.status == 422 && late.code == "dayClosed", "\(late.body)")
    try await lane.stop()

    let till = try await LiveService(life)
    #expect(try await till.call("GET", "/v1/reports/day").code == "wrongRole")
    #expect(try await till.call("GET", "/v1/tables/day").code == "wrongRole")
    #expect(try await till.call("POST", "/v1/day/close", count).code == "wrongRole")
    #expect(try await till.call("GET", "/v1/day?date=\(Self.day)", schema: "report").status == 200)
    try await till.stop()
  }
}
