/// A session after AuthenticateEV2First (NXP AN12196, chapter 4): two keys, an identifier of its own,
/// and a counter that every command raises.
///
/// One value belongs to one side; after an error it is spent.
public struct EV2Session: Sendable {
  /// TI, the transaction identifier, 4 bytes that the card chose.
  public let identifier: [UInt8]
  /// CmdCtr: how many commands have been answered.
  public private(set) var counter: UInt16
  let keys: EV2SessionKeys

  /// How many bytes of a code are sent: MACt.
  public static let codeLength = 8

  init(keys: EV2SessionKeys, identifier: [UInt8], counter: UInt16 = 0) {
    self.keys = keys
    self.identifier = identifier
    self.counter = counter
  }

  // MARK: Terminal

  /// What follows the instruction byte of a command: header, data in the given mode, code.
  public func sealCommand(
    _ instruction: UInt8, header: [UInt8] = [], data: [UInt8] = [], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    guard counter < .max else { throw .exhausted }
    guard mode != .plain else { return header + data }
    let body =
      mode == .full && !data.isEmpty ? try encrypt(data, label: [0xA5, 0x5A]) : data
    return header + body + (try code(instruction, header + body))
  }

  /// The data of an answer with status `00`, checked. Counts the command.
  public mutating func openAnswer(
    _ answer: [UInt8], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    try count()
    guard mode != .plain else { return answer }
    return try open(answer, first: 0x00, header: [], mode: mode, label: [0x5A, 0xA5])
  }

  // MARK: Card

  /// How long the data of a command is on the way, with its code, for `count` bytes of it.
  public static func sealedLength(of count: Int, mode: CommunicationMode) -> Int {
    switch mode {
    case .plain: count
    case .full where count > 0: (count / 16 + 1) * 16 + codeLength
    case .mac, .full: count + codeLength
    }
  }

  /// The data of a command, checked: what follows its header. Counts the command.
  public mutating func openCommand(
    _ instruction: UInt8, header: [UInt8] = [], sealed: [UInt8], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    guard counter < .max else { throw .exhausted }
    let data =
      mode == .plain
      ? sealed
      : try open(sealed, first: instruction, header: header, mode: mode, label: [0xA5, 0x5A])
    try count()
    return data
  }

  /// An answer with status `00`.
  public func sealAnswer(
    _ data: [UInt8] = [], mode: CommunicationMode
  ) throws(SessionError) -> [UInt8] {
    guard mode != .plain else { return data }
    let body =
      mode == .full && !data.isEmpty ? try encrypt(data, label: [0x5A, 0xA5]) : data
    return body + (try code(0x00, body))
  }

  // MARK: Codes and ciphers

  private mutating func count() throws(SessionError) {
    guard counter < .max else { throw .exhausted }
    counter += 1
  }

  private var counterBytes: [UInt8] { [UInt8(counter & 0xFF), UInt8(counter >> 8)] }

  /// MACt: bytes 1, 3, 5 … 15 of CMAC(instruction or status ‖ CmdCtr ‖ TI ‖ message).
  private func code(_ first: UInt8, _ message: [UInt8]) throws(SessionError) -> [UInt8] {
    let input = [first] + counterBytes + identifier + message
    let whole = try asSession { () throws(KeyStoreError) in
      try AESCMAC.code(of: input, key: keys.authentication)
    }
    return TruncatedCode.bytes(of: whole)
  }

  private func open(
    _ sealed: [UInt8], first: UInt8, header: [UInt8], mode: CommunicationMode, label: [UInt8]
  ) throws(SessionError) -> [UInt8] {
    guard sealed.count >= Self.codeLength else { throw .length(sealed.count) }
    let body = Array(sealed.dropLast(Self.codeLength))
    guard mode == .mac || body.count % 16 == 0 else { throw .length(sealed.count) }
    let expected = try code(first, header + body)
    guard ConstantTime.areEqual(expected, sealed.suffix(Self.codeLength)) else {
      throw .notAuthentic
    }
    return mode == .full && !body.isEmpty ? try decrypt(body, label: label) : body
  }

  /// E(KSesENC, label ‖ TI ‖ CmdCtr ‖ 00…).
  private func vector(_ label: [UInt8]) throws(SessionError) -> [UInt8] {
    try AESCBC.encrypt(
      label + identifier + counterBytes + [UInt8](repeating: 0, count: 8), key: keys.encryption)
  }

  private func encrypt(_ data: [UInt8], label: [UInt8]) throws(SessionError) -> [UInt8] {
    try AESCBC.encrypt(Padding.added(to: data), key: keys.encryption, iv: vector(label))
  }

  private func decrypt(_ sealed: [UInt8], label: [UInt8]) throws(SessionError) -> [UInt8] {
    try Padding.removed(
      from: AESCBC.decrypt(sealed, key: keys.encryption, iv: vector(label)))
  }
}

/// How EV2 sessions and SDM shorten a code of 16 bytes.
enum TruncatedCode {
  /// Bytes 1, 3, 5 … 15.
  static func bytes(of code: [UInt8]) -> [UInt8] {
    zip(code.indices, code).filter { $0.0 % 2 == 1 }.map(\.1)
  }
}
