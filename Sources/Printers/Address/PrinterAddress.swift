public import Receipts

/// Where a printer is, as people write it: `usb:`, `usb:04b8:0e15:SERIAL`, `tcp://host:9100`,
/// `serial:/dev/ttyUSB0?baud=19200&flow=rtscts`, `device:/dev/usb/lp0`, `folder:slips` or `cups:QUEUE`.
///
/// What is none of these is refused: nothing is ever printed into a folder that nobody asked for.
public enum PrinterAddress: Sendable, Hashable, CustomStringConvertible {
  /// On USB.
  case usb(USBPrinterAddress)
  /// On the network, raw bytes over TCP.
  case tcp(NetworkAddress)
  /// On a serial line.
  case serial(SerialAddress)
  /// Behind a device file of the kernel, or a pipe.
  case device(path: String)
  /// A folder that keeps each job as a file.
  case folder(path: String)
  /// A queue of CUPS, as raw bytes.
  case cups(queue: String)

  /// Reads an address.
  ///
  /// - Throws: ``PrinterError/Code/badAddress`` for anything else, with what was probably meant.
  public init(_ text: String) throws(PrinterError) { try self.init(text, guesses: Self.guesses) }

  /// Reads an address; what was meant by one that is none is asked for then only.
  init(_ text: String, guesses: (String) -> [String]) throws(PrinterError) {
    // An address is one line of printable text.
    guard let (kind, rest) = Kind.split(text),
      text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { throw .badAddress(text, meant: guesses(text)) }
    switch kind {
    case .usb: self = .usb(try USBPrinterAddress(rest))
    case .tcp: self = .tcp(try NetworkAddress(rest))
    case .serial:
      guard let address = SerialAddress(rest) else {
        throw .badAddress(
          text,
          meant: ["serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0?baud=19200&flow=rtscts&parity=none"])
      }
      self = .serial(address)
    case .device:
      guard rest.hasPrefix("/") else {
        throw .badAddress(text, meant: ["device:/dev/usb/" + rest])
      }
      self = .device(path: rest)
    case .folder:
      guard !rest.isEmpty else { throw .badAddress(text, meant: ["folder:slips"]) }
      self = .folder(path: rest)
    case .cups:
      // The name of a queue has no spaces, `/`, `#`, and no `-` in front, which would be an option.
      guard (1...127).contains(rest.utf8.count), !rest.hasPrefix("-"),
        !rest.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "#" })
      else { throw .badAddress(text, meant: ["cups:Receipts"]) }
      self = .cups(queue: rest)
    }
  }

  /// As it is read.
  public var description: String {
    switch self {
    case .usb(let address): Kind.usb.rawValue + (address == .only ? "" : address.description)
    case .tcp(let address): Kind.tcp.rawValue + address.description
    case .serial(let address): Kind.serial.rawValue + address.description
    case .device(let path): Kind.device.rawValue + path
    case .folder(let path): Kind.folder.rawValue + path
    case .cups(let queue): Kind.cups.rawValue + queue
    }
  }

  /// The printer at this address. Nothing is opened before the first job.
  public func printer(_ profile: PrinterProfile = .chinese80) -> any Printer {
    switch self {
    case .usb(let address): USBPrinter(address, profile: profile)
    case .tcp(let address): NetworkPrinter(address, profile: profile)
    case .serial(let address): DevicePrinter(.serial(address), profile: profile)
    case .device(let path): DevicePrinter(.device(path: path), profile: profile)
    case .folder(let path): FilePrinter(folder: path, profile: profile)
    case .cups(let queue): CUPSPrinter(queue: queue, profile: profile)
    }
  }

  /// The kinds of addresses, by what they begin with.
  enum Kind: String, CaseIterable {
    case usb = "usb:"
    case tcp = "tcp://"
    case serial = "serial:"
    case device = "device:"
    case folder = "folder:"
    case cups = "cups:"

    /// The kind and what follows.
    static func split(_ text: String) -> (Kind, String)? {
      allCases.first { text.hasPrefix($0.rawValue) }
        .map { ($0, String(text.dropFirst($0.rawValue.count))) }
    }
  }
}
