public import Wording

/// Why digits are not a VIP card's number. Never holds the digits.
public enum CardNumberError: ExplainedError, Hashable {
  /// Something that is not a digit.
  case notDigits
  /// Fewer than 12 or more than 19 digits.
  case length(Int)
  /// The last digit is not the Luhn digit of the others.
  case checkDigit

  public var code: String { "invalidCardNumber" }

  public var nature: ErrorNature { .input }

  public var message: Sentence {
    switch self {
    case .notDigits:
      Sentence(
        zhHans: "卡号只能是数字。", zhHant: "卡號只能是數字。",
        en: "A card number consists of digits only.")
    case .length(let count):
      Sentence(
        zhHans: "卡号应为12至19位，实为\(count)位。", zhHant: "卡號應為12至19位，實為\(count)位。",
        en: "A card number has 12 to 19 digits, not \(count).")
    case .checkDigit:
      Sentence(
        zhHans: "卡号的校验位不对。", zhHant: "卡號的檢查碼不對。",
        en: "The check digit of the card number is wrong.")
    }
  }

  public var hint: Sentence? {
    Sentence(zhHans: "请核对卡号。", zhHant: "請核對卡號。", en: "Check the number.")
  }
}
