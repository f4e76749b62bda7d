public import Printers
public import Receipts
public import Wording

/// A printer by its address.
public enum PrinterAddress {
  /// A folder for ESC/POS files, `tcp://host[:port]`, `usb:` for the only USB printer, or
  /// `usb:04b8:0e15`.
  ///
  /// - Throws: ``PrinterError`` for an address that cannot be, ``PlainError`` for a folder that cannot be made.
  public static func open(_ text: String) throws -> any Printer {
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
  public static func of(_ language: Language) -> PrinterProfile {
    language == .traditionalChinese ? .traditional80 : .chinese80
  }
}
