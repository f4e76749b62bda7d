public import Wording

/// A slip as a list of typed lines, before any printer or paper width is known.
///
/// A receipt is complete in itself: it can be stored (it is `Codable`), laid out again on any width, and
/// printed again. The copy and the reprint count are facts beside the lines, so one stored receipt gives
/// the merchant copy, the customer copy and every reprint.
public struct Receipt: Sendable, Hashable, Codable {
  /// The receipt number, the same on every copy and reprint.
  public var number: String
  /// The language that the lines are written in.
  public var language: Language
  /// Who gets this copy.
  public var copy: Copy
  /// How many times it has been printed before; 0 is the original.
  public var reprint: Int
  /// The lines from top to bottom.
  public var lines: [ReceiptLine]

  /// Makes a receipt; the original of the merchant copy unless said otherwise.
  public init(
    number: String, language: Language, copy: Copy = .merchant, reprint: Int = 0,
    lines: [ReceiptLine]
  ) {
    self.number = number
    self.language = language
    self.copy = copy
    self.reprint = reprint
    self.lines = lines
  }

  /// Who gets a copy. Raw values are those of the JSON form.
  public enum Copy: String, Sendable, Hashable, CaseIterable, Codable {
    /// 商户联: signed by the member and kept by the store.
    case merchant
    /// 顾客联: handed out.
    case customer
  }

  /// Whether printing this copy opens the cash drawer: where cash goes in or out, with the shop's own copy, and
  /// never again with a reprint.
  public var opensDrawer: Bool {
    copy == .merchant && reprint == 0 && lines.contains(.drawer)
  }

  /// The same receipt for the other hand.
  public func copy(for copy: Copy) -> Receipt {
    var result = self
    result.copy = copy
    return result
  }

  /// The same receipt marked 重印 with its count; 0 is the original.
  public func reprinted(_ count: Int) -> Receipt {
    var result = self
    result.reprint = max(0, count)
    return result
  }
}
