import ArgumentParser
import Desk
import Lane
import Printers

/// Where slips go.
struct PaperOptions: ParsableArguments {
  @Option(help: "Where to print: a folder for ESC/POS files, tcp://host[:port], or usb:.")
  var printer: String?
  @Option(help: "A folder for the slips as text, ESC/POS bytes and picture.")
  var slips: String?

  /// The printer; `nil` when none is named.
  func open() throws -> (any Printer)? { try printer.map(PrinterAddress.open) }

  /// Leaves the slips in the folder, where one is named.
  func keep(_ copies: [SlipCopy]) throws {
    if let slips { try SlipFiles(folder: slips).write(copies) }
  }
}
