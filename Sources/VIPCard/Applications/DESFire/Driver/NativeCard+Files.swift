public import CardCrypto

/// Files: made, listed, described, deleted.
extension NativeCard {
  /// Makes a standard or a backup data file of `size` bytes of zeros.
  public mutating func createDataFile(
    _ number: UInt8, size: Int, mode: CommunicationMode, rights: DESFireAccessRights,
    isBackup: Bool = false
  ) async throws(NativeError) {
    try await command(
      isBackup ? .createBackupDataFile : .createStandardDataFile,
      header: [number, mode.rawValue] + rights.bytes + size.littleEndianBytes(3), count: 0)
  }

  /// Makes a value file.
  public mutating func createValueFile(
    _ number: UInt8, limits: ClosedRange<Int32>, value: Int32, hasLimitedCredit: Bool = false,
    mode: CommunicationMode, rights: DESFireAccessRights
  ) async throws(NativeError) {
    try await command(
      .createValueFile,
      header: [number, mode.rawValue] + rights.bytes + limits.lowerBound.littleEndianBytes(4)
        + limits.upperBound.littleEndianBytes(4) + value.littleEndianBytes(4)
        + [hasLimitedCredit ? 1 : 0], count: 0)
  }

  /// Makes a cyclic record file. One of its places is always kept for the record being written.
  public mutating func createCyclicRecordFile(
    _ number: UInt8, recordLength: Int, places: Int, mode: CommunicationMode,
    rights: DESFireAccessRights
  ) async throws(NativeError) {
    try await command(
      .createCyclicRecordFile,
      header: [number, mode.rawValue] + rights.bytes + recordLength.littleEndianBytes(3)
        + places.littleEndianBytes(3), count: 0)
  }

  /// Deletes a file.
  public mutating func deleteFile(_ number: UInt8) async throws(NativeError) {
    try await command(.deleteFile, header: [number], count: 0)
  }

  /// The numbers of the files.
  public mutating func files() async throws(NativeError) -> [UInt8] {
    try await command(.getFileIDs)
  }

  /// What a file is, as GetFileSettings tells it.
  public mutating func fileSettings(
    _ number: UInt8
  ) async throws(NativeError) -> DESFireFileSettings {
    let bytes = try await command(.getFileSettings, header: [number])
    guard let settings = DESFireFileSettings(bytes) else { throw .length(bytes.count) }
    return settings
  }

  /// Changes mode and access rights of a file, and on an NTAG 424 DNA what it mirrors.
  ///
  /// - Parameters:
  ///   - number: the number of the file.
  ///   - mode: how its data goes from now on.
  ///   - rights: who may do what with it from now on.
  ///   - mirroring: SDM options and offsets as ChangeFileSettings takes them; empty for none.
  public mutating func changeFileSettings(
    _ number: UInt8, mode: CommunicationMode, rights: DESFireAccessRights,
    mirroring: [UInt8] = []
  ) async throws(NativeError) {
    let options = mode.rawValue | (mirroring.isEmpty ? 0x00 : 0x40)
    try await command(
      .changeFileSettings, header: [number], data: [options] + rights.bytes + mirroring,
      mode: .full, count: 0)
  }
}

/// What GetFileSettings tells of a file.
public struct DESFireFileSettings: Sendable, Hashable {
  /// The kind of file: 0 standard, 1 backup, 2 value, 4 cyclic record.
  public let kind: UInt8
  /// How its data goes over the air.
  public let mode: CommunicationMode
  /// Who may do what.
  public let rights: DESFireAccessRights
  /// The rest, which depends on the kind: sizes, limits, offsets.
  public let details: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 7, let mode = CommunicationMode(rawValue: bytes[1] & 0x03),
      let rights = DESFireAccessRights(bytes: bytes[2...3])
    else { return nil }
    self.kind = bytes[0]
    self.mode = mode
    self.rights = rights
    details = Array(bytes[4...])
  }
}
