import Documents
import Wording

/// The ways of paying that every till knows.
public enum TenderKinds {
  /// 现金, 银行卡, 微信支付, 支付宝, 储值, 礼券.
  public static let known = ["cash", "bankCard", "weChatPay", "alipay", "prepaid", "voucher"]
}

extension LoyaltyProgram {
  /// The ways of paying that a till takes under this program: those that every till knows, and those that
  /// the program names.
  public var takenTenders: [String] {
    TenderKinds.known
      + tenders.union(points.earningTenders).subtracting(TenderKinds.known).sorted()
  }

  /// Refuses a way of paying that nobody knows: a slip of the keyboard would count as a tender that earns
  /// nothing, and take the member's points away in silence.
  ///
  /// - Throws: ``SaleError`` of nature `input`, with what may have been meant.
  public func check(tender kind: String) throws(SaleError) {
    guard !takenTenders.contains(kind) else { return }
    throw SaleError(.unknownTender(kind, path: "tender", known: takenTenders))
  }
}

extension Mistake {
  static func unknownTender(_ kind: String, path: String, known: [String]) -> Mistake {
    let list = known.joined(separator: ", ")
    let guess = Spelling.closest(to: kind, among: known)
    return Mistake(
      code: "unknownTender", path: path,
      sentence: .init(
        zhHans: "没有“\(kind)”这种付款方式，只有：\(list)。", zhHant: "沒有「\(kind)」這種付款方式，只有：\(list)。",
        en: "There is no tender \"\(kind)\", only: \(list)."),
      suggestion: guess.map {
        .init(zhHans: "是否要写“\($0)”？", zhHant: "是否要寫「\($0)」？", en: "Did you mean \"\($0)\"?")
      }
        ?? .init(
          zhHans: "其他付款方式请写进规则文件的 tenders。", zhHant: "其他付款方式請寫進規則檔案的 tenders。",
          en: "Name further ones in the program file, under \"tenders\"."))
  }
}
