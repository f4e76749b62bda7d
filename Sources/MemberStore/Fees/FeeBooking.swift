import BusinessCalendar
import Wording

extension StoreTransaction {
  /// The card years whose fee a member has paid and not got back.
  func feeYearsPaid(_ member: String) throws -> Set<Int> {
    var counts: [Int: Int] = [:]
    for entry in try feeEntries(of: member) {
      counts[entry.year, default: 0] += entry.isPayment ? 1 : -1
    }
    return Set(counts.filter { $0.value > 0 }.keys)
  }

  /// Refuses a second fee for a card year, one that another till is just selling included.
  func checkFee(year: Int, of member: String) throws {
    let isUnderWay = try openSales(of: member).contains { $0.effects.feeYear == year }
    guard !isUnderWay, try !feeYearsPaid(member).contains(year) else {
      throw StoreError.feePaid(year)
    }
  }

  /// Books a fee as paid, once a card year.
  func payFee(
    year: Int, of member: inout Member, reference: String, on date: BusinessDate?
  ) throws {
    guard try !feeYearsPaid(member.id).contains(year) else { return }
    try append(
      FeeEntry(
        id: "\(reference)/f\(try feeEntries(of: member.id).count + 1)", memberID: member.id,
        year: year, isPayment: true, reference: reference, date: date))
    member.feePaidFor = try feeYearsPaid(member.id).max()
  }

  /// Takes a payment back, when the sale that paid it comes back.
  func returnFee(
    year: Int, of member: inout Member, reference: String, on date: BusinessDate
  ) throws {
    guard try feeYearsPaid(member.id).contains(year) else { return }
    try append(
      FeeEntry(
        id: "\(reference)/f\(try feeEntries(of: member.id).count + 1)", memberID: member.id,
        year: year, isPayment: false, reference: reference, date: date))
    member.feePaidFor = try feeYearsPaid(member.id).max()
  }
}

extension StoreError {
  static func feePaid(_ year: Int) -> StoreError {
    StoreError(
      .feePaid, nature: .refusal,
      message: Sentence(
        zhHans: "\(year) 卡年的年费已付，不再收取。", zhHant: "\(year) 卡年的年費已付，不再收取。",
        en: "The fee of card year \(year) is paid already; it is not taken twice."),
      hint: Sentence(
        zhHans: "请从本单中删去年费。", zhHant: "請從本單中刪去年費。",
        en: "Take the fee out of this sale."))
  }
}

extension StoreError.Code {
  /// The fee of this card year is paid already.
  public static let feePaid = Self(rawValue: "feePaid")
}
