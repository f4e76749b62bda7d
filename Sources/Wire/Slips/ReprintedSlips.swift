package import Lane
package import Wording

/// Copies of a slip that were printed again.
package struct ReprintedSlips: Encodable {
  let slips: [SlipRecord]
  let repeated: Bool?

  /// - Parameter repeated: whether they had been printed under the same key before; `nil` where nobody gave one.
  package init(_ slips: [SlipCopy], repeated: Bool? = nil, _ language: Language) {
    self.slips = slips.map { SlipRecord($0, language) }
    self.repeated = repeated
  }
}
