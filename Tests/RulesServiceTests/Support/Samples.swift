import Foundation
import Loyalty

/// The shipped programs with a sample sale each.
enum Sample: String, CaseIterable, Sendable {
  case chainStore = "chain-store"
  case departmentStore = "department-store"
  case retailLoyalty = "retail-loyalty"

  var engine: RuleEngine {
    get throws {
      RuleEngine(
        try LoyaltyProgram.load(yaml: try Self.text(rawValue + ".yaml"), file: rawValue + ".yaml"))
    }
  }

  var sale: Sale {
    get throws { try Sale.read(json: try Self.text("examples/" + rawValue + "-sale.json")) }
  }

  private static func text(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appendingPathComponent("programs").appendingPathComponent(path),
      encoding: .utf8)
  }
}

extension Sale {
  /// The sale with something of it changed.
  func with(_ change: (inout Sale) -> Void) -> Sale {
    var copy = self
    change(&copy)
    return copy
  }
}

extension LoyaltyRules {
  /// The error that a sale is answered with; `nil` when it is priced.
  func refusal(of sale: Sale) async -> (any Error)? {
    do {
      _ = try await quote(sale)
      return nil
    } catch {
      return error
    }
  }
}
