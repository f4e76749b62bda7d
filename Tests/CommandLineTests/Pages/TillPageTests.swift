import Foundation
import LinuxSystem
import TestSupport
import Testing

/// The cashier's page in a real browser, on the real service.
@Suite("The cashier's page")
struct TillPageTests {
  static let hasBrowser = ["/usr/bin/chromium", "/usr/bin/chromedriver", "/usr/bin/curl"]
    .allSatisfy(FileManager.default.isExecutableFile)
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "till_page.py").path
  private static let resources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/LaneService/Resources")

  @Test(
    "Swipe, price, pay, sign; a refusal; three languages; a restart",
    .enabled(if: hasBrowser, "chromium and chromium-driver are not installed"))
  func walk() async throws {
    let life = try Life()
    // The page sells today, whichever day that is: keys and card are of this year.
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Asia/Shanghai"))
    let year = "\(calendar.component(.year, from: Date()))"
    let number = "9156880012345672"
    try await life.run(["keys", "add", "--store", "keys.json", "--year", year, "--right", "issue"])
      .expect(0)
    try await life.enrol("M1", number, joined: "\(year)-01-01", "--year", year).expect(0)
    let made = try await life.run([
      "card", "issue", "--number", number, "--year", year, "--sequence", "1", "--keys",
      "keys.json", "--json",
    ]).expect(0)
    let swipe = try #require(made["tracks", "2"] as? String)
    let lane = try await LiveService(life, role: "page")
    let run = try await Program(
      "/usr/bin/python3", ["-W", "ignore", Self.script, lane.url, lane.token, swipe, "-"],
      environment: ["HOME": life.folder.path, "PATH": "/usr/bin:/bin"],
      directory: life.folder.path
    ).run(input: [])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text.contains("no error, no request to elsewhere"))
    try await lane.stop()
  }

  @Test("Every text of the pages is there in three languages")
  func words() throws {
    let text = try String(contentsOf: Self.resources.appending(path: "words.js"), encoding: .utf8)
    var names: Set<String> = []
    for line in text.split(separator: "\n") where line.hasPrefix("  ") {
      let parts = line.split(separator: ":", maxSplits: 1)
      names.insert(parts[0].trimmingCharacters(in: .whitespaces))
      let list = try #require(
        JSONSerialization.jsonObject(
          with: Data(parts[1].trimmingCharacters(in: .init(charactersIn: " ,")).utf8)) as? [String])
      #expect(list.count == 3 && !list.contains(""), "\(line)")
    }
    let pages = try ["till.html", "till.js", "page.js", "manager.html", "manager.js"].map { file in
      try String(contentsOf: Self.resources.appending(path: file), encoding: .utf8)
    }.joined()
    let used = pages.matches(of: /(?:data-word="|say\("|button\("|field\("|typed\(")(\w+)"/)
      .map { String($0.1) }
    #expect(Set(used).subtracting(names) == [])
  }
}
