import Foundation
import Wording

/// Which lane file holds for a run of the program.
package enum LaneFileSearch {
  /// The name of the file in the current folder.
  package static let name = "lane.yaml"
  /// The machine's own file.
  package static let machineFile = "/etc/cardlane/lane.yaml"
  /// The variable that names one.
  package static let variable = "CARDLANE_CONFIG"

  /// The path: what the option names, else what the environment names, else the file in the current folder,
  /// else the machine's own; `nil` where there is none.
  package static func path(option: String?, environment: [String: String]) -> String? {
    if let option { return option }
    if let named = environment[variable], !named.isEmpty { return named }
    return [name, machineFile].first { FileManager.default.fileExists(atPath: $0) }
  }
}
