/// Everything about one member, and the only change that is made to what is booked: taking the person out
/// of it (rule A48).
public protocol RetentionTables {
  /// All sales of a member, whatever became of them, in the order of holding.
  func sales(of member: String) throws -> [SaleRecord]
  /// All redemptions of a member, by date and id.
  func redemptions(of member: String) throws -> [RedemptionRecord]
  /// Replaces the texts of a sale in which a person may be named; amounts and points stay.
  func replaceTexts(ofSale id: String, content: String, priced: String, quote: String) throws
}
