public import Documents
public import Wording

/// A return that cannot be made: malformed, of another sale, or of more than was sold.
public struct ReturnError: ListsMistakes, Hashable {
  /// Everything that is wrong with it; at least one.
  public let mistakes: [Mistake]

  /// Makes an error from mistakes.
  public init(_ mistakes: [Mistake]) { self.mistakes = mistakes }

  public var code: String { nature == .input ? "invalidReturn" : mistakes.first?.code ?? "refused" }
  public var nature: ErrorNature {
    mistakes.allSatisfy { $0.nature == .refusal } ? .refusal : .input
  }
  public var message: Sentence { mistakes.joined(naming: SaleField.name) }
  public var hint: Sentence? {
    Sentence(
      zhHans: "未退款，积分未变。", zhHant: "未退款，積分未變。", en: "Nothing was refunded, no points changed.")
  }
}

extension Mistake {
  static func unknownLine(_ line: String, index: Int, known: [String]) -> Mistake {
    let guess = Spelling.closest(to: line, among: known)
    return Mistake(
      code: "unknownLine", path: "lines[\(index)].id",
      sentence: .init(
        zhHans: "这笔销售没有“\(line)”行。", zhHant: "這筆銷售沒有「\(line)」行。",
        en: "The sale has no line \"\(line)\"."),
      suggestion: guess.map {
        .init(zhHans: "是否要写“\($0)”？", zhHant: "是否要寫「\($0)」？", en: "Did you mean \"\($0)\"?")
      })
  }

  static func lineTwice(_ line: String, index: Int) -> Mistake {
    Mistake(
      code: "duplicateLine", path: "lines[\(index)].id",
      sentence: .init(
        zhHans: "“\(line)”行写了两次。", zhHant: "「\(line)」行寫了兩次。",
        en: "The line \"\(line)\" is given twice."))
  }

  static func moreThanLeft(
    _ asked: Quantity, of name: String, left: Quantity, index: Int
  ) -> Mistake {
    Mistake(
      code: "moreThanSold", path: "lines[\(index)].quantity",
      sentence: .init(
        zhHans: "“\(name)”要退 \(asked)，但只剩 \(left) 可退。",
        zhHant: "「\(name)」要退 \(asked)，但只剩 \(left) 可退。",
        en: "\(asked) of \"\(name)\" are to come back, but only \(left) are left to return."),
      nature: .refusal)
  }

  static var quoteOfAnotherSale: Mistake {
    Mistake(
      code: "contradiction", path: "quote",
      sentence: .init(
        zhHans: "计价结果与这笔销售不符。", zhHant: "計價結果與這筆銷售不符。",
        en: "The quote does not belong to this sale."))
  }

  static var nothingToReturn: Mistake {
    Mistake(
      code: "missingField", path: "lines",
      sentence: .init(zhHans: "没有写明退哪些商品。", zhHant: "沒有寫明退哪些商品。", en: "No line is given."))
  }

  static func returnBeforeSale(_ date: String, sale: String) -> Mistake {
    Mistake(
      code: "beforeSale", path: "date",
      sentence: .init(
        zhHans: "退货日期 \(date) 早于销售日期 \(sale)。", zhHant: "退貨日期 \(date) 早於銷售日期 \(sale)。",
        en: "The return of \(date) lies before the sale of \(sale)."))
  }
}
