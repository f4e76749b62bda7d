public import CardCrypto
public import SmartCard

/// The terminal's side of a card with native commands: MIFARE DESFire EV1, EV2, EV3, NTAG 424 DNA.
///
/// It holds the session: commands are sealed and answers checked in the mode that the caller names,
/// long data goes in frames (`91AF`). Any error ends the session. One value belongs to one card in one
/// reader; a time limit is the channel's matter.
///
/// ```swift
/// var card = NativeCard(channel)
/// try await card.select(application: DESFireProfile.applicationIdentifier)
/// try await card.authenticate(.ev2First, number: 2, with: key)
/// try await card.debit(150, from: 2, mode: .full)
/// try await card.commitTransaction()
/// ```
public struct NativeCard: Sendable {
  /// The way to the card.
  public let channel: any CardChannel
  /// The session that is open.
  public internal(set) var session = Session.none
  /// The most bytes of a frame: 59 on a DESFire; an NTAG 424 DNA takes a command as a whole.
  let frameLength: Int

  /// Who is authenticated, and how.
  public enum Session: Sendable {
    /// Nobody.
    case none
    /// After AuthenticateAES with a key.
    case ev1(EV1Session, key: UInt8)
    /// After AuthenticateEV2First or AuthenticateEV2NonFirst with a key.
    case ev2(EV2Session, key: UInt8)

    /// The number of the key.
    public var key: UInt8? {
      switch self {
      case .none: nil
      case .ev1(_, let key), .ev2(_, let key): key
      }
    }
  }

  /// Speaks to the card behind a channel.
  ///
  /// - Parameters:
  ///   - channel: the way to the card.
  ///   - isChaining: whether long commands go in frames, as on a DESFire.
  public init(_ channel: any CardChannel, isChaining: Bool = true) {
    self.channel = channel
    frameLength = isChaining ? 59 : 255
  }

  // MARK: Commands

  /// Sends a command within the session, or without one where none is open, and gives the data of its
  /// answer.
  ///
  /// - Parameters:
  ///   - instruction: which command.
  ///   - header: what goes as it is and is covered by the code.
  ///   - data: what goes in the file's mode.
  ///   - mode: how the data goes; for a command without data, how its answer comes.
  ///   - count: how many bytes the answer has, where an enciphered answer of EV1 needs it.
  @discardableResult
  public mutating func command(
    _ instruction: NativeInstruction, header: [UInt8] = [], data: [UInt8] = [],
    mode: CommunicationMode = .mac, count: Int? = nil
  ) async throws(NativeError) -> [UInt8] {
    var open = session
    session = .none
    let sealed = try open.seal(instruction, header, data, mode)
    let answer = try await exchange(instruction, sealed)
    let answerMode = data.isEmpty ? mode : (mode == .plain ? .plain : .mac)
    let result = try open.open(answer, mode: answerMode, count: count)
    session = open
    return result
  }

  /// Sends bytes in frames and collects the frames of the answer.
  func exchange(
    _ instruction: NativeInstruction, _ bytes: [UInt8]
  ) async throws(NativeError) -> [UInt8] {
    var rest = bytes[...]
    var next = instruction
    var collected: [UInt8] = []
    // No answer of these chips has more than 8192 bytes of data; one that never ends is cut off.
    while collected.count <= 16_384 {
      let part = Array(rest.prefix(frameLength))
      rest = rest.dropFirst(part.count)
      let isWhole = rest.isEmpty
      let (data, status) = try await send(next, part)
      collected += data
      switch status {
      case .done where isWhole: return collected
      case .additionalFrame where !isWhole && data.isEmpty: break
      case .additionalFrame where isWhole && !data.isEmpty: break
      case .done, .additionalFrame: throw .length(collected.count)
      default: throw .refused(status)
      }
      next = .additionalFrame
    }
    throw .length(collected.count)
  }

  /// One command APDU and its answer.
  func send(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) async throws(NativeError) -> (data: [UInt8], status: NativeStatus) {
    let command = CommandAPDU(
      cla: 0x90, ins: instruction.rawValue, p1: 0x00, p2: 0x00, data: data, expectedLength: 256)
    let answer: ResponseAPDU
    do {
      answer = try await channel.transmit(command)
    } catch {
      throw .device(error)
    }
    guard answer.status.sw1 == 0x91 else { throw .refusedISO(answer.status) }
    return (answer.data, NativeStatus(rawValue: answer.status.sw2))
  }
}

extension NativeCard.Session {
  /// What follows the instruction byte of a command.
  fileprivate mutating func seal(
    _ instruction: NativeInstruction, _ header: [UInt8], _ data: [UInt8], _ mode: CommunicationMode
  ) throws(NativeError) -> [UInt8] {
    switch self {
    case .none: return header + data
    case .ev1(var session, let key):
      defer { self = .ev1(session, key: key) }
      return try asNative { () throws(SessionError) in
        try session.sealCommand(instruction.rawValue, header: header, data: data, mode: mode)
      }
    case .ev2(let session, _):
      return try asNative { () throws(SessionError) in
        try session.sealCommand(instruction.rawValue, header: header, data: data, mode: mode)
      }
    }
  }

  /// The data of an answer, checked.
  mutating func open(
    _ answer: [UInt8], mode: CommunicationMode, count: Int? = nil
  ) throws(NativeError) -> [UInt8] {
    switch self {
    case .none: return answer
    case .ev1(var session, let key):
      defer { self = .ev1(session, key: key) }
      let count = count ?? answer.count - EV1Session.codeLength
      guard count >= 0 else { throw .length(answer.count) }
      return try asNative { () throws(SessionError) in
        try session.openAnswer(answer, count: count, mode: mode)
      }
    case .ev2(var session, let key):
      defer { self = .ev2(session, key: key) }
      return try asNative { () throws(SessionError) in
        try session.openAnswer(answer, mode: mode)
      }
    }
  }
}
