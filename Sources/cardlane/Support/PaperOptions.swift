import ArgumentParser
import Desk
import Lane
import Printers
import Receipts

/// Where slips go.
struct PaperOptions: ParsableArguments {
  /// What `--help` says of a printer's address.
  static let printerHelp: ArgumentHelp = """
    Where to print: usb:, usb:VENDOR:PRODUCT[:SERIAL], tcp://HOST[:PORT], serial:/dev/ttyUSB0?baud=19200, \
    device:/dev/usb/lp0, cups:QUEUE, or folder:PATH for ESC/POS files.
    """

  @Option(help: printerHelp)
  var printer: String?
  @Option(help: PrinterProfileArgument.help)
  var printerProfile: String?
  @Option(help: "A folder for the slips as text, ESC/POS bytes and picture.")
  var slips: String?

  /// The printer; `nil` when none is named.
  func open() throws -> (any Printer)? {
    let profile = try profile()
    return try LaneInForce.settings.printer(printer).map {
      try PrinterAddress($0.value.address).open(profile ?? .chinese80)
    }
  }

  /// The profile: what the option names, else that of the lane file's printer; `nil` when none is named.
  func profile() throws -> PrinterProfile? {
    let inForce = LaneInForce.settings.printer(printer)?.value.profile
    return try (printerProfile ?? inForce).map(PrinterProfileArgument.read)
  }

  /// Leaves the slips in the folder, where one is named.
  func keep(_ copies: [SlipCopy]) throws {
    if let slips = LaneInForce.settings.slips(slips)?.value {
      try SlipFiles(folder: slips, profile: profile()).write(copies)
    }
  }
}
