public import Wording

/// A reader or a card in it failed. It names the device, and never holds card data.
public struct CardReaderError: ExplainedError, Sendable, Hashable {
  /// A stable name in lowerCamelCase.
  public let code: String
  /// What happened, and to which device.
  public let message: Sentence
  /// What the person in front of it can do.
  public let hint: Sentence?
  /// Whose matter it is.
  public let nature: ErrorNature

  /// Makes an error in words.
  public init(code: String, message: Sentence, hint: Sentence? = nil, nature: ErrorNature = .device)
  {
    self.code = code
    self.message = message
    self.hint = hint
    self.nature = nature
  }

  /// Takes over another error's words.
  public init(_ error: any ExplainedError) {
    self.init(code: error.code, message: error.message, hint: error.hint, nature: error.nature)
  }
}
