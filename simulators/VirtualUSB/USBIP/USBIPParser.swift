/// Cuts a client's byte stream into requests.
///
/// One read may bring half a request or many. A parser that has thrown gives nothing more.
public struct USBIPParser: Sendable {
  /// The version that both sides speak.
  public static let version: UInt16 = 0x0111
  /// Bytes of the header of a transfer and of everything that answers one.
  static let headerLength = 48
  /// The longest transfer that Linux lets a program submit.
  static let longestTransfer: UInt32 = 16 << 20

  /// Whether a device has been imported: then transfers come, and no operations any more.
  public private(set) var isAttached = false
  private var bytes: [UInt8] = []
  private var start = 0
  private var failure: USBIPProtocolError?

  /// Makes a parser for a new connection.
  public init() {}

  /// Adds bytes as they came in.
  public mutating func append(_ more: some Collection<UInt8>) {
    if start > 0, start == bytes.count || start > 65_536 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes.append(contentsOf: more)
  }

  /// Bytes that wait for the rest of their request.
  public var pendingBytes: Int { bytes.count - start }

  /// The server has given the client its device.
  public mutating func attach() { isAttached = true }

  /// The next whole request, or `nil` until more bytes come in.
  public mutating func next() throws(USBIPProtocolError) -> USBIPRequest? {
    if let failure { throw failure }
    do throws(USBIPProtocolError) {
      return isAttached ? try nextCommand() : try nextOperation()
    } catch {
      failure = error
      bytes = []
      start = 0
      throw error
    }
  }

  private mutating func nextOperation() throws(USBIPProtocolError) -> USBIPRequest? {
    guard pendingBytes >= 8 else { return nil }
    let version = number(at: 0, as: UInt16.self)
    guard version == Self.version else { throw .version(version) }
    let code = number(at: 2, as: UInt16.self)
    switch code {
    case 0x8005:
      start += 8
      return .deviceList
    case 0x8003:
      guard pendingBytes >= 40 else { return nil }
      let field = bytes[(start + 8)..<(start + 40)]
      guard let end = field.firstIndex(of: 0), field[..<end].allSatisfy({ (0x21...0x7E) ~= $0 })
      else { throw .busID }
      start += 40
      return .importDevice(busID: String(decoding: field[..<end], as: UTF8.self))
    default: throw .operation(code)
    }
  }

  private mutating func nextCommand() throws(USBIPProtocolError) -> USBIPRequest? {
    guard pendingBytes >= Self.headerLength else { return nil }
    let sequence = number(at: 4, as: UInt32.self)
    switch number(at: 0, as: UInt32.self) {
    case 1: return try nextSubmit(sequence)
    case 2:
      let target = number(at: 20, as: UInt32.self)
      start += Self.headerLength
      return .unlink(sequence: sequence, target: target)
    case let command: throw .command(command)
    }
  }

  private mutating func nextSubmit(
    _ sequence: UInt32
  ) throws(USBIPProtocolError) -> USBIPRequest? {
    let direction = number(at: 12, as: UInt32.self)
    let endpoint = number(at: 16, as: UInt32.self)
    guard direction <= 1, endpoint <= 15 else {
      throw .endpoint(direction: direction, number: endpoint)
    }
    let length = number(at: 24, as: UInt32.self)
    guard length <= Self.longestTransfer else { throw .length(length) }
    // The documents say 0xFFFFFFFF for what is not isochronous; the kernel sends 0.
    let packets = number(at: 32, as: UInt32.self)
    guard packets == 0 || packets == .max else { throw .isochronous(packets: packets) }
    let isIn = direction == 1
    let dataLength = isIn ? 0 : Int(length)
    guard pendingBytes >= Self.headerLength + dataLength else { return nil }
    let data = start + Self.headerLength
    let submit = USBIPSubmit(
      sequence: sequence, deviceID: number(at: 8, as: UInt32.self), isIn: isIn,
      endpoint: UInt8(endpoint), length: Int(length),
      setup: USBSetup(bytes[(start + 40)..<(start + 48)]),
      data: Array(bytes[data..<data + dataLength]))
    start = data + dataLength
    return .submit(submit)
  }

  /// A number of the pending bytes, most significant byte first.
  private func number<Number: FixedWidthInteger & UnsignedInteger>(
    at offset: Int, as _: Number.Type
  ) -> Number {
    bytes[(start + offset)..<(start + offset + Number.bitWidth / 8)]
      .reduce(0) { $0 << 8 | Number($1) }
  }
}
