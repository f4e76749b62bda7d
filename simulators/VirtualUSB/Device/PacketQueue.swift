/// The packets that an endpoint has for the host, in order.
struct PacketQueue: Sendable {
  struct Packet: Sendable {
    var bytes: [UInt8]
    /// When it is there to be fetched.
    var due: ContinuousClock.Instant
    /// Whether the cable is pulled behind this packet.
    var isLast = false
  }

  private var packets: [Packet] = []
  private var first = 0

  var isEmpty: Bool { first == packets.count }
  var count: Int { packets.count - first }
  var next: Packet? { isEmpty ? nil : packets[first] }

  /// Cuts bytes into packets, each `gap` later than the one before.
  mutating func append(
    _ bytes: [UInt8], packetSize: Int, now: ContinuousClock.Instant, gap: Duration = .zero,
    pullsCable: Bool = false
  ) {
    var due = max(now, packets.last?.due ?? now)
    for start in stride(from: 0, to: max(bytes.count, 1), by: packetSize) {
      let end = min(start + packetSize, bytes.count)
      due += gap
      packets.append(Packet(bytes: Array(bytes[start..<end]), due: due))
    }
    if pullsCable { packets[packets.count - 1].isLast = true }
  }

  mutating func removeFirst() {
    first += 1
    if first == packets.count {
      removeAll()
    } else if first > 4096 {
      packets.removeFirst(first)
      first = 0
    }
  }

  mutating func removeAll() {
    packets.removeAll(keepingCapacity: true)
    first = 0
  }
}
