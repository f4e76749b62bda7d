public import Documents
public import Wording

/// A sale that cannot be priced: malformed, contradictory, or refused by a rule.
public struct SaleError: ListsMistakes, Hashable {
  /// Everything that is wrong with it; at least one.
  public let mistakes: [Mistake]

  /// Makes an error from mistakes.
  public init(_ mistakes: [Mistake]) { self.mistakes = mistakes }

  /// Makes an error from one mistake.
  public init(_ mistake: Mistake) { self.mistakes = [mistake] }

  /// `invalidSale` for wrong input, else the first refusal's own code such as `memberOnlyGoods`.
  public var code: String { nature == .input ? "invalidSale" : mistakes.first?.code ?? "refused" }

  /// Input, unless everything that is wrong is a refusal of business.
  public var nature: ErrorNature {
    mistakes.allSatisfy { $0.nature == .refusal } ? .refusal : .input
  }

  /// One line a mistake, each with its field.
  public var message: Sentence { mistakes.joined(naming: SaleField.name) }

  public var hint: Sentence? {
    if nature == .refusal { return mistakes.first?.suggestion }
    return Sentence(
      zhHans: "请改正这些字段后重试；尚未计价，也未记录任何内容。",
      zhHant: "請改正這些欄位後重試；尚未計價，也未記錄任何內容。",
      en: "Correct these fields and try again; nothing was priced or recorded.")
  }
}
