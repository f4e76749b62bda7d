import Printers
import Receipts
import Wording

/// A printer named on the command line.
enum PrinterArgument {
  /// A folder for ESC/POS files, or `tcp://host[:port]`.
  static func open(_ text: String) throws -> any Printer {
    let scheme = "tcp://"
    if text.hasPrefix(scheme) {
      return NetworkPrinter(try NetworkAddress(String(text.dropFirst(scheme.count))))
    }
    try OutputFolder.make(text)
    return FilePrinter(folder: text)
  }
}

extension PrinterProfile {
  /// The profile for slips in a language: traditional Chinese goes out in Big5.
  static func of(_ language: Language) -> PrinterProfile {
    language == .traditionalChinese ? .traditional80 : .chinese80
  }
}
