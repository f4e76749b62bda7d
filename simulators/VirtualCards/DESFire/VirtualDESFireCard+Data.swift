import CardCrypto
import SmartCard
import VIPCard

/// Commands about files, and the data files.
extension VirtualDESFireCard {
  mutating func getFileIDs(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let application else { throw .permissionDenied }
    try requireMasterKey(unless: .freeDirectory, application.settings)
    _ = try openHeader(.getFileIDs, data, count: 0)
    return try done(application.files.keys.sorted())
  }

  mutating func getFileSettings(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let application else { throw .permissionDenied }
    try requireMasterKey(unless: .freeDirectory, application.settings)
    let header = try openHeader(.getFileSettings, data, count: 1)
    return try done(try file(header[0]).settings)
  }

  mutating func changeFileSettings(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let number = data.first else { throw .lengthError }
    var file = try file(number)
    let free = file.rights.change == DESFireAccessRights.free
    guard file.rights.change != DESFireAccessRights.never else { throw .permissionDenied }
    guard file.rights.change == state.messaging.key || free else { throw .authenticationError }
    let bytes = try state.messaging.open(
      NativeInstruction.changeFileSettings.rawValue, header: [number],
      sealed: Array(data.dropFirst()), count: 3, mode: free ? .plain : .full)
    guard let mode = CommunicationMode(rawValue: bytes[0]),
      let rights = DESFireAccessRights(bytes: bytes[1...2])
    else { throw .parameterError }
    guard rights.fit(keys: application?.keys.count ?? 0) else { throw .parameterError }
    file.mode = mode
    file.rights = rights
    store(file, number)
    return try done()
  }

  // MARK: Access

  /// A file of the selected application.
  func file(_ number: UInt8) throws(NativeStatus) -> DESFireFile {
    guard let application else { throw .permissionDenied }
    guard let file = application.files[number] else { throw .fileNotFound }
    return file
  }

  mutating func store(_ file: DESFireFile, _ number: UInt8) {
    guard let selected else { return }
    memory.applications[selected].files[number] = file
  }

  /// Waits for further frames until the data of a command is there.
  ///
  /// Returns what has come, or `nil` if the answer must be `91AF`.
  mutating func complete(
    _ instruction: NativeInstruction, _ data: [UInt8], headerCount: Int, count: Int,
    mode: CommunicationMode
  ) throws(NativeStatus) -> [UInt8]? {
    let needed = headerCount + state.messaging.sealedLength(of: count, mode: mode)
    guard data.count <= needed else { throw .lengthError }
    guard data.count == needed else {
      state.incoming = (instruction, data)
      return nil
    }
    return Array(data.dropFirst(headerCount))
  }

  var frameAwaited: ResponseAPDU {
    .init(status: NativeStatus.additionalFrame.statusWord)
  }

  // MARK: Data files

  mutating func readData(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    guard data.count >= 7 else { throw .lengthError }
    let file = try file(data[0])
    let mode = try mode(of: file, for: [file.rights.read, file.rights.readWrite])
    let contents: [UInt8]
    switch file.contents {
    case .standard(let bytes), .backup(let bytes, _): contents = bytes
    case .value, .cyclicRecord: throw .parameterError
    }
    _ = try openHeader(instruction, data, count: 7, mode: mode)
    let offset = data[1...3].littleEndian
    guard offset < contents.count else { throw .boundaryError }
    let wanted = data[4...6].littleEndian
    let length = wanted == 0 ? contents.count - offset : wanted
    guard offset + length <= contents.count else { throw .boundaryError }
    return try done(
      Array(contents[offset..<offset + length]), mode: mode,
      frameLength: instruction == .readDataISO ? 256 : Self.longestFrame)
  }

  mutating func writeData(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    guard data.count >= 7 else { throw .lengthError }
    var file = try file(data[0])
    let mode = try mode(of: file, for: [file.rights.write, file.rights.readWrite])
    let offset = data[1...3].littleEndian
    let length = data[4...6].littleEndian
    var contents: [UInt8]
    switch file.contents {
    case .standard(let bytes): contents = bytes
    case .backup(let bytes, let pending): contents = pending ?? bytes
    case .value, .cyclicRecord: throw .parameterError
    }
    guard length > 0 else { throw .parameterError }
    guard offset + length <= contents.count else { throw .boundaryError }
    guard
      let sealed = try complete(instruction, data, headerCount: 7, count: length, mode: mode)
    else { return frameAwaited }
    let bytes = try state.messaging.open(
      instruction.rawValue, header: Array(data.prefix(7)), sealed: sealed, count: length,
      mode: mode)
    contents.replaceSubrange(offset..<offset + length, with: bytes)
    if case .backup(let before, _) = file.contents {
      file.contents = .backup(before, pending: contents)
    } else {
      file.contents = .standard(contents)
    }
    store(file, data[0])
    return try done(mode: mode == .plain ? .plain : .mac)
  }

  // MARK: Transactions

  mutating func commitTransaction(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    try endTransaction(.commitTransaction, data) { $0.commit() }
  }

  mutating func abortTransaction(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    try endTransaction(.abortTransaction, data) { $0.abort() }
  }

  private mutating func endTransaction(
    _ instruction: NativeInstruction, _ data: [UInt8], _ change: (inout DESFireFile) -> Void
  ) throws(NativeStatus) -> ResponseAPDU {
    guard let selected else { throw .permissionDenied }
    _ = try openHeader(instruction, data, count: 0)
    let changed = memory.applications[selected].files.filter { $0.value.isChanged }
    guard !changed.isEmpty else { throw .noChanges }
    for (number, file) in changed {
      var file = file
      change(&file)
      memory.applications[selected].files[number] = file
    }
    return try done()
  }
}
