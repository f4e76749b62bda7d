public import Receipts

/// A receipt printer on the network: raw bytes over TCP, port 9100 unless told otherwise.
///
/// Each job has a connection of its own.
public final class NetworkPrinter: Printer {
  /// Where the printer is.
  public let address: NetworkAddress
  public let profile: PrinterProfile
  private let desk: StreamDesk

  /// How long each wait may last.
  public typealias Patience = StreamPatience

  /// Describes a printer; nothing is connected yet.
  public init(
    _ address: NetworkAddress, profile: PrinterProfile = .chinese80,
    patience: Patience = Patience()
  ) {
    self.address = address
    self.profile = profile
    desk = StreamDesk(name: address.description, profile: profile, patience: patience) {
      (deadline) throws(ByteLink.Failure) in
      try ByteLink(to: address, by: deadline)
    }
  }

  public func print(_ job: PrintJob) async throws(PrinterError) -> PrintOutcome {
    try await desk.print(job)
  }

  public func status() async throws(PrinterError) -> PrinterStatus { try await desk.status() }
}
