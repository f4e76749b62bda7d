public import Receipts

/// A receipt printer behind a device file: a serial line, the kernel's `/dev/usb/lp0`, or a pipe.
///
/// A pipe has no way back, so that what goes there is never more than unconfirmed.
public final class DevicePrinter: Printer {
  /// The device file, and the line's settings where it is a serial line.
  public let line: Line
  public let profile: PrinterProfile
  private let desk: StreamDesk

  /// A device file.
  public enum Line: Sendable, Hashable, CustomStringConvertible {
    /// A serial line.
    case serial(SerialAddress)
    /// Anything else that takes bytes as they are.
    case device(path: String)

    /// The device file.
    public var path: String {
      switch self {
      case .serial(let address): address.path
      case .device(let path): path
      }
    }

    /// The device file.
    public var description: String { path }
  }

  /// Describes a printer; nothing is opened yet.
  public init(
    _ line: Line, profile: PrinterProfile = .chinese80, patience: StreamPatience = StreamPatience()
  ) {
    self.line = line
    self.profile = profile
    desk = StreamDesk(name: line.path, profile: profile, patience: patience) {
      (deadline) throws(ByteLink.Failure) in
      try ByteLink(line, by: deadline)
    }
  }

  public func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome {
    try await desk.print(job)
  }

  public func status() async throws(PrinterError) -> PrinterStatus { try await desk.status() }
}
