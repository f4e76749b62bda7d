/// Carries commands over something that exchanges bytes, by ``TransferRules``.
struct Transfer {
  var rules: TransferRules
  /// T=0 or T=1; it decides whether a case 4 command carries its Le.
  var activeProtocol: CardProtocols
  /// What the card's historical bytes say about chaining and extended length, where they do.
  var capabilities: CardCapabilities?

  typealias Exchange = ([UInt8]) throws(SmartCardError) -> [UInt8]

  /// The most rounds of GET RESPONSE; more is a card that never ends.
  private static let mostRounds = 1024

  func send(
    _ command: CommandAPDU, over exchange: Exchange
  ) throws(SmartCardError) -> ResponseAPDU {
    guard command.needsExtendedLength else {
      return try complete(command, try once(command, over: exchange), over: exchange)
    }
    switch rules.longCommands {
    case .refused: throw .malformedCommand("the command needs extended length")
    case .extended:
      return try complete(command, try once(command, over: exchange), over: exchange)
    case .chained: return try chain(command, over: exchange)
    case .automatic:
      let declined = capabilities.map { !$0.hasExtendedLength } ?? false
      if declined || activeProtocol == .t0 { return try chain(command, over: exchange) }
      let answer = try once(command, over: exchange)
      // A card that knows only short lengths has not looked at the command yet.
      if answer.status == .wrongLength { return try chain(command, over: exchange) }
      return try complete(command, answer, over: exchange)
    }
  }

  /// One exchange; again with the right Le after `6Cxx`.
  private func once(
    _ command: CommandAPDU, over exchange: Exchange
  ) throws(SmartCardError) -> ResponseAPDU {
    var command = command
    // T=0 carries either data or Le (ISO/IEC 7816-3, 12.2): the answer of a case 4 is fetched.
    if activeProtocol == .t0, !command.data.isEmpty, !command.needsExtendedLength,
      rules.collectsMoreData
    {
      command.expectedLength = nil
    }
    let answer = try ResponseAPDU(parsing: try exchange(try command.encoded()))
    guard rules.correctsExpectedLength, let length = answer.status.correctLength else {
      return answer
    }
    command.expectedLength = length
    return try ResponseAPDU(parsing: try exchange(try command.encoded()))
  }

  /// Fetches what `61xx` says is waiting.
  private func complete(
    _ command: CommandAPDU, _ first: ResponseAPDU, over exchange: Exchange
  ) throws(SmartCardError) -> ResponseAPDU {
    var answer = first
    var rounds = 0
    let wanted = command.expectedLength.map { $0 < 256 ? $0 : 65_536 } ?? 65_536
    while rules.collectsMoreData, let available = answer.status.bytesAvailable,
      answer.data.count < wanted
    {
      rounds += 1
      let before = answer.data.count
      let fetch = CommandAPDU(
        cla: Self.classOfGetResponse(command.cla), ins: 0xC0, p1: 0, p2: 0,
        expectedLength: min(available, wanted - before))
      let next = try once(fetch, over: exchange)
      answer.data += next.data
      answer.status = next.status
      let stuck = next.status.bytesAvailable != nil && next.data.isEmpty
      guard !stuck, rounds <= Self.mostRounds, answer.data.count <= 65_536 else {
        throw .malformedAnswer("the card announces more data without end")
      }
    }
    return answer
  }

  /// Sends data in blocks of 255 bytes with CLA bit 5 set on all but the last.
  private func chain(
    _ command: CommandAPDU, over exchange: Exchange
  ) throws(SmartCardError) -> ResponseAPDU {
    guard command.data.count <= 65_535, 1...65_536 ~= command.expectedLength ?? 1 else {
      throw .malformedCommand("the command fits no encoding")
    }
    guard command.cla & 0x10 == 0 || command.data.count <= 255 else {
      throw .malformedCommand("the command is already part of a chain")
    }
    var rest = command.data[...]
    while rest.count > 255 {
      var block = command
      block.cla |= 0x10
      block.data = Array(rest.prefix(255))
      block.expectedLength = nil
      let answer = try once(block, over: exchange)
      guard answer.isSuccess else { return answer }
      rest = rest.dropFirst(255)
    }
    var last = command
    last.data = Array(rest)
    last.expectedLength = command.expectedLength.map { min($0, 256) }
    return try complete(command, try once(last, over: exchange), over: exchange)
  }

  /// GET RESPONSE goes to the logical channel of the command, without chaining, secure messaging or
  /// proprietary bits (ISO/IEC 7816-4, 5.4.1).
  static func classOfGetResponse(_ cla: UInt8) -> UInt8 {
    cla & 0xC0 == 0x40 ? 0x40 | (cla & 0x0F) : cla & 0x03
  }
}
