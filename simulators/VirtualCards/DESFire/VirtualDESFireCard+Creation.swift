import CardCrypto
import SmartCard
import VIPCard

/// Making and deleting applications and files. Whether that needs a master key, the key settings of the
/// card and of the application tell; deleting an application always needs one.
extension VirtualDESFireCard {
  /// The most bytes that all files may have together: an 8-kilobyte chip.
  static let capacity = 8192
  /// The highest file number.
  static let lastFile: UInt8 = 0x1F

  mutating func createApplication(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard selected == nil else { throw .permissionDenied }
    // Identifier, key settings, number of keys with the bit for AES.
    try requireMasterKey(unless: .freeCreation, memory.settings)
    let header = try openHeader(.createApplication, data, count: 5)
    let identifier = Array(header.prefix(3))
    let count = Int(header[4] & 0x0F)
    guard header[4] & 0xF0 == 0x80, 1...14 ~= count, identifier != [0, 0, 0] else {
      throw .parameterError
    }
    guard !memory.applications.contains(where: { $0.identifier == identifier }) else {
      throw .duplicateError
    }
    guard memory.applications.count < memory.generation.mostApplications else { throw .countError }
    memory.applications.append(
      DESFireMemoryApplication(
        identifier: identifier, keys: [CardKeySlot](repeating: .transport, count: count),
        files: [:], settings: DESFireKeySettings(rawValue: header[3])))
    return try done()
  }

  /// With the master key of the card; where its settings leave creation free, the master key of the
  /// application does too, within the application, which then is no longer selected.
  mutating func deleteApplication(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    let identifier = Array(data.prefix(3))
    let isWithin = application?.identifier == identifier && memory.settings.contains(.freeCreation)
    guard selected == nil || isWithin else { throw .permissionDenied }
    try requireMasterKey()
    let header = try openHeader(.deleteApplication, data, count: 3)
    guard let index = memory.applications.firstIndex(where: { $0.identifier == header }) else {
      throw .applicationNotFound
    }
    let application = memory.applications.remove(at: index)
    retire(application.files.values)
    let answer = try done()
    if isWithin { (selected, state) = (nil, NativeState()) }
    return answer
  }

  /// The room of deleted files: an EV1 has it back only when it is made empty.
  private mutating func retire(_ files: some Sequence<DESFireFile>) {
    guard memory.generation == .ev1 else { return }
    memory.retired += files.reduce(0) { $0 + $1.size }
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
    try requireMasterKey(unless: .freeCreation, application.settings)
    let header = try openHeader(instruction, data, count: count)
    guard header[0] <= Self.lastFile, let mode = CommunicationMode(rawValue: header[1]) else {
      throw .parameterError
    }
    guard application.files[header[0]] == nil,
      let rights = DESFireAccessRights(bytes: header[2...3])
    else { throw .duplicateError }
    guard rights.fit(keys: application.keys.count) else { throw .parameterError }
    let file = DESFireFile(
      mode: mode, rights: rights,
      contents: try contents(instruction, header))
    guard memory.used + file.size <= Self.capacity else { throw .outOfMemory }
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
    let deleted = try file(header[0])
    guard let selected, let application else { throw .permissionDenied }
    try requireMasterKey(unless: .freeCreation, application.settings)
    memory.applications[selected].files[header[0]] = nil
    retire([deleted])
    return try done()
  }
}

extension DESFireFile {
  /// How much memory it takes: blocks of 32 bytes, for backup data twice.
  var size: Int {
    func blocks(_ count: Int) -> Int { (count + 31) / 32 * 32 }
    return switch contents {
    case .standard(let data): blocks(data.count)
    case .backup(let data, _): blocks(data.count) * 2
    case .value: 32
    case .cyclicRecord(let records): blocks(records.length * records.capacity)
    }
  }
}

extension DESFireAccessRights {
  /// Whether every key that they name is there.
  func fit(keys count: Int) -> Bool {
    [read, write, readWrite, change].allSatisfy { Int($0) < count || $0 >= Self.free }
  }
}
