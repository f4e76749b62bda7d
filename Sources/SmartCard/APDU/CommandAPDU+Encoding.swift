extension CommandAPDU {
  /// The bytes that go to the card.
  ///
  /// Throws ``SmartCardError/Reason/malformedCommand`` when the data or ``expectedLength`` does not
  /// fit the form. An extended command without data and without ``expectedLength`` is case 1, which
  /// has one encoding only.
  public func encoded(as form: Form = .shortest) throws(SmartCardError) -> [UInt8] {
    let extended = form == .extended || (form == .shortest && needsExtendedLength)
    guard data.count <= (extended ? 65_535 : 255) else {
      throw .malformedCommand("\(data.count) bytes of data do not fit the command")
    }
    if let expectedLength {
      guard 1...(extended ? 65_536 : 256) ~= expectedLength else {
        throw .malformedCommand("Ne \(expectedLength) does not fit the command")
      }
    }
    var bytes = header
    bytes.reserveCapacity(data.count + 9)
    if !data.isEmpty {
      bytes +=
        extended ? [0, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] : [UInt8(data.count)]
      bytes += data
    }
    if let expectedLength {
      if extended {
        if data.isEmpty { bytes.append(0) }
        bytes.append(UInt8((expectedLength >> 8) & 0xFF))
      }
      bytes.append(UInt8(expectedLength & 0xFF))
    }
    return bytes
  }

  /// Reads a command from its bytes, in any of the seven encodings.
  ///
  /// Throws ``SmartCardError/Reason/malformedCommand`` for fewer than four bytes, an Lc that does not
  /// match what follows, or bytes that are left over.
  public init(parsing bytes: [UInt8]) throws(SmartCardError) {
    guard bytes.count >= 4 else {
      throw .malformedCommand("\(bytes.count) bytes are fewer than a header")
    }
    let body = try Self.body(of: Array(bytes[4...]))
    self.init(
      cla: bytes[0], ins: bytes[1], p1: bytes[2], p2: bytes[3], data: body.data,
      expectedLength: body.expectedLength)
  }

  /// Splits what follows the header into data and Ne.
  private static func body(
    of body: [UInt8]
  ) throws(SmartCardError) -> (data: [UInt8], expectedLength: Int?) {
    guard let first = body.first else { return ([], nil) }
    if body.count == 1 { return ([], first == 0 ? 256 : Int(first)) }
    if first != 0 {
      let end = 1 + Int(first)
      switch body.count {
      case end: return (Array(body[1...]), nil)
      case end + 1: return (Array(body[1..<end]), body[end] == 0 ? 256 : Int(body[end]))
      default: throw .malformedCommand("Lc \(first) does not match \(body.count - 1) bytes")
      }
    }
    guard body.count >= 3 else { throw .malformedCommand("an extended length is cut off") }
    let length = Int(body[1]) << 8 | Int(body[2])
    if body.count == 3 { return ([], length == 0 ? 65_536 : length) }
    guard length > 0 else { throw .malformedCommand("an extended Lc of zero is followed by data") }
    let end = 3 + length
    switch body.count {
    case end: return (Array(body[3...]), nil)
    case end + 2:
      let expected = Int(body[end]) << 8 | Int(body[end + 1])
      return (Array(body[3..<end]), expected == 0 ? 65_536 : expected)
    default: throw .malformedCommand("Lc \(length) does not match \(body.count - 3) bytes")
    }
  }
}
