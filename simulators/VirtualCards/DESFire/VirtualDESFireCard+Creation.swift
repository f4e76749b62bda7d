import CardCrypto
import SmartCard
import VIPCard

/// Making and deleting applications and files. As the card is delivered, nobody needs a key for it; in an
/// application the key settings decide.
extension VirtualDESFireCard {
  /// The most bytes that all files may have together: an 8-kilobyte chip.
  static let capacity = 8192
  /// The highest file number.
  static let lastFile: UInt8 = 0x1F

  mutating func createApplication(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard selected == nil else { throw .permissionDenied }
    // Identifier, key settings, number of keys with the bit for AES.
    let header = try openHeader(.createApplication, data, count: 5)
    let identifier = Array(header.prefix(3))
    let count = Int(header[4] & 0x0F)
    guard header[4] & 0xF0 == 0x80, 1...14 ~= count, identifier != [0, 0, 0] else {
      throw .parameterError
    }
    guard !memory.applications.contains(where: { $0.identifier == identifier }) else {
      throw .duplicateError
    }
    memory.applications.append(
      DESFireMemoryApplication(
        identifier: identifier, keys: [CardKeySlot](repeating: .transport, count: count),
        files: [:], settings: DESFireKeySettings(rawValue: header[3])))
    return try done()
  }

  mutating func deleteApplication(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    let header = try openHeader(.deleteApplication, data, count: 3)
    guard selected == nil else { throw .permissionDenied }
    guard let index = memory.applications.firstIndex(where: { $0.identifier == header }) else {
      throw .applicationNotFound
    }
    memory.applications.remove(at: index)
    return try done()
  }

  mutating func createFile(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    guard let application, let selected else { throw .permissionDenied }
    let count =
      switch instruction {
      case .createValueFile: 17
      case .createCyclicRecordFile: 10
      default: 7
      }
    try requireCreation(in: application)
    let header = try openHeader(instruction, data, count: count)
    guard header[0] <= Self.lastFile, let mode = CommunicationMode(rawValue: header[1]) else {
      throw .parameterError
    }
    guard application.files[header[0]] == nil,
      let rights = DESFireAccessRights(bytes: header[2...3])
    else { throw .duplicateError }
    let file = DESFireFile(
      mode: mode, rights: rights,
      contents: try contents(instruction, header))
    guard application.files.values.reduce(file.size, { $0 + $1.size }) <= Self.capacity else {
      throw .outOfMemory
    }
    memory.applications[selected].files[header[0]] = file
    return try done()
  }

  private func contents(
    _ instruction: NativeInstruction, _ header: [UInt8]
  ) throws(NativeStatus) -> DESFireFile.Contents {
    let size = header[4...6].littleEndian
    guard instruction == .createValueFile || 1...Self.capacity ~= size else {
      throw .parameterError
    }
    switch instruction {
    case .createValueFile:
      let limits = [header[4...7], header[8...11], header[12...15]].map {
        Int32(truncatingIfNeeded: $0.littleEndian)
      }
      guard limits[0] <= limits[2], limits[2] <= limits[1] else { throw .boundaryError }
      return .value(
        DESFireValue(
          lowest: limits[0], highest: limits[1], value: limits[2],
          hasLimitedCredit: header[16] & 1 == 1))
    case .createCyclicRecordFile:
      let capacity = header[7...9].littleEndian
      guard 2...Self.capacity ~= capacity else { throw .parameterError }
      return .cyclicRecord(DESFireRecords(length: size, capacity: capacity))
    case .createBackupDataFile:
      return .backup([UInt8](repeating: 0, count: size), pending: nil)
    default:
      return .standard([UInt8](repeating: 0, count: size))
    }
  }

  mutating func deleteFile(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    let header = try openHeader(.deleteFile, data, count: 1)
    _ = try file(header[0])
    guard let selected, let application else { throw .permissionDenied }
    try requireCreation(in: application)
    memory.applications[selected].files[header[0]] = nil
    return try done()
  }

  private func requireCreation(in application: DESFireMemoryApplication) throws(NativeStatus) {
    guard application.settings.contains(.freeCreation) || state.messaging.key == CardKey.master
    else { throw .authenticationError }
  }
}

extension DESFireFile {
  /// How much memory it takes.
  var size: Int {
    switch contents {
    case .standard(let data): data.count
    case .backup(let data, _): data.count * 2
    case .value: 32
    case .cyclicRecord(let records): records.length * records.capacity
    }
  }
}
