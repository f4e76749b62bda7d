import Documents
public import Wording

extension SaleError {
  /// Reads the error body of a rules service: `{"error":{"code":"…","message":"…","hint":"…"}}`.
  ///
  /// `message` and `hint` are each a text, or an object with `zh-Hans`, `zh-Hant` and `en`; a single text
  /// stands for all three languages. Unknown keys are accepted. A `code` of `invalidSale` means wrong
  /// input whatever nature is given.
  ///
  /// - Parameters:
  ///   - json: UTF-8 text of one JSON object.
  ///   - nature: what the service's status says about it.
  /// - Returns: `nil` when the body is not of that form.
  public static func read(json: some Sequence<UInt8>, nature: ErrorNature) -> SaleError? {
    let log = MistakeLog()
    guard let root = Document.value(Array(json), as: .json, log: log),
      let error = root.fields()?.require("error")?.fields(),
      let code = error.require("code")?.code(),
      let message = error.require("message")?.wording()
    else { return nil }
    let hint = error.optional("hint").flatMap { $0.wording() }
    guard log.isEmpty else { return nil }
    let isInput = nature == .input || code == "invalidSale"
    return SaleError(
      Mistake(
        code: code, path: "", sentence: message, suggestion: hint,
        nature: isInput ? .input : .refusal))
  }
}

extension Value {
  /// A stable name of ASCII letters and digits, at most 64.
  fileprivate func code() -> String? {
    guard let text = text(), text.utf8.count <= 64,
      text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isASCIIAlphanumeric })
    else { return nil }
    return text
  }

  /// A text for people, in one wording or in all three.
  fileprivate func wording() -> Sentence? {
    guard case .scalar(let text, .quoted) = node.content else { return sentence() }
    // What a service says goes to the cashier's screen: bounded, and without control characters.
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(1_000) {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      clean.append(isControl && scalar != "\n" ? " " : scalar)
    }
    let said = String(clean)
    return said.isEmpty ? nil : Sentence(zhHans: said, zhHant: said, en: said)
  }
}

extension Character {
  fileprivate var isASCIIAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
}
