public import CardCrypto
import SmartCard
import VIPCard

/// A virtual ISO/IEC 7816-4 CPU card with our application: SELECT, READ BINARY, GET CHALLENGE, INTERNAL
/// AUTHENTICATE and GET RESPONSE, the issuing desk's GET DATA, EXTERNAL AUTHENTICATE, UPDATE BINARY and
/// PUT KEY, and the status words that a card gives to everything else.
public struct VirtualCPUCard: VirtualCard {
  /// How it is connected.
  public let interface: CPUCardInterface
  /// What lasts.
  public var memory: CPUCardMemory

  private var random: any RandomNumberGenerator & Sendable
  var session = Session()
  /// What waits for GET RESPONSE.
  private var waiting: WaitingAnswer

  /// What the card forgets when it loses its power.
  struct Session {
    /// Whether our application is selected.
    var isSelected = false
    /// Whether the member file is the current one.
    var hasCurrentFile = false
    /// What the card gave out last, for one EXTERNAL AUTHENTICATE.
    var challenge: [UInt8]?
    /// The issuing desk, after EXTERNAL AUTHENTICATE.
    var issuer: CPUIssuerSession?
  }

  /// Makes a card of exactly these contents, well made or not.
  ///
  /// - Parameters:
  ///   - serial: the serial, 7 bytes on a well-made card.
  ///   - keyVersion: the version byte of the key that proves the card.
  ///   - memberFile: what lies in the member file; 32 bytes on a well-made card.
  ///   - proofKey: the key that proves the card, 16 bytes.
  ///   - interface: how the card is connected.
  ///   - random: where challenges come from.
  public init(
    serial: [UInt8], keyVersion: UInt8, memberFile: [UInt8], proofKey: SecretBytes,
    interface: CPUCardInterface = .t1,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    var memory = CPUCardMemory(serial: serial)
    memory.keys[Int(CardKey.proof)] = CardKeySlot(key: proofKey, version: keyVersion)
    memory.memberFile = memberFile
    self.init(memory, interface: interface, random: random)
  }

  /// Puts a memory into a card.
  ///
  /// - Parameters:
  ///   - memory: what the card keeps without power.
  ///   - interface: how the card is connected.
  ///   - random: where challenges come from.
  public init(
    _ memory: CPUCardMemory, interface: CPUCardInterface = .t1,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.memory = memory
    self.interface = interface
    self.random = random
    waiting = WaitingAnswer(over: interface)
  }

  /// The serial, 7 bytes on a well-made card.
  public var serial: [UInt8] { memory.serial }
  /// The version byte of the key that proves the card.
  public var keyVersion: UInt8 { memory.keys[Int(CardKey.proof)].version }
  /// What lies in the member file; 32 bytes on a well-made card.
  public var memberFile: [UInt8] { memory.memberFile }

  public var atr: [UInt8] { interface.answerToReset }

  public mutating func powerOn() {
    session = Session()
    waiting = WaitingAnswer(over: interface)
  }

  public mutating func powerOff() { powerOn() }

  public mutating func respond(to command: [UInt8]) -> [UInt8] {
    answer(to: command).encoded
  }

  private mutating func answer(to bytes: [UInt8]) -> ResponseAPDU {
    guard bytes.count >= 4 else { return .init(status: .wrongLength) }
    // What waits is lost by every command except GET RESPONSE.
    let before = waiting
    waiting = WaitingAnswer(over: interface)
    let issuing = Issuing(cla: bytes[0], ins: bytes[1])
    if issuing == nil, let refusal = Self.refusal(ofClass: bytes[0]) {
      return .init(status: refusal)
    }
    let instruction = Instruction(rawValue: bytes[1])
    guard issuing != nil || instruction != nil else {
      return .init(status: .instructionNotSupported)
    }
    guard let command = ShortCommand(bytes, over: interface) else {
      return .init(status: .wrongLength)
    }
    if let issuing { return carryOut(issuing, command) }
    // A challenge is good for the very next command.
    let challenge = session.challenge
    session.challenge = nil
    switch instruction {
    case .none: return .init(status: .instructionNotSupported)
    case .getData: return getData(command)
    case .externalAuthenticate: return externalAuthenticate(command, challenge)
    case .select: return select(command)
    case .readBinary: return readBinary(command)
    case .getChallenge: return getChallenge(command)
    case .internalAuthenticate: return internalAuthenticate(command)
    case .getResponse: return waiting.getResponse(command, before)
    }
  }

  private enum Instruction: UInt8 {
    case externalAuthenticate = 0x82
    case getData = 0xCA
    case getChallenge = 0x84
    case internalAuthenticate = 0x88
    case select = 0xA4
    case readBinary = 0xB0
    case getResponse = 0xC0
  }

  /// Why a class byte is refused (ISO/IEC 7816-4, 5.4.1); `nil` for `00`.
  private static func refusal(ofClass cla: UInt8) -> StatusWord? {
    switch cla {
    case 0x00: nil
    case 0x10: .chainingNotSupported
    case 0x80...: .classNotSupported
    case _ where cla & 0xE0 == 0 && cla & 0x0C != 0: .secureMessagingNotSupported
    case _ where cla & 0xE0 == 0, 0x40...: .logicalChannelNotSupported
    default: .classNotSupported
    }
  }

  // MARK: Instructions

  private mutating func select(_ command: ShortCommand) -> ResponseAPDU {
    let wantsNoAnswer = command.p2 == 0x0C
    guard command.p2 == 0x00 || wantsNoAnswer else { return .init(status: .wrongParameters) }
    switch command.p1 {
    case 0x00:
      // The master file, by its identifier or by none.
      guard command.data.isEmpty || command.data == [0x3F, 0x00] else {
        return .init(status: .fileNotFound)
      }
      session = Session()
      return .init()
    case 0x04:
      guard !command.data.isEmpty else { return .init(status: .wrongLength) }
      guard command.data == CPUCardProfile.applicationIdentifier else {
        return .init(status: .fileNotFound)
      }
      session = Session(isSelected: true)
      if wantsNoAnswer { return .init() }
      let information = CPUCardProfile.controlInformation(serial: serial, keyVersion: keyVersion)
      return waiting.deliver(information.encoded, to: command)
    default:
      return .init(status: .wrongParameters)
    }
  }

  private mutating func readBinary(_ command: ShortCommand) -> ResponseAPDU {
    guard command.data.isEmpty, let expected = command.expected else {
      return .init(status: .wrongLength)
    }
    let offset: Int
    if command.p1 & 0x80 != 0 {
      guard command.p1 & 0x60 == 0 else { return .init(status: .wrongParameters) }
      guard session.isSelected, command.p1 & 0x1F == CPUCardProfile.memberFileIdentifier else {
        return .init(status: .fileNotFound)
      }
      session.hasCurrentFile = true
      offset = Int(command.p2)
    } else {
      guard session.hasCurrentFile else { return .init(status: .commandNotAllowed) }
      offset = Int(command.p1) << 8 | Int(command.p2)
    }
    guard offset < memberFile.count else { return .init(status: .outsideFile) }
    let rest = Array(memberFile[offset...].prefix(256))
    if expected <= rest.count { return .init(data: Array(rest.prefix(expected))) }
    // T=0 cannot send fewer bytes than P3 says; elsewhere Le 00 asks for whatever there is.
    if interface == .t0 { return .init(status: .init(sw1: 0x6C, sw2: UInt8(rest.count & 0xFF))) }
    return .init(data: rest, status: command.le == 0 ? .success : .endOfFile)
  }

  private mutating func getChallenge(_ command: ShortCommand) -> ResponseAPDU {
    guard command.p1 == 0, command.p2 == 0 else { return .init(status: .wrongParameters) }
    guard command.data.isEmpty, let le = command.le else { return .init(status: .wrongLength) }
    if le == 0, interface == .t0 { return .init(status: .init(sw1: 0x6C, sw2: 8)) }
    let count = le == 0 ? 8 : Int(le)
    guard CPUCardProfile.challengeLengths.contains(count) else {
      return .init(status: .wrongLength)
    }
    let challenge = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    session.challenge = challenge
    return .init(data: challenge)
  }

  private mutating func internalAuthenticate(_ command: ShortCommand) -> ResponseAPDU {
    guard session.isSelected else { return .init(status: .conditionsNotSatisfied) }
    guard command.p1 == 0 else { return .init(status: .wrongParameters) }
    guard command.p2 == CardKey.proof else { return .init(status: .referencedDataNotFound) }
    guard CPUCardProfile.challengeLengths.contains(command.data.count) else {
      return .init(status: .wrongLength)
    }
    let message = CPUCardProfile.proofMessage(
      challenge: command.data, numberBCD: Array(memberFile.dropFirst(6).prefix(10)))
    guard let proof = try? AESCMAC.code(of: message, key: memory.keys[Int(CardKey.proof)].key)
    else {
      return .init(status: .referenceDataUnusable)
    }
    return waiting.deliver(proof, to: command)
  }
}
