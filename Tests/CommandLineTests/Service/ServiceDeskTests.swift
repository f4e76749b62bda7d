import Foundation
import Testing

/// What is done for members beside a sale, over the service's real sockets.
@Suite("The service desk over HTTP", .enabled(if: LiveService.hasCurl, "curl is not installed"))
struct ServiceDeskTests {
  private static let day = "2026-01-11"

  private func key(_ text: String) -> [String] { ["-H", "Idempotency-Key: \(text)"] }

  @Test("Points for a gift: final, once for each id, by the card that was shown")
  func redemption() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    let lane = try await LiveService(life, more: ["--poster", "poster.json"])
    func order(_ what: String, _ card: String) -> String {
      #"{\#(what),"date":"\#(Self.day)",\#(card)}"#
    }
    let swiped = #""swipe":"\#(card)""#
    let wish = order(#""gift":"G1""#, swiped)
    #expect(try await lane.call("GET", "/v1/gifts", schema: "gifts").status == 200)
    #expect(
      try await lane.call("POST", "/v1/redemptions", order(#""gift":"G9""#, swiped)).status >= 400)
    #expect(
      try await lane.call("POST", "/v1/redemptions", order(#""gift":"G1""#, #""sale":"T1""#)).code
        == "saleNotOpen")
    #expect(
      try await lane.call("POST", "/v1/redemptions", order(#""gift":"G1""#, #""reader":"any""#))
        .code == "noCardShown")
    #expect(try await lane.call("POST", "/v1/redemptions", #"{"gift":"G1"}"#).status == 400)

    // The id may stand in the header; the same again spends nothing.
    let first = try await lane.call(
      "POST", "/v1/redemptions", wish, schema: "redemption", key("G-1"))
    #expect(first.json["id"] as? String == "G-1" && first.json["points"] as? Int == 600)
    #expect(first.json["repeated"] as? Bool == false)
    let again = try await lane.call(
      "POST", "/v1/redemptions", wish, schema: "redemption", key(#""G-1""#))
    #expect(again.json["repeated"] as? Bool == true)
    #expect(again.json["balanceAfter"] as? Int == first.json["balanceAfter"] as? Int)
    let other = order(#""id":"G-1","gift":"G2""#, swiped)
    #expect(try await lane.call("POST", "/v1/redemptions", other).status == 409)
    #expect(
      try await lane.call("POST", "/v1/redemptions", other, key("G-1")).code == "keyConflict")

    // The card of an open sale will do; a refusal leaves the key free.
    _ = try await lane.call("PUT", "/v1/sales/T1", life.sale("T1", Self.day, "100.00"))
    _ = try await lane.call("POST", "/v1/sales/T1/card", #"{"swipe":"\#(card)"}"#)
    let dear = order(#""gift":"G2""#, #""sale":"T1""#)
    #expect(try await lane.call("POST", "/v1/redemptions", dear, key("G-2")).status == 422)
    let item = order(#""item":"6901","tagPrice":"1.00""#, #""sale":"T1""#)
    let spent = try await lane.call("POST", "/v1/redemptions", item, key("G-2"))
    #expect(spent.code != "keyConflict" && spent.status != 404, "\(spent.body)")
    try await lane.stop()
  }

  @Test("A card that was shown at a reader of the lane pays, until the next is shown")
  func shown() async throws {
    let life = try Life()
    // The reader is read today, whichever day that is: key, card and poster are of this year.
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Asia/Shanghai"))
    let now = calendar.dateComponents([.year, .month, .day], from: Date())
    let year = "\(now.year ?? 0)"
    let today = String(format: "%@-%02d-%02d", year, now.month ?? 0, now.day ?? 0)
    try await life.run(["keys", "add", "--store", "keys.json", "--year", year, "--right", "issue"])
      .expect(0)
    try await life.enrol(
      "M1", Numbers.first, joined: "\(year)-01-01", "--year", year, "--registered",
      "\(year)-01-01"
    ).expect(0)
    let made = try await life.run([
      "card", "issue", "--number", Numbers.first, "--year", year, "--keys", "keys.json", "--json",
    ]).expect(0)
    let card = try #require(made["tracks", "2"] as? String)
    try await life.buy(life.sale("S1", today, "500.00", quantity: 2), card).expect(0)
    try life.write(
      "poster.json",
      #"{"gifts":[{"id":"G1","name":"cup","from":"\#(year)-01-01","until":"\#(year)-12-31","points":600}]}"#
    )
    let lane = try await LiveService(life, types: true, more: ["--poster", "poster.json"])
    let gifts = try await lane.call("GET", "/v1/gifts", schema: "gifts")
    #expect((gifts.json["gifts"] as? [Any])?.count == 1)
    let order = #"{"id":"G-1","gift":"G1","reader":"any"}"#
    #expect(try await lane.call("POST", "/v1/redemptions", order).code == "noCardShown")

    func type(_ line: String) async throws {
      let newest = try #require(
        try await lane.call("GET", "/v1/lane").json["newestEvent"] as? Int)
      try await lane.type(line)
      _ = try await lane.call("GET", "/v1/events?after=\(newest)&wait=30")
    }
    try await type(card)
    let named = #"{"id":"G-1","gift":"G1","reader":"nobody's"}"#
    #expect(try await lane.call("POST", "/v1/redemptions", named).code == "noCardShown")
    for isRepeated in [false, true] {
      let given = try await lane.call("POST", "/v1/redemptions", order, schema: "redemption")
      #expect(given.json["repeated"] as? Bool == isRepeated, "\(given.body)")
    }
    // The next customer's card is none of ours: the one before it is not there any more.
    try await type(";4111111111111111=29121010000000000000?")
    #expect(try await lane.call("POST", "/v1/redemptions", order).code == "noCardShown")
    try await lane.stop()
  }

  @Test("A member from the form to the next card; each step again says that it is a repeat")
  func membership() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life)
    func twice(
      _ path: String, _ body: String, _ schema: String,
      at location: SourceLocation = #_sourceLocation
    ) async throws {
      let first = try await lane.call("POST", path, body, schema: schema)
      #expect(
        first.status == 200 && first.json["repeated"] as? Bool == false, "\(first.body)",
        sourceLocation: location)
      let second = try await lane.call("POST", path, body, schema: schema)
      #expect(
        second.status == 200 && second.json["repeated"] as? Bool == true, "\(second.body)",
        sourceLocation: location)
    }
    func form(_ name: String) -> String {
      #"{"number":"\#(Numbers.second)","year":2026,"id":"M2","familyName":"\#(name)","joined":"2026-01-05"}"#
    }
    try await twice("/v1/members", form("李"), "enrolment")
    #expect(try await lane.call("POST", "/v1/members", form("赵")).status == 409)
    #expect(try await lane.call("POST", "/v1/members", #"{"familyName":"李"}"#).status == 400)
    try await twice(
      "/v1/members/M2/register", #"{"title":"女士","date":"\#(Self.day)"}"#, "registration")
    let found = try await lane.call("GET", "/v1/people?familyName=%E6%9D%8E", schema: "members")
    #expect((found.json["members"] as? [[String: Any]])?.first?["title"] as? String == "女士")
    try await twice(
      "/v1/members/M2/gifts", #"{"gift":"welcome","against":"T1","date":"\#(Self.day)"}"#, "gift")
    #expect(
      try await lane.call("POST", "/v1/members/M2/gifts", #"{"gift":"welcome","against":"T2"}"#)
        .status == 409)
    #expect(
      try await lane.call("POST", "/v1/members/M2/gifts", #"{"gift":"quarter","against":"T2"}"#)
        .code == "noGiftDue")
    try await twice(
      "/v1/members/M2/exchange", #"{"year":2026,"sequence":2,"date":"\#(Self.day)"}"#,
      "card-exchange")
    let lost = try await lane.call(
      "POST", "/v1/members/M2/block", #"{"as":"lost","date":"\#(Self.day)"}"#, schema: "card")
    let card = try #require(lost.json["card"] as? [String: Any])
    #expect(card["status"] as? String == "lost" && card["sequence"] as? Int == 2)
    // A lost card is not replaced in its year (A30), and a till does not take the block back.
    #expect(
      try await lane.call(
        "POST", "/v1/members/M2/exchange",
        #"{"year":2026,"sequence":3,"date":"\#(Self.day)"}"#
      ).code == "lostNotReplaced")
    #expect(
      try await lane.call("POST", "/v1/members/M2/block", #"{"as":"active"}"#).code == "wrongRole")
    for (path, schema) in [
      ("", "member"), ("/points", "points-balance"), ("/history", "points-history"),
      ("/prepaid", "prepaid"),
    ] {
      let shown = try await lane.call("GET", "/v1/members/M2\(path)", schema: schema)
      #expect(shown.status == 200, "\(shown.body)")
      #expect(try await lane.call("GET", "/v1/members/M9\(path)").status == 404)
    }
    try await lane.stop()
  }

  @Test("A yearly fee is booked once, and only where the program has one")
  func fee() async throws {
    let life = try Life("retail-loyalty")
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life)
    for isRepeated in [false, true] {
      let paid = try await lane.call(
        "POST", "/v1/members/M1/fees", #"{"year":2026}"#, schema: "fee")
      #expect(paid.json["repeated"] as? Bool == isRepeated, "\(paid.body)")
    }
    #expect(try await lane.call("POST", "/v1/members/M1/fees", #"{"year":1999}"#).status == 400)
    try await lane.stop()
  }
}
