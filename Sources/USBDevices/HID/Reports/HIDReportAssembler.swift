/// Puts input reports together that come in pieces.
///
/// A device with 8-byte packets sends a report of 337 bytes as 43 packets; a transfer may bring one
/// packet, many, or the rest of one report and the start of the next. A report ends when it has
/// the length that the descriptor states, or with a packet shorter than the others. The buffer is
/// overwritten when a report has been handed over or given up.
public struct HIDReportAssembler: Sendable {
  private let lengths: [UInt8?: Int]
  private let packetSize: Int
  private var buffer: [UInt8] = []

  /// Makes an assembler for the input reports of a device.
  ///
  /// `packetSize` is the endpoint's `wMaxPacketSize`; anything below 1 counts as 1.
  public init(_ descriptor: HIDReportDescriptor, packetSize: Int) {
    var lengths: [UInt8?: Int] = [:]
    for id in descriptor.reportIDs(.input) {
      lengths[id] = descriptor.reportLength(.input, id: id)
    }
    self.init(lengths: lengths, packetSize: packetSize)
  }

  /// Makes an assembler for reports of one length, without id.
  public init(reportLength: Int, packetSize: Int) {
    self.init(lengths: [nil: reportLength], packetSize: packetSize)
  }

  private init(lengths: [UInt8?: Int], packetSize: Int) {
    self.lengths = lengths
    self.packetSize = max(1, packetSize)
    buffer.reserveCapacity(lengths.values.max() ?? 0)
  }

  /// What became of a report.
  public enum Outcome: Sendable, Hashable {
    /// It has the stated length.
    case complete
    /// It ended early: a packet shorter than the others came before the stated length.
    case short(expected: Int)
    /// Its id is not in the descriptor; the rest of the transfer was dropped.
    case unknown(id: UInt8)
  }

  /// How many bytes of an unfinished report are waiting.
  public var pendingBytes: Int { buffer.count }

  /// Bytes of the longest report.
  public var longestReport: Int { lengths.values.max() ?? 0 }

  /// How many bytes the next transfer should ask for: what is missing of a report, or a whole one.
  ///
  /// Where reports differ in length, one that is shorter than the longest and fills its packets would
  /// not end a long transfer; then packets are asked for one by one.
  public var nextTransferLength: Int {
    if let id = buffer.first { return max(1, (lengths[nil] ?? lengths[id] ?? 0) - buffer.count) }
    let isAmbiguous = lengths.values.contains { $0 < longestReport && $0 % packetSize == 0 }
    return isAmbiguous ? packetSize : max(1, longestReport)
  }

  /// Takes the bytes of one transfer, and lends every report that ends with it to `body`.
  ///
  /// The bytes are overwritten after `body` returns.
  public mutating func append(
    _ transfer: Span<UInt8>, report body: (Span<UInt8>, Outcome) -> Void
  ) {
    var position = 0
    if transfer.isEmpty, !buffer.isEmpty { finishShort(body) }
    while position < transfer.count {
      let id = buffer.first ?? transfer[position]
      guard let expected = lengths[nil] ?? lengths[id], expected > 0 else {
        drop()
        body(Span(), .unknown(id: id))
        return
      }
      // Packets count from the start of a report: the last packet of one may be short.
      let packet = min(packetSize, transfer.count - position, expected - buffer.count)
      for index in position..<position + packet { buffer.append(transfer[index]) }
      position += packet
      if buffer.count >= expected {
        body(buffer.span, .complete)
        drop()
      } else if packet < packetSize {
        finishShort(body)
      }
    }
  }

  /// Hands an unfinished report over as a short one: no more of it will come.
  public mutating func finish(_ body: (Span<UInt8>, Outcome) -> Void) {
    if !buffer.isEmpty { finishShort(body) }
  }

  /// Gives up an unfinished report: the device was unplugged, or was silent for too long. Gives the
  /// number of bytes that were lost.
  @discardableResult
  public mutating func drop() -> Int {
    let lost = buffer.count
    for index in buffer.indices { buffer[index] = 0 }
    buffer.removeAll(keepingCapacity: true)
    return lost
  }

  private mutating func finishShort(_ body: (Span<UInt8>, Outcome) -> Void) {
    let id = buffer.first ?? 0
    body(buffer.span, .short(expected: lengths[nil] ?? lengths[id] ?? 0))
    drop()
  }
}
