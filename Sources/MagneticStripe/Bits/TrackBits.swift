/// The bits of one track in the order in which they pass the head: overwritten when released,
/// printed as `••••`.
public struct TrackBits: Sendable, Equatable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  private let storage: ZeroingBytes

  /// Takes bits one by one.
  public init(_ bits: some Sequence<Bool>) {
    var bytes: [UInt8] = bits.map { $0 ? 1 : 0 }
    defer { wipe(&bytes) }
    storage = ZeroingBytes(bytes.span, 0..<bytes.count)
  }

  /// Takes packed bits, the most significant bit of each byte first, or the least significant one.
  /// `count` bits are taken, or as many as there are.
  public init(packed: Span<UInt8>, count: Int, lowBitFirst: Bool = false) {
    let wanted = max(0, min(count, packed.count * 8))
    var bits = [UInt8](repeating: 0, count: wanted)
    defer { wipe(&bits) }
    for index in 0..<wanted {
      let place = UInt8(index % 8)
      bits[index] = packed[index / 8] >> (lowBitFirst ? place : 7 - place) & 1
    }
    storage = ZeroingBytes(bits.span, 0..<wanted)
  }

  /// The number of bits.
  public var count: Int { storage.count }

  /// A copy of the bits, neither concealed nor overwritten.
  public var bits: [Bool] {
    withBits { span in span.indices.map { span[$0] == 1 } }
  }

  /// Lends the bits, each as a byte of 0 or 1.
  func withBits<Result>(_ body: (Span<UInt8>) -> Result) -> Result { storage.withBytes(body) }

  /// Always `••••`.
  public var description: String { concealment }
  /// Always `••••`.
  public var debugDescription: String { concealment }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// Whether both hold the same bits.
  public static func == (left: Self, right: Self) -> Bool {
    left.storage.holdsSame(as: right.storage)
  }
}
