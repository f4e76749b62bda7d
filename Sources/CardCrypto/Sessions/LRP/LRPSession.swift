/// A session after AuthenticateLRPFirst (NXP AN12343, section 7.3): messages are laid out as in an
/// ``EV2Session``; the codes are CMAC-LRP, and what is enciphered goes through ``LRPCipher``, whose counter
/// runs on from message to message in both directions.
///
/// One value belongs to one side; after an error it is spent.
public struct LRPSession: Sendable {
  /// TI, the transaction identifier, 4 bytes that the card chose.
  public let identifier: [UInt8]
  /// CmdCtr: how many commands have been answered.
  public private(set) var counter: UInt16 = 0
  private let keys: LRPSessionKeys
  private var cipher: LRPCipher

  /// How many bytes of a code are sent: MACt.
  public static let codeLength = EV2Session.codeLength

  init(keys: LRPSessionKeys, cipher: LRPCipher, identifier: [UInt8]) {
    (self.keys, self.cipher, self.identifier) = (keys, cipher, identifier)
  }

  // MARK: Terminal

  /// What follows the instruction byte of a command: header, data in the given mode, code.
  public mutating func sealCommand(
    _ instruction: UInt8, header: [UInt8] = [], data: [UInt8] = [], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    guard counter < .max else { throw .exhausted }
    guard mode != .plain else { return header + data }
    let body = header + (try sealed(data, mode))
    return body + (try code(instruction, body))
  }

  /// The data of an answer with status `00`, checked. Counts the command.
  public mutating func openAnswer(
    _ answer: [UInt8], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    try count()
    guard mode != .plain else { return answer }
    return try open(answer, first: 0x00, header: [], mode: mode)
  }

  // MARK: Card

  /// The data of a command, checked: what follows its header. Counts the command.
  public mutating func openCommand(
    _ instruction: UInt8, header: [UInt8] = [], sealed: [UInt8], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    guard counter < .max else { throw .exhausted }
    let data =
      mode == .plain
      ? sealed : try open(sealed, first: instruction, header: header, mode: mode)
    try count()
    return data
  }

  /// An answer with status `00`.
  public mutating func sealAnswer(
    _ data: [UInt8] = [], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    guard mode != .plain else { return data }
    let body = try sealed(data, mode)
    return body + (try code(0x00, body))
  }

  // MARK: Codes and ciphers

  private mutating func count() throws(SessionError) {
    guard counter < .max else { throw .exhausted }
    counter += 1
  }

  /// MACt: bytes 1, 3, 5 … 15 of CMAC-LRP(instruction or status ‖ CmdCtr ‖ TI ‖ message).
  private func code(_ first: UInt8, _ message: [UInt8]) throws(SessionError) -> [UInt8] {
    let counter = [UInt8(counter & 0xFF), UInt8(counter >> 8)]
    return TruncatedCode.bytes(of: try keys.code(of: [first] + counter + identifier + message))
  }

  private mutating func sealed(
    _ data: [UInt8], _ mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    guard mode == .full, !data.isEmpty else { return data }
    return try cipher.encrypt(Padding.added(to: data))
  }

  private mutating func open(
    _ sealed: [UInt8], first: UInt8, header: [UInt8], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    guard sealed.count >= Self.codeLength else { throw .length(sealed.count) }
    let body = Array(sealed.dropLast(Self.codeLength))
    guard mode == .mac || body.count % 16 == 0 else { throw .length(sealed.count) }
    let expected = try code(first, header + body)
    guard ConstantTime.areEqual(expected, sealed.suffix(Self.codeLength)) else {
      throw .notAuthentic
    }
    return mode == .full && !body.isEmpty ? try Padding.removed(from: cipher.decrypt(body)) : body
  }
}
