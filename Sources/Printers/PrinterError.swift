public import Wording

/// Why a printer could not be used; the job, if there is one, is not lost.
public struct PrinterError: ExplainedError, Hashable {
  /// A stable name; unknown ones survive.
  public struct Code: RawRepresentable, Sendable, Hashable, Codable {
    /// The name in lowerCamelCase.
    public let rawValue: String
    /// Takes any name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The printer cannot be reached.
    public static let unreachable = Code(rawValue: "printerUnreachable")
    /// The link died or stayed silent.
    public static let silent = Code(rawValue: "printerSilent")
    /// The printer took everything and tells no status.
    public static let unproven = Code(rawValue: "printerUnproven")
    /// A job with this id was already sent, with other content.
    public static let jobConflict = Code(rawValue: "printJobConflict")
    /// The file could not be written.
    public static let fileNotWritten = Code(rawValue: "printFileNotWritten")
    /// The printer's address is not one.
    public static let badAddress = Code(rawValue: "printerAddress")
    /// More than one printer is plugged in, and none was named.
    public static let ambiguous = Code(rawValue: "printerAmbiguous")
  }

  /// Which error it is.
  public let kind: Code
  /// The printer, as a person would name it.
  public let printer: String
  public let message: Sentence
  public let hint: Sentence?
  public let nature: ErrorNature

  public var code: String { kind.rawValue }

  public static func == (left: Self, right: Self) -> Bool {
    left.kind == right.kind && left.printer == right.printer && left.message == right.message
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(printer)
    hasher.combine(message)
  }
}
