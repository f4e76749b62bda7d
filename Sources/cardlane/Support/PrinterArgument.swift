import Printers
import Receipts
import Wording

/// A printer named on the command line.
enum PrinterArgument {
  /// A folder for ESC/POS files, `tcp://host[:port]`, `usb:` for the only USB printer, or
  /// `usb:04b8:0e15`.
  static func open(_ text: String) throws -> any Printer {
    let scheme = "tcp://"
    if text.hasPrefix(scheme) {
      return NetworkPrinter(try NetworkAddress(String(text.dropFirst(scheme.count))))
    }
    if text.hasPrefix("usb:") {
      return USBPrinter(try USBPrinterAddress(String(text.dropFirst("usb:".count))))
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
