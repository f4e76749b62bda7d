import Foundation
import Testing

@Suite("What the documentation shows is what there is")
struct DocumentationTests {
  @Test(
    "A first program on the page is the file that is built and run",
    arguments: [
      "Sources/Verdict/main.swift", "Sources/OneSale/main.swift",
      "Tests/CardInATest/CardInATest.swift",
    ])
  func firstPrograms(file: String) throws {
    let page = try House.text("docs/CardLane.docc/FirstPrograms.md")
    let program = try House.text("Tests/Consumer/" + file)
    #expect(page.contains("```swift\n" + program + "```"))
  }

  @Test("Every room has its page", arguments: try House.rooms())
  func pages(_ room: House.Room) throws {
    // Those that only this package uses have no interface to show.
    guard try House.text("Package.swift").contains(".library(name: \"\(room.name)\"") else {
      return
    }
    let page = try House.text("docs/CardLane.docc/Rooms/\(room.name).md")
    #expect(page.hasPrefix("# ``\(room.name)``\n"))
  }
}
