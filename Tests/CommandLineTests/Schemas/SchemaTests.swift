import Foundation
import Testing

@Suite("Schemas of what leaves the house")
struct SchemaTests {
  private static func names(in folder: String, ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Desk.shipped(folder))
      .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  private static func examples() throws -> [String] {
    try names(in: "docs/schemas/examples", ending: ".json")
  }

  @Test("An example holds to the schema that it is named after", arguments: try examples())
  func example(name: String) async throws {
    let text = try String(
      contentsOfFile: Desk.shipped("docs/schemas/examples/\(name).json"), encoding: .utf8)
    let schema = try #require(name.split(separator: ".").first.map(String.init))
    try await AnswerSchema.hold(text, to: schema)
  }

  @Test("Every schema has an example, and every command's schema is there")
  func complete() throws {
    let schemas = try Self.names(in: "docs/schemas", ending: ".schema.json")
    let shown = Set(
      try Self.examples().compactMap { $0.split(separator: ".").first.map(String.init) })
    #expect(schemas.filter { $0 != "common" && !shown.contains($0) } == [])
    #expect(Set(AnswerSchema.byCommand.map(\.schema)).subtracting(schemas).sorted() == [])
  }

  @Test(
    "A document that breaks its schema is noticed",
    arguments: [
      ("error", #"{"error":{"code":"x"}}"#),
      ("error", #"{"error":{"code":"x","message":"y","more":1}}"#),
      ("error", #"{"error":{"code":"x","code":"x","message":"y"}}"#), ("error", "no JSON"),
      ("error", #"{"error":{"code":"x","message":NaN}}"#), ("nobody", "{}"), ("quote", "{}"),
    ])
  func noticed(schema: String, document: String) async throws {
    #expect(try await SchemaValidator.shared.mistake(in: document, by: schema) != nil)
  }
}
