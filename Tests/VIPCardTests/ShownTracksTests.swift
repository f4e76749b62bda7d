import Foundation
import MagneticStripe
import TestSupport
import Testing
import VIPCard
import Wording

@Suite("What is shown of a swipe")
struct ShownTracksTests {
  private func shown(
    _ one: String?, _ two: String?, _ three: String? = nil, raw: Bool = false
  ) async throws -> String {
    func read(_ track: TrackNumber, _ text: String?) throws -> TrackRead {
      try text.map { .ok(try TrackData(track: track, characters: $0)) } ?? .empty
    }
    let swipe = StripeRead(
      one: try read(.one, one), two: try read(.two, two), three: try read(.three, three))
    let judgement = try await Sample.verifier().judge(swipe, on: Sample.day())
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let shown = raw ? judgement.showingCodes() : judgement
    return String(decoding: try encoder.encode(shown), as: UTF8.self)
      + shown.message.english + (shown.nextStep?.english ?? "")
  }

  /// Schemes that no list has, and lists forget.
  static let schemes = [
    "135410014004955", "1946123456789012", "9112000123456789", "9051123456789012",
    "9417123456789012", "708899123456789012", "2900001234567890", "7777123456789012",
    "0604123456789012", "8600123456789012", "9156123456789012".replacing("9156", with: "9157"),
  ]

  @Test(
    "Of a number that is not ours by its beginning there is no digit, on any track",
    arguments: schemes)
  func strangers(_ number: String) async throws {
    for text in [
      try await shown(nil, number + "=28121011234567890"),
      try await shown("B" + number + "^DOE/JANE^2812101", nil),
      try await shown("V" + number + "^ /^2812101", number + "=2812101"),
      try await shown(nil, nil, "99" + number + "=28121011234567890"),
      try await shown(nil, nil, number + "=000001123456789012"),
    ] {
      for raw in 0...(number.utf8.count - 6) {
        #expect(!text.contains(number.dropFirst(raw).prefix(6)), "\(text)")
      }
    }
  }

  @Test(
    "A payment card's read that lost its first digits shows none of the others", arguments: 1...14)
  func lostDigits(_ lost: Int) async throws {
    let track = String("6222021234567890128=28121011234567890".dropFirst(lost))
    let text = try await shown(nil, track)
    #expect(!text.contains("567890") && !text.contains("281210"))
    #expect(text.contains(#""length":\#(track.utf8.count)"#))
  }

  @Test("Each character of our own codes is a dot, on tracks 1, 2 and 3")
  func codes() async throws {
    let three = Sample.digits + "=000000715908207529"
    let text = try await shown(Sample.track1, Sample.track2, three)
    #expect(text.contains(#""data":"V9156880012345672^ /^26127011••••••••••••""#))
    #expect(text.contains(#""data":"9156880012345672=26127011••••••••••••""#))
    #expect(text.contains(#""data":"9156880012345672=000000••••••••••••""#))
    #expect(!text.contains("966065963249") && !text.contains("715908207529"))
  }

  @Test("Raw shows our codes, and still nothing of strangers")
  func raw() async throws {
    #expect(try await shown(nil, Sample.track2, raw: true).contains("26127011966065963249"))
    #expect(
      try await !shown(nil, "1354100140049551=28121011234567890", raw: true).contains("135410"))
  }

  @Test(
    "A track of ours that lost or exchanged characters shows no digit of a code, wherever it lies")
  func broken() async throws {
    let track = Sample.track2
    let code = "966065963249"
    for place in 4..<track.utf8.count {
      var lost = Array(track)
      lost.remove(at: place)
      var swapped = Array(track)
      swapped.swapAt(place, place - 1)
      for text in [try await shown(nil, String(lost)), try await shown(nil, String(swapped))] {
        let rest = text.split(separator: "\"data\":\"").last?.prefix { $0 != "\"" } ?? ""
        for start in 0...(code.utf8.count - 4) {
          #expect(!rest.contains(code.dropFirst(start).prefix(4)), "\(rest)")
        }
      }
    }
  }
}
