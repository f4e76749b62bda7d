public import Printers
public import Receipts
public import Wording

extension PrinterAddress {
  /// The printer at this address; a folder is made where there is none.
  ///
  /// - Throws: ``Desk/PlainError`` for a folder that cannot be made.
  public func open(_ profile: PrinterProfile = .chinese80) throws -> any Printer {
    if case .folder(let path) = self { try OutputFolder.make(path) }
    return printer(profile)
  }
}

extension PrinterProfile {
  /// The profile for slips in a language: traditional Chinese goes out in Big5.
  public static func of(_ language: Language) -> PrinterProfile {
    language == .traditionalChinese ? .traditional80 : .chinese80
  }
}
