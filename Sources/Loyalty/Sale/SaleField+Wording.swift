import Wording

/// What a cashier calls the fields of a sale: paths are for programs.
enum SaleField {
  /// `lines[0]` is the first article; what is asked of it stands behind. `nil` for fields that are no
  /// article's.
  static func name(_ path: String) -> Sentence? {
    if path == "tender" || path.hasPrefix("specialTenders") {
      return Sentence(zhHans: "付款方式", zhHant: "付款方式", en: "Tender")
    }
    guard let match = path.wholeMatch(of: /(?:lines)?\[(\d+)\](?:\.(.+))?/),
      let index = Int(match.1)
    else { return nil }
    let article = Sentence(
      zhHans: "第\(index + 1)行商品", zhHant: "第\(index + 1)行商品", en: "Article \(index + 1)")
    guard let field = match.2.map(String.init) else { return article }
    let name = fields[field] ?? Sentence(zhHans: field, zhHant: field, en: field)
    return Sentence(
      zhHans: article.simplifiedChinese + name.simplifiedChinese,
      zhHant: article.traditionalChinese + name.traditionalChinese,
      en: article.english + ", " + name.english)
  }

  private static let fields: [String: Sentence] = [
    "id": Sentence(zhHans: "的行号", zhHant: "的行號", en: "line id"),
    "name": Sentence(zhHans: "的名称", zhHant: "的名稱", en: "name"),
    "quantity": Sentence(zhHans: "的数量", zhHant: "的數量", en: "quantity"),
    "unitPrice": Sentence(zhHans: "的单价", zhHant: "的單價", en: "unit price"),
    "kind": Sentence(zhHans: "的种类（kind）", zhHant: "的種類（kind）", en: "kind"),
    "counter": Sentence(zhHans: "的专柜", zhHant: "的專櫃", en: "counter"),
  ]
}
