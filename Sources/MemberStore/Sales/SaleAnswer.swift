/// A sale as it stands after a step, with whether the step had been done before.
package struct SaleAnswer: Sendable {
  package let record: SaleRecord
  /// Whether the sale had been so already: this call changed nothing.
  package let isRepeated: Bool

  package init(_ record: SaleRecord, isRepeated: Bool) {
    self.record = record
    self.isRepeated = isRepeated
  }
}
