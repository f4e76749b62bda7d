/// A card's answer: data and a status word, as ISO/IEC 7816-4 frames it.
public struct ResponseAPDU: Sendable, Hashable {
  /// The answer without its status word, 0 to 65,536 bytes.
  public var data: [UInt8]
  /// SW1 SW2.
  public var status: StatusWord

  /// Makes an answer.
  public init(data: [UInt8] = [], status: StatusWord = .success) {
    self.data = data
    self.status = status
  }

  /// Reads an answer from its bytes.
  ///
  /// Throws ``SmartCardError/Reason/malformedAnswer`` for fewer than two bytes: those are a removed
  /// card or a broken transport, never an answer.
  public init(parsing bytes: [UInt8]) throws(SmartCardError) {
    guard bytes.count >= 2 else {
      throw .malformedAnswer("\(bytes.count) bytes are fewer than a status word")
    }
    self.data = Array(bytes.dropLast(2))
    self.status = StatusWord(sw1: bytes[bytes.count - 2], sw2: bytes[bytes.count - 1])
  }

  /// The bytes as they go over the wire: data, SW1, SW2.
  public var encoded: [UInt8] { data + [status.sw1, status.sw2] }

  /// Whether the status word is `9000`.
  public var isSuccess: Bool { status == .success }

  /// The data of an answer that ended with `9000`.
  ///
  /// Throws the status word otherwise, so that one can `catch StatusWord.fileNotFound`.
  public func requireSuccess() throws(StatusWord) -> [UInt8] {
    guard isSuccess else { throw status }
    return data
  }
}

extension ResponseAPDU: CustomStringConvertible {
  /// The number of data bytes and the status word in words; never the data itself.
  public var description: String { "\(data.count) bytes, \(status)" }
}
