import CardCrypto
import SmartCard
import VIPCard

/// A virtual NTAG 424 DNA behind a contactless PC/SC reader.
///
/// SELECT and READ BINARY as every telephone sends them, with PICCENCData, counter and code mirrored
/// into the NDEF file; AuthenticateEV2First, GetVersion, GetKeyVersion, GetFileSettings, GetCardUID,
/// ReadData, WriteData and ChangeKey in native wrapping. What it keeps without power is in
/// ``memory``, which can be coded and decoded.
public struct VirtualNTAG424Card: VirtualCard, NativeVirtualCard {
  /// What lasts.
  public var memory: NTAG424Memory

  var random: any RandomNumberGenerator & Sendable
  var state = NativeState()
  /// Whether the chip's application is selected.
  var isSelected = false
  /// The elementary file that READ BINARY reads.
  var currentFile: UInt8?
  /// The NDEF file as this tap shows it: one reading in several commands is one tap.
  private var tap: [UInt8]?

  /// Puts a memory into a chip.
  ///
  /// - Parameters:
  ///   - memory: what the chip keeps without power.
  ///   - random: where challenges, identifiers and the filling of PICCData come from.
  public init(
    _ memory: NTAG424Memory,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.memory = memory
    self.random = random
  }

  /// The answer-to-select of an NTAG 424 DNA has the one historical byte `80`.
  public var atr: [UInt8] {
    ContactlessInterface.answerToReset(historicalBytes: [0x80])
  }

  public mutating func powerOn() {
    state = NativeState()
    isSelected = false
    currentFile = nil
    tap = nil
  }

  public mutating func powerOff() { powerOn() }

  public mutating func respond(to command: [UInt8]) -> [UInt8] {
    guard let command = try? CommandAPDU(parsing: command) else {
      return ResponseAPDU(status: .wrongLength).encoded
    }
    return answer(to: command).encoded
  }

  private mutating func answer(to command: CommandAPDU) -> ResponseAPDU {
    let reader = ContactlessInterface(uid: memory.uid, historicalBytes: [0x80])
    if let answer = reader.answer(to: command) { return answer }
    switch command.cla {
    case 0x00: return answerISO(command)
    case 0x90: break
    default: return .init(status: .classNotSupported)
    }
    guard command.p1 == 0, command.p2 == 0 else { return refuse(.parameterError) }
    let instruction = NativeInstruction(rawValue: command.ins)
    do throws(NativeStatus) {
      if instruction == .additionalFrame { return try takeFrame(command.data) }
      state.clearFrames()
      if instruction != .readDataISO { tap = nil }
      return try carryOut(instruction, command.data)
    } catch {
      return refuse(error)
    }
  }

  /// An error ends the session.
  private mutating func refuse(_ status: NativeStatus) -> ResponseAPDU {
    if status == .authenticationError { memory.failedAuthentications += 1 }
    state = NativeState()
    return .init(status: status.statusWord)
  }

  private mutating func takeFrame(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    if let answer = try state.finish(data, random: &random) {
      return .init(data: answer, status: NativeStatus.done.statusWord)
    }
    guard !state.waitingFrames.isEmpty, data.isEmpty else { throw .illegalCommand }
    return state.send(state.waitingFrames)
  }

  private mutating func carryOut(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    switch instruction {
    case .getVersion: return try getVersion(data)
    case .getKeyVersion, .getCardUID, .changeKey, .authenticateEV2First,
      .authenticateEV2NonFirst, .getFileSettings, .changeFileSettings, .readDataISO,
      .writeDataISO:
      guard isSelected else { throw .permissionDenied }
    default: throw .illegalCommand
    }
    return switch instruction {
    case .getKeyVersion: try getKeyVersion(data)
    case .getCardUID: try getCardUID(data)
    case .changeKey: try changeKey(data)
    case .getFileSettings: try getFileSettings(data)
    case .changeFileSettings: try changeFileSettings(data)
    case .readDataISO: try readData(data)
    case .writeDataISO: try writeData(data)
    default: try authenticate(instruction, data)
    }
  }

  // MARK: The mirrored file

  /// The contents of a file as somebody without a key sees them. The first look after a selection, or
  /// after any command that reads nothing, is a tap: it raises the counter.
  mutating func openContents(of number: UInt8, _ bytes: [UInt8]) -> [UInt8]? {
    guard number == NTAG424Profile.ndefFile, let mirror = memory.mirror else { return bytes }
    if let tap { return tap }
    guard memory.readCounter < PICCData.counterLimit,
      let data = PICCData(uid: memory.uid, readCounter: memory.readCounter + 1)
    else { return nil }
    memory.readCounter += 1
    tap = mirror.mirrored(into: bytes, data: data, keys: memory.keys, random: &random)
    return tap
  }

  /// Ends a tap, a session and frames: what a selection does.
  mutating func forget() {
    state = NativeState()
    tap = nil
  }
}
