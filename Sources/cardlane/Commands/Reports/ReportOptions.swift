import ArgumentParser
import Foundation
import MemberStore
import Wire
import Wording

/// The forms of a report.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json
}

/// Which store a report is on, and in which form it comes.
struct ReportOptions: ParsableArguments {
  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The form: table, csv or json.")
  var format: ReportFormat = .table
  @Flag(help: "Begin CSV with the mark of UTF-8, by which Excel knows it.")
  var bom = false
  @OptionGroup var speech: SpeechOptions

  /// Reads the store in one consistent state and writes what the body makes of it.
  func write(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Report
  ) async throws {
    let store = try storeFile.open()
    let language = speech.language
    let report = try await store.read { tables in try body(tables) }
    try await store.close()
    switch speech.json ? .json : format {
    case .json: StandardOutput.write(try JSONLine.text(report))
    case .csv:
      let text = (bom ? "\u{FEFF}" : "") + report.table.csv
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    case .table: StandardOutput.write(report.text(language))
    }
  }
}

/// A table with its name and what it was asked for.
struct Report: Encodable, Sendable {
  let name: String
  let title: Sentence
  /// What the report is on, such as the date.
  let subject: [(key: String, value: String)]
  let table: Table

  init(_ name: String, _ title: Sentence, _ subject: KeyValuePairs<String, String>, _ table: Table)
  {
    self.name = name
    self.title = title
    self.subject = subject.map { ($0.key, $0.value) }
    self.table = table
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: NamedKey.self)
    try container.encode(name, forKey: NamedKey("report"))
    for (key, value) in subject { try container.encode(value, forKey: NamedKey(key)) }
    try container.encode(table.records, forKey: NamedKey("rows"))
  }

  func text(_ language: Language) -> String {
    let heading = ([title[language]] + subject.map(\.value)).joined(separator: "  ")
    return DisplayText.visible(heading) + "\n\n" + table.text(language)
  }
}
