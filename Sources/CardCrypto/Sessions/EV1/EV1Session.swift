/// A session after AuthenticateAES (MIFARE DESFire EV1): one key, and a chain that runs through every
/// command and answer.
///
/// Each code and each ciphertext starts from the one before, so a message that is left out, repeated
/// or moved breaks everything after it. One value belongs to one side; after an error it is spent.
public struct EV1Session: Sendable, Equatable {
  let key: SecretBytes
  /// Where the next code or ciphertext starts.
  var chain = AESCBC.zeroIV

  /// How many bytes of a code are sent.
  public static let codeLength = 8

  /// Session key: RndA[0..3] ‖ RndB[0..3] ‖ RndA[12..15] ‖ RndB[12..15].
  package init(rndA: [UInt8], rndB: [UInt8]) {
    var bytes = Array(rndA.prefix(4) + rndB.prefix(4) + rndA.suffix(4) + rndB.suffix(4))
    self.init(key: SecretBytes(consuming: &bytes))
  }

  init(key: SecretBytes) { self.key = key }

  // MARK: Terminal

  /// What follows the instruction byte of a command: header, then data in the file's mode.
  ///
  /// A command without data goes as it is; its code is computed all the same, to keep the chain.
  public mutating func sealCommand(
    _ instruction: UInt8, header: [UInt8] = [], data: [UInt8] = [],
    mode: CommunicationMode = .plain
  ) throws(SessionError) -> [UInt8] {
    let message = [instruction] + header + data
    if mode == .full, !data.isEmpty {
      return header + (try encipher(data + DESFireCRC32.bytes(of: message)))
    }
    let code = try nextCode(of: message)
    return header + data + (mode == .mac && !data.isEmpty ? code : [])
  }

  /// The data of an answer with status `00`, checked.
  ///
  /// - Parameters:
  ///   - answer: what came with the status: the data and its code of 8 bytes; in full mode, where there is
  ///     data, the cryptogram in whole blocks of 16 bytes.
  ///   - count: how many bytes of data the command asks for.
  ///   - mode: how the data comes.
  public mutating func openAnswer(
    _ answer: [UInt8], count: Int, mode: CommunicationMode = .plain
  ) throws(SessionError) -> [UInt8] {
    if mode == .full, count > 0 {
      return try decipher(answer, count: count) { $0 + [0x00] }
    }
    guard answer.count == count + Self.codeLength else { throw .length(answer.count) }
    let data = Array(answer.prefix(count))
    let code = try nextCode(of: data + [0x00])
    guard ConstantTime.areEqual(code, answer.suffix(Self.codeLength)) else { throw .notAuthentic }
    return data
  }

  // MARK: Card

  /// How long the data of a command is on the way, for `count` bytes of it.
  public static func sealedLength(of count: Int, mode: CommunicationMode) -> Int {
    switch mode {
    case _ where count == 0, .plain: count
    case .mac: count + codeLength
    case .full: (count + DESFireCRC32.byteCount + 15) / 16 * 16
    }
  }

  /// The data of a command, checked: what follows its header.
  public mutating func openCommand(
    _ instruction: UInt8, header: [UInt8] = [], sealed: [UInt8] = [], count: Int = 0,
    mode: CommunicationMode = .plain
  ) throws(SessionError) -> [UInt8] {
    guard sealed.count == Self.sealedLength(of: count, mode: mode) else {
      throw .length(sealed.count)
    }
    if mode == .full, count > 0 {
      return try decipher(sealed, count: count) { [instruction] + header + $0 }
    }
    let data = Array(sealed.prefix(count))
    let code = try nextCode(of: [instruction] + header + data)
    if mode == .mac, count > 0 {
      guard ConstantTime.areEqual(code, sealed.suffix(Self.codeLength)) else {
        throw .notAuthentic
      }
    }
    return data
  }

  /// An answer with status `00`.
  public mutating func sealAnswer(
    _ data: [UInt8] = [], mode: CommunicationMode = .plain
  ) throws(SessionError) -> [UInt8] {
    if mode == .full, !data.isEmpty {
      return try encipher(data + DESFireCRC32.bytes(of: data + [0x00]))
    }
    return data + (try nextCode(of: data + [0x00]))
  }

  // MARK: Chain

  /// The first 8 bytes of the next code of the chain.
  mutating func nextCode(of message: [UInt8]) throws(SessionError) -> [UInt8] {
    chain = try ChainedCMAC.code(of: message, key: key, startingFrom: chain)
    return Array(chain.prefix(Self.codeLength))
  }

  /// Fills up with zeros to whole blocks and enciphers.
  mutating func encipher(_ plain: [UInt8]) throws(SessionError) -> [UInt8] {
    let filled = plain + [UInt8](repeating: 0, count: (16 - plain.count % 16) % 16)
    let sealed = try AESCBC.encrypt(filled, key: key, iv: chain)
    chain = Array(sealed.suffix(16))
    return sealed
  }

  /// Deciphers whole blocks.
  mutating func decipherBlocks(_ sealed: [UInt8]) throws(SessionError) -> [UInt8] {
    guard !sealed.isEmpty else { throw .length(0) }
    let plain = try AESCBC.decrypt(sealed, key: key, iv: chain)
    chain = Array(sealed.suffix(16))
    return plain
  }

  private mutating func decipher(
    _ sealed: [UInt8], count: Int, _ checked: ([UInt8]) -> [UInt8]
  ) throws(SessionError) -> [UInt8] {
    guard sealed.count == Self.sealedLength(of: count, mode: .full) else {
      throw .length(sealed.count)
    }
    let plain = try decipherBlocks(sealed)
    let data = Array(plain.prefix(count))
    let expected = DESFireCRC32.bytes(of: checked(data))
    let found = plain.dropFirst(count).prefix(DESFireCRC32.byteCount)
    let filling = plain.dropFirst(count + DESFireCRC32.byteCount)
    guard ConstantTime.areEqual(expected, found), filling.allSatisfy({ $0 == 0 }) else {
      throw .notAuthentic
    }
    return data
  }
}
