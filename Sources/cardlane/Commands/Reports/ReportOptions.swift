import ArgumentParser
import Desk
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

  /// Makes the report of one consistent state of the store and writes it.
  func write(_ request: some ReportRequest) async throws {
    let report = try await storeFile.use { store in try await request.report(on: store) }
    switch speech.json ? .json : format {
    case .json: StandardOutput.write(try JSONLine.text(report))
    case .csv:
      let text = (bom ? "\u{FEFF}" : "") + report.table.csv
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    case .table: StandardOutput.write(report.text(speech.language))
    }
  }
}

extension Report {
  /// The report for people.
  fileprivate func text(_ language: Language) -> String {
    let heading = ([title[language]] + subject.map(\.value)).joined(separator: "  ")
    return VisibleText.of(heading) + "\n\n" + table.text(language)
  }
}
