import Foundation
import Loyalty
import Wording

/// The shipped program files and sample sales.
enum Programs {
  static let chainStore = load("chain-store")
  static let departmentStore = load("department-store")
  static let retailLoyalty = load("retail-loyalty")
  static let all = [chainStore, departmentStore, retailLoyalty]

  static func text(_ path: String) -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("programs").appendingPathComponent(path)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      fatalError("cannot read \(file.path)")
    }
    return text
  }

  static func load(_ name: String) -> LoyaltyProgram {
    do {
      return try LoyaltyProgram.load(yaml: text(name + ".yaml"), file: name + ".yaml")
    } catch {
      fatalError(error.message.english)
    }
  }

  /// A shipped program with some of its text replaced, each place once at least.
  static func variant(_ name: String, _ changes: [(String, String)]) -> LoyaltyProgram {
    var text = text(name + ".yaml")
    for (old, new) in changes {
      precondition(text.contains(old), "\(old) is not in \(name)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    do {
      return try LoyaltyProgram.load(yaml: text, file: name)
    } catch {
      fatalError(error.message.english)
    }
  }
}
