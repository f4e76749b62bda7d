/// The kinds of reader. Raw values are the `kind` of the JSON form.
public enum ReaderKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// A chip or contactless reader behind PC/SC.
  case pcsc
  /// A magnetic stripe reader that sends HID reports.
  case msr
  /// A magnetic stripe reader that types like a keyboard.
  case wedge
}
