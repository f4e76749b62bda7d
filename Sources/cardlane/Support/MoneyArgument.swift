import ArgumentParser
import Loyalty
import Wording

/// An amount on the command line: `1234.50`.
enum MoneyArgument {
  static func parse(_ text: String) throws -> Money {
    guard let amount = Money(text), amount >= .zero else {
      throw ValidationError(
        Sentence(
          zhHans: "“\(text)”不是金额，请写成 1234.50", zhHant: "「\(text)」不是金額，請寫成 1234.50",
          en: "\"\(text)\" is no amount; write it as 1234.50"))
    }
    return amount
  }
}
