import Foundation
import Testing

/// Claims on readers over the service's real sockets, with swipes on its standard input.
@Suite("A reader of one's own", .enabled(if: LiveService.hasCurl, "curl is not installed"))
struct ReaderClaimTests {
  private static let path = "/v1/readers/stdin"

  private func newest(_ lane: LiveService) async throws -> Int {
    try #require(try await lane.call("GET", "/v1/lane").json["newestEvent"] as? Int)
  }

  /// The events of a kind after a number, as a client is told them.
  private func events(
    _ kind: String, after id: Int, _ lane: LiveService, token: String
  ) async throws -> [[String: Any]] {
    let batch = try await lane.call("GET", "/v1/events?after=\(id)", token: token)
    return (batch.json["events"] as? [[String: Any]] ?? []).filter {
      $0["event"] as? String == kind
    }
  }

  /// Waits until a swipe has come as far as the reader's gate.
  private func waits(_ count: Int, _ lane: LiveService) async throws {
    for _ in 0..<1000 {
      let all = try await lane.call("GET", "/v1/readers", schema: "readers")
      let reader = (all.json["readers"] as? [[String: Any]])?.first
      if (reader?["claim"] as? [String: Any])?["dataCount"] as? Int == count { return }
    }
    Issue.record("the swipe did not arrive")
  }

  @Test("Claimed, it tells its owner alone, one swipe each time it is asked for")
  func claim() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life, others: ["till", "manager"], types: true)
    let (other, manager) = (lane.others[0], lane.others[1])
    #expect(try await lane.call("POST", "/v1/readers/none/claim").code == "unknownReader")
    let before = try await newest(lane)
    for isRepeated in [false, true] {
      let claim = try await lane.call("POST", Self.path + "/claim", schema: "reader")
      #expect(claim.json["repeated"] as? Bool == isRepeated, "\(claim.body)")
    }
    let taken = try await lane.call("POST", Self.path + "/claim", token: other)
    #expect(taken.status == 409 && taken.code == "readerClaimed")
    #expect(
      try await lane.call("PATCH", Self.path, #"{"deviceEnabled":true}"#, token: other).code
        == "readerNotClaimed")
    #expect(try await lane.call("PATCH", Self.path, #"{"tracksToRead":[4]}"#).status == 400)

    _ = try await lane.call(
      "PATCH", Self.path, #"{"deviceEnabled":true,"autoDisable":true}"#, schema: "reader")
    try await lane.type(";4111111111111111=29121010000000000000?")
    try await waits(1, lane)
    #expect(try await events("swipe", after: before, lane, token: lane.token).isEmpty)
    _ = try await lane.call(
      "PATCH", Self.path, #"{"dataEventEnabled":true}"#, schema: "reader")
    let told = try await events("swipe", after: before, lane, token: lane.token)
    #expect(told.count == 1 && told[0]["delivery"] as? String == "data")
    #expect(try await events("swipe", after: before, lane, token: other).isEmpty)
    #expect(try await events("claim", after: before, lane, token: other).count == 1)

    // The manager may end it; then the reader is everybody's again.
    #expect(
      try await lane.call("POST", Self.path + "/release", token: other).code == "readerNotClaimed")
    let released = try await lane.call(
      "POST", Self.path + "/release", schema: "reader", token: manager)
    #expect(released.status == 200 && released.json["claim"] == nil)
    let free = try await newest(lane)
    try await lane.type(";4111111111111111=29121010000000000000?")
    let heard = try await lane.call("GET", "/v1/events?after=\(free)&wait=30", token: other)
    #expect(heard.body.contains(#""event":"swipe""#) && !heard.body.contains("4111"))
    try await lane.stop()
  }
}
