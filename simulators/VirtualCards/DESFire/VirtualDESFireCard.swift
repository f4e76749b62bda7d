import CardCrypto
import SmartCard
import VIPCard

/// A virtual MIFARE DESFire EV1, EV2 or EV3 behind a contactless PC/SC reader.
///
/// Native commands in ISO/IEC 7816-4 wrapping (`90 xx`), with frames in both directions (`91AF`): applications,
/// AES keys, standard and backup data files, value files, cyclic record files, transactions,
/// AuthenticateAES and AuthenticateEV2First, plain, MAC and full communication. What it keeps without
/// power is in ``memory``, which can be coded and decoded.
public struct VirtualDESFireCard: VirtualCard, NativeVirtualCard {
  /// What lasts.
  public var memory: DESFireMemory

  var random: any RandomNumberGenerator & Sendable
  var state = NativeState()
  /// The selected application; `nil` at the level of the card.
  var selected: Int?

  /// The longest frame of native chaining.
  static let longestFrame: Int? = 59

  /// Puts a memory into a card.
  ///
  /// - Parameters:
  ///   - memory: what the card keeps without power.
  ///   - random: where challenges and transaction identifiers come from.
  public init(
    _ memory: DESFireMemory,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.memory = memory
    self.random = random
  }

  /// The answer-to-select of a DESFire has the one historical byte `80`.
  public var atr: [UInt8] {
    ContactlessInterface.answerToReset(historicalBytes: [0x80])
  }

  public mutating func powerOn() {
    abortTransaction()
    state = NativeState()
    selected = nil
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
    case 0x90: break
    // No application has an ISO/IEC 7816-4 name.
    case 0x00 where command.ins == 0xA4: return .init(status: .fileNotFound)
    case 0x00: return .init(status: .instructionNotSupported)
    default: return .init(status: .classNotSupported)
    }
    guard command.p1 == 0, command.p2 == 0 else { return refuse(.parameterError) }
    let instruction = NativeInstruction(rawValue: command.ins)
    do throws(NativeStatus) {
      if instruction == .additionalFrame { return try takeFrame(command.data) }
      // A command in the place of a frame ends whatever was going on.
      guard state.incoming == nil else { throw NativeStatus.commandAborted }
      state.clearFrames()
      return try carryOut(instruction, command.data)
    } catch {
      return refuse(error)
    }
  }

  /// An error ends the session and the transaction.
  private mutating func refuse(_ status: NativeStatus) -> ResponseAPDU {
    if status == .authenticationError { memory.failedAuthentications += 1 }
    abortTransaction()
    state = NativeState()
    return .init(status: status.statusWord)
  }

  private mutating func takeFrame(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    if let answer = try state.finish(data, random: &random) {
      return .init(data: answer, status: NativeStatus.done.statusWord)
    }
    if let incoming = state.incoming {
      state.incoming = nil
      return try carryOut(incoming.instruction, incoming.data + data)
    }
    guard !state.waitingFrames.isEmpty, data.isEmpty else { throw .illegalCommand }
    return state.send(state.waitingFrames)
  }

  private mutating func carryOut(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    switch instruction {
    case .selectApplication: try selectApplication(data)
    case .getVersion: try getVersion(data)
    case .getCardUID: try getCardUID(data)
    case .getApplicationIDs: try getApplicationIDs(data)
    case .getKeyVersion: try getKeyVersion(data)
    case .changeKey: try changeKey(data)
    case .authenticateAES: try authenticate(instruction, data)
    case .authenticateEV2First, .authenticateEV2NonFirst:
      if memory.generation == .ev1 {
        throw .illegalCommand
      } else {
        try authenticate(instruction, data)
      }
    case .createApplication: try createApplication(data)
    case .deleteApplication: try deleteApplication(data)
    case .createStandardDataFile, .createBackupDataFile, .createValueFile,
      .createCyclicRecordFile:
      try createFile(instruction, data)
    case .deleteFile: try deleteFile(data)
    case .getKeySettings: try getKeySettings(data)
    case .changeKeySettings: try changeKeySettings(data)
    case .freeMemory: try freeMemory(data)
    case .formatCard: try formatCard(data)
    case .getFileIDs: try getFileIDs(data)
    case .getFileSettings: try getFileSettings(data)
    case .changeFileSettings: try changeFileSettings(data)
    case .readData, .readDataISO: try readData(instruction, data)
    case .writeData, .writeDataISO: try writeData(instruction, data)
    case .getValue: try getValue(data)
    case .credit, .debit, .limitedCredit: try changeValue(instruction, data)
    case .writeRecord: try writeRecord(data)
    case .readRecords: try readRecords(data)
    case .clearRecordFile: try clearRecordFile(data)
    case .commitTransaction: try commitTransaction(data)
    case .abortTransaction: try abortTransaction(data)
    default: throw .illegalCommand
    }
  }

  // MARK: Shared by the commands

  var application: DESFireMemoryApplication? {
    selected.map { memory.applications[$0] }
  }

  mutating func abortTransaction() {
    guard let selected else { return }
    for number in memory.applications[selected].files.keys {
      memory.applications[selected].files[number]?.abort()
    }
  }
}
