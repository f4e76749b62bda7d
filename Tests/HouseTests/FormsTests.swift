import Foundation
import Testing

/// The page of JSON forms is made of the schemas and their examples by `scripts/forms`.
@Suite("The page of forms")
struct FormsTests {
  private static func schemas() throws -> [String] {
    try FileManager.default
      .contentsOfDirectory(atPath: House.root.appending(path: "docs/schemas").path)
      .filter { $0.hasSuffix(".schema.json") && $0 != "common.schema.json" }.sorted()
  }

  @Test("Every schema is on the page with an example as it is", arguments: try schemas())
  func shown(file: String) throws {
    let page = try House.text("docs/CardLane.docc/Forms.md")
    let name = file.dropLast(".schema.json".count)
    #expect(page.contains("`\(name)`: "), "run scripts/forms")
    let folder = House.root.appending(path: "docs/schemas/examples").path
    let examples = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0 == "\(name).json" || $0.hasPrefix("\(name).") }.sorted()
    let isShown = try examples.contains { example in
      let text = try House.text("docs/schemas/examples/" + example)
      return page.contains(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    #expect(isShown, "run scripts/forms")
  }
}
