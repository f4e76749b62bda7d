import CPCSC

/// A card that is connected through a context of its own: `SCardConnect`, ended by
/// `SCardDisconnect`.
///
/// Every call blocks, some without limit while another program holds a transaction; call it from a
/// thread of your own, or use ``CardConnection``, which has one. It cannot be copied. When it goes
/// away, the card is left as it is and the context is released.
@safe public struct PCSCCard: ~Copyable {
  /// The reader's name.
  public let reader: String
  /// The protocol in use; empty for a direct connection.
  public private(set) var activeProtocol: CardProtocols
  let handle: SCARDHANDLE
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private let context: PCSCContext

  /// The longest answer: 65,536 bytes and a status word.
  private static let longestAnswer = 65_538

  /// Connects to the card in a reader: `SCardEstablishContext` and `SCardConnect`.
  ///
  /// Throws ``SmartCardError``, among others with ``SmartCardError/Reason/noCard``,
  /// ``SmartCardError/Reason/readerInUse`` and ``SmartCardError/Reason/cardUnresponsive``.
  public init(
    reader: String, share: ShareMode = .shared, protocols: CardProtocols = .any
  ) throws(SmartCardError) {
    try self.init(reader: reader, share: share, protocols: protocols) { _ in }
  }

  /// As above; tells the context's socket before the call that may block.
  init(
    reader: String, share: ShareMode, protocols: CardProtocols, opened: (ServiceSocket?) -> Void
  ) throws(SmartCardError) {
    // A name with a zero byte would be cut off there and might name another reader.
    guard !reader.utf8.contains(0) else { throw SmartCardError(.unknownReader, reader: reader) }
    let context = try PCSCContext()
    opened(context.socket)
    var handle = SCARDHANDLE()
    var active = DWORD()
    let asked = share == .direct && protocols == .any ? [] : protocols
    let status = PCSCStatus(
      ExitGate.wait {
        unsafe SCardConnect(
          context.handle, reader, DWORD(share.rawValue), DWORD(asked.rawValue), &handle, &active)
      })
    // A card that could not be powered up answers no reset.
    if status == .unpoweredCard {
      throw SmartCardError(
        .cardUnresponsive, status: status, reader: reader, detail: "SCardConnect")
    }
    guard status == .success else {
      throw SmartCardError(status, stage: .connecting, reader: reader, call: "SCardConnect")
    }
    self.context = context
    self.reader = reader
    self.handle = handle
    self.activeProtocol = CardProtocols(rawValue: UInt32(truncatingIfNeeded: active))
    unsafe self.buffer = .allocate(capacity: Self.longestAnswer)
  }

  deinit {
    let handle = handle
    _ = ExitGate.pass { SCardDisconnect(handle, DWORD(Disposition.leave.rawValue)) }
    unsafe buffer.deallocate()
  }

  /// Ends the connection: `SCardDisconnect`.
  public consuming func disconnect(_ disposition: Disposition = .leave) throws(SmartCardError) {
    let handle = handle
    try check(
      ExitGate.pass { SCardDisconnect(handle, DWORD(disposition.rawValue)) }, "SCardDisconnect")
  }

  /// Connects anew after the card was reset by someone else: `SCardReconnect`.
  public mutating func reconnect(
    share: ShareMode = .shared, protocols: CardProtocols = .any, first: Disposition = .leave
  ) throws(SmartCardError) {
    var active = DWORD()
    let handle = handle
    try check(
      ExitGate.wait {
        unsafe SCardReconnect(
          handle, DWORD(share.rawValue), DWORD(protocols.rawValue), DWORD(first.rawValue), &active)
      }, "SCardReconnect")
    activeProtocol = CardProtocols(rawValue: UInt32(truncatingIfNeeded: active))
  }

  /// Sends the bytes of one command and returns the bytes of its answer: `SCardTransmit`.
  ///
  /// Fewer than four bytes are refused before they are sent
  /// (``SmartCardError/Reason/malformedCommand``). No bytes at all in answer mean
  /// ``SmartCardError/Reason/cardRemoved``, a single one ``SmartCardError/Reason/malformedAnswer``.
  public func transmit(raw command: [UInt8]) throws(SmartCardError) -> [UInt8] {
    guard command.count >= 4 else {
      throw .malformedCommand("\(command.count) bytes are fewer than a header")
    }
    guard command.count <= 65_535 + 9 else {
      throw .malformedCommand("\(command.count) bytes are more than a command can have")
    }
    var length = DWORD(unsafe buffer.count)
    let header =
      switch activeProtocol {
      case .t0: unsafe cpcsc_pci_t0()
      case .t1: unsafe cpcsc_pci_t1()
      default: unsafe cpcsc_pci_raw()
      }
    let (handle, answer) = unsafe (handle, buffer.baseAddress)
    try check(
      ExitGate.wait {
        unsafe SCardTransmit(
          handle, header, command, DWORD(command.count), nil, answer, &length)
      }, "SCardTransmit")
    return try parse(length)
  }

  /// What the card has answered, from the buffer.
  private func parse(_ length: DWORD) throws(SmartCardError) -> [UInt8] {
    let answer = unsafe Array(buffer.prefix(Int(min(length, DWORD(Self.longestAnswer)))))
    switch answer.count {
    case 0: throw SmartCardError(.cardRemoved, reader: reader, detail: "an answer of no bytes")
    case 1:
      throw SmartCardError(.malformedAnswer, reader: reader, detail: "an answer of one byte")
    default: return answer
    }
  }

  /// Sends a control command to the reader's driver: `SCardControl`.
  ///
  /// Throws ``SmartCardError/Reason/unsupportedFeature`` where the driver does not know it.
  public func control(_ code: UInt32, _ data: [UInt8] = []) throws(SmartCardError) -> [UInt8] {
    var length = DWORD()
    let (handle, answer, room) = unsafe (handle, buffer.baseAddress, DWORD(buffer.count))
    try check(
      ExitGate.wait {
        unsafe SCardControl(
          handle, DWORD(code), data, DWORD(data.count), answer, room, &length)
      }, "SCardControl")
    return unsafe Array(buffer.prefix(Int(min(length, DWORD(Self.longestAnswer)))))
  }

  /// A reader attribute, such as its vendor's name: `SCardGetAttrib`.
  public func attribute(_ attribute: ReaderAttribute) throws(SmartCardError) -> [UInt8] {
    // pcsc-lite refuses to be offered more room than it has itself.
    var length = DWORD(MAX_BUFFER_SIZE)
    let (handle, answer) = unsafe (handle, buffer.baseAddress)
    try check(
      ExitGate.wait {
        unsafe SCardGetAttrib(handle, DWORD(attribute.rawValue), answer, &length)
      }, "SCardGetAttrib")
    return unsafe Array(buffer.prefix(Int(min(length, DWORD(Self.longestAnswer)))))
  }

  /// The answer-to-reset of the card that is connected now: `SCardStatus`.
  public func answerToReset() throws(SmartCardError) -> ATR {
    var state = DWORD()
    var active = DWORD()
    var length = DWORD(MAX_ATR_SIZE)
    var nameLength = DWORD()
    let (handle, answer) = unsafe (handle, buffer.baseAddress)
    try check(
      ExitGate.wait {
        unsafe SCardStatus(handle, nil, &nameLength, &state, &active, answer, &length)
      }, "SCardStatus")
    return ATR(unsafe Array(buffer.prefix(Int(min(length, DWORD(MAX_ATR_SIZE))))))
  }

  func check(_ result: Int, _ call: String) throws(SmartCardError) {
    let status = PCSCStatus(result)
    guard status == .success else { throw SmartCardError(status, reader: reader, call: call) }
  }
}
