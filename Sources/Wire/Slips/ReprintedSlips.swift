package import Lane
package import Wording

/// Copies of a slip that were printed again.
package struct ReprintedSlips: Encodable {
  let slips: [SlipRecord]

  package init(_ slips: [SlipCopy], _ language: Language) {
    self.slips = slips.map { SlipRecord($0, language) }
  }
}
