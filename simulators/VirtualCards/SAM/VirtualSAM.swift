import CardCrypto
import SecureModule
import SmartCard

/// A virtual secure access module: our SAM's command set behind ISO/IEC 7816-4 and a secure channel.
///
/// It holds issuer keys and computes with them, and never gives one out. What it keeps without power is
/// its ``SAMMemory``; ``init(_:interface:persist:)`` says where that is written.
public struct VirtualSAM: VirtualCard {
  /// How it is connected.
  public let interface: CPUCardInterface
  private var processor: SAMProcessor
  private var isSelected = false
  private var opening: (handshake: EV2CardHandshake, key: SAMChannelKey)?
  private var session: EV2Session?
  private var waiting: WaitingAnswer

  /// Makes a SAM.
  ///
  /// - Parameters:
  ///   - memory: What it holds.
  ///   - interface: How it is connected.
  ///   - persist: Keeps the memory, before the terminal hears of the change; `false` if it cannot, which
  ///     refuses the command.
  public init(
    _ memory: SAMMemory, interface: CPUCardInterface = .t1,
    persist: @escaping @Sendable (SAMMemory) -> Bool = { _ in true }
  ) {
    processor = SAMProcessor(memory: memory)
    processor.persist = persist
    self.interface = interface
    waiting = WaitingAnswer(over: interface)
  }

  /// What it keeps without power.
  public var memory: SAMMemory { processor.memory }

  public var atr: [UInt8] { interface.answerToReset }

  public mutating func powerOn() { forget() }

  public mutating func powerOff() { forget() }

  private mutating func forget() {
    isSelected = false
    waiting = WaitingAnswer(over: interface)
    closeChannel()
  }

  private mutating func closeChannel() {
    opening = nil
    session = nil
    processor.forgetSession()
  }

  public mutating func respond(to command: [UInt8]) -> [UInt8] { answer(to: command).encoded }

  private mutating func answer(to bytes: [UInt8]) -> ResponseAPDU {
    guard bytes.count >= 4 else { return .init(status: .wrongLength) }
    let kept = waiting
    waiting = WaitingAnswer(over: interface)
    guard let command = ShortCommand(bytes, over: interface) else {
      return .init(status: .wrongLength)
    }
    switch command.cla {
    case 0x00: return interindustry(command, kept)
    case SAMProfile.plainClass: return plain(command)
    case SAMProfile.sealedClass: return sealed(command)
    default: return .init(status: .classNotSupported)
    }
  }

  private mutating func interindustry(
    _ command: ShortCommand, _ kept: WaitingAnswer
  ) -> ResponseAPDU {
    switch command.ins {
    case 0xA4:
      guard command.p1 == 4, command.p2 == 0 else { return .init(status: .wrongParameters) }
      guard command.data == SAMProfile.applicationIdentifier else {
        return .init(status: .fileNotFound)
      }
      closeChannel()
      isSelected = true
      let information = SAMInformation(
        serial: processor.memory.serial, isInitialized: processor.memory.isInitialized)
      return waiting.deliver(information.bytes, to: command)
    case 0xC0: return waiting.getResponse(command, kept)
    default: return .init(status: .instructionNotSupported)
    }
  }

  /// Outside a channel: a new SAM's keys, and the channel itself.
  private mutating func plain(_ command: ShortCommand) -> ResponseAPDU {
    guard isSelected else { return .init(status: .conditionsNotSatisfied) }
    let instruction = SAMInstruction(rawValue: command.ins)
    // Only the opening of a channel says something in P2: with which key.
    guard command.p1 == 0, command.p2 == 0 || instruction == .openChannel else {
      return .init(status: .wrongParameters)
    }
    switch instruction {
    case .initialize: return .init(status: processor.initialize(command.data))
    case .openChannel:
      closeChannel()
      guard let kind = SAMChannelKey(rawValue: command.p2), let key = channelKey(kind) else {
        return .init(status: .referencedDataNotFound)
      }
      // In a box: the bare one has no bytes, and a thread sanitizer takes all variables without bytes for
      // one and the same.
      var generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
      guard let handshake = try? EV2CardHandshake(key: key, using: &generator) else {
        return .init(status: .noDiagnosis)
      }
      opening = (handshake, kind)
      return waiting.deliver(handshake.challenge, to: command)
    case .confirmChannel:
      guard let opening else { return .init(status: .conditionsNotSatisfied) }
      self.opening = nil
      let identifier = (0..<4).map { _ in UInt8.random(in: .min ... .max) }
      guard
        let (answer, session) = try? opening.handshake.finish(command.data, identifier: identifier)
      else { return .init(status: .verificationFailed) }
      self.session = session
      processor.channel = opening.key
      return waiting.deliver(answer, to: command)
    case .some: return .init(status: .securityNotSatisfied)
    case .none: return .init(status: .instructionNotSupported)
    }
  }

  private func channelKey(_ kind: SAMChannelKey) -> SecretBytes? {
    guard let key = processor.memory.administratorKey else { return nil }
    switch kind {
    case .administrator: return key
    case .pairing:
      return try? SAMProfile.pairingKey(administratorKey: key, serial: processor.memory.serial)
    }
  }

  /// Inside the channel. A message that is not authentic ends it.
  private mutating func sealed(_ command: ShortCommand) -> ResponseAPDU {
    guard isSelected, var channel = session else { return .init(status: .securityNotSatisfied) }
    session = nil
    guard
      let data = try? channel.openCommand(
        command.ins, header: [command.p1, command.p2], sealed: command.data, mode: .full)
    else {
      closeChannel()
      return .init(status: .secureMessagingObjectWrong)
    }
    var reply = SAMProcessor.Reply(status: .instructionNotSupported)
    if let instruction = SAMInstruction(rawValue: command.ins) {
      reply = processor.answer(instruction, p1: command.p1, p2: command.p2, data)
    }
    let plain = [reply.status.sw1, reply.status.sw2] + reply.data
    guard let answer = try? channel.sealAnswer(plain, mode: .full) else {
      closeChannel()
      return .init(status: .noDiagnosis)
    }
    session = channel
    return waiting.deliver(answer, to: command)
  }
}

extension VirtualSAM: CustomStringConvertible, CustomReflectable {
  /// Serial and years, never a key or a PIN.
  public var description: String { processor.memory.description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
