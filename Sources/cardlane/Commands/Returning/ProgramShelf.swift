import ArgumentParser
import Desk
import Foundation
import Loyalty
import Wording

/// The program files at hand, for commands where the sale says which version decides.
struct ProgramShelf: ParsableArguments {
  @Option(
    name: .customLong("program"),
    help: ArgumentHelp(
      """
      A program file; repeat for several versions. Else those of the lane file, and every .yaml file in \
      CARDLANE_PROGRAMS, or in the folder programs.
      """))
  var files: [String] = []

  /// The shelf with one file, or with what the lane file names: for what outlives the command line.
  static func holding(
    _ file: String?
  ) -> @Sendable (ProgramVersion) throws -> LoyaltyProgram {
    let files = file.map { [$0] } ?? []
    return { version in
      var shelf = ProgramShelf()
      shelf.files = files
      return try shelf.program(version)
    }
  }

  /// The program of a version. Throws ``PlainError`` when no file holds it.
  func program(_ version: ProgramVersion) throws -> LoyaltyProgram {
    let folder = ProcessInfo.processInfo.environment["CARDLANE_PROGRAMS"] ?? "programs"
    let listed = LaneInForce.settings.programs([]).map(\.value)
    let paths = files.isEmpty ? listed + Self.files(in: folder) : files
    for path in paths {
      // A file beside the one that is needed may be half-written; one that was named may not.
      guard let program = files.isEmpty ? try? ProgramFile.load(path) : try ProgramFile.load(path)
      else { continue }
      if program.identity == version { return program }
    }
    throw Self.notFound(version, files.isEmpty ? [folder] : files)
  }

  private static func files(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder + "/" + $0 }
  }

  private static func notFound(_ version: ProgramVersion, _ places: [String]) -> PlainError {
    let name = "\(version.id) \(version.version)"
    let list = places.joined(separator: ", ")
    return PlainError(
      code: "unknownProgram",
      Sentence(
        zhHans: "在 \(list) 中没有该销售所用的规则 \(name)。", zhHant: "在 \(list) 中沒有該銷售所用的規則 \(name)。",
        en: "The program \(name) of the sale is not in \(list)."),
      hint: Sentence(
        zhHans: "用 --program 指定该版本的规则文件。", zhHant: "用 --program 指定該版本的規則檔案。",
        en: "Name the file of that version with --program."))
  }
}
