public import CardCrypto

/// Data files: standard, whose bytes are there at once, and backup, whose bytes are there after the
/// commit.
extension NativeCard {
  private func span(_ file: UInt8, _ offset: Int, _ count: Int) -> [UInt8] {
    [file] + offset.littleEndianBytes(3) + count.littleEndianBytes(3)
  }

  /// Reads `count` bytes, 1 or more.
  public mutating func readData(
    _ file: UInt8, offset: Int = 0, count: Int, mode: CommunicationMode
  ) async throws(NativeError) -> [UInt8] {
    let data = try await command(
      frameLength == 255 ? .readDataISO : .readData, header: span(file, offset, count), mode: mode,
      count: count)
    guard data.count == count else { throw .length(data.count) }
    return data
  }

  /// Writes bytes, 1 or more.
  public mutating func writeData(
    _ data: [UInt8], to file: UInt8, offset: Int = 0, mode: CommunicationMode
  ) async throws(NativeError) {
    try await command(
      frameLength == 255 ? .writeDataISO : .writeData, header: span(file, offset, data.count),
      data: data, mode: mode, count: 0)
  }

  // MARK: Values

  /// The committed value.
  public mutating func value(
    of file: UInt8, mode: CommunicationMode
  ) async throws(NativeError) -> Int32 {
    let bytes = try await command(.getValue, header: [file], mode: mode, count: 4)
    guard bytes.count == 4 else { throw .length(bytes.count) }
    return Int32(truncatingIfNeeded: bytes[...].littleEndian)
  }

  /// Adds an amount of 0 or more; it counts after the commit.
  public mutating func credit(
    _ amount: Int32, to file: UInt8, mode: CommunicationMode
  ) async throws(NativeError) {
    try await change(.credit, amount, file, mode)
  }

  /// Takes an amount of 0 or more away; it counts after the commit.
  public mutating func debit(
    _ amount: Int32, from file: UInt8, mode: CommunicationMode
  ) async throws(NativeError) {
    try await change(.debit, amount, file, mode)
  }

  /// Gives back at most what the last transaction took; it counts after the commit.
  public mutating func limitedCredit(
    _ amount: Int32, to file: UInt8, mode: CommunicationMode
  ) async throws(NativeError) {
    try await change(.limitedCredit, amount, file, mode)
  }

  private mutating func change(
    _ instruction: NativeInstruction, _ amount: Int32, _ file: UInt8, _ mode: CommunicationMode
  ) async throws(NativeError) {
    try await command(
      instruction, header: [file], data: amount.littleEndianBytes(4), mode: mode, count: 0)
  }

  // MARK: Records

  /// Writes into the new record of this transaction; it is there after the commit.
  public mutating func writeRecord(
    _ data: [UInt8], to file: UInt8, offset: Int = 0, mode: CommunicationMode
  ) async throws(NativeError) {
    try await command(
      .writeRecord, header: span(file, offset, data.count), data: data, mode: mode, count: 0)
  }

  /// Reads records, oldest of them first.
  ///
  /// - Parameters:
  ///   - file: the number of the file.
  ///   - length: the length of a record.
  ///   - skipping: how many of the newest are left out.
  ///   - count: how many, 1 or more.
  ///   - mode: how the records come, as the file is set.
  public mutating func readRecords(
    _ file: UInt8, length: Int, skipping: Int = 0, count: Int, mode: CommunicationMode
  ) async throws(NativeError) -> [[UInt8]] {
    guard length > 0 else { throw .length(length) }
    let bytes = try await command(
      .readRecords, header: span(file, skipping, count), mode: mode, count: length * count)
    guard bytes.count == length * count else { throw .length(bytes.count) }
    return stride(from: 0, to: bytes.count, by: length).map { Array(bytes[$0..<$0 + length]) }
  }

  /// Empties a record file, after the commit.
  public mutating func clearRecords(_ file: UInt8) async throws(NativeError) {
    try await command(.clearRecordFile, header: [file], count: 0)
  }

  // MARK: Transactions

  /// Makes every change to backup, value and record files since the last commit last, all or none.
  ///
  /// When its answer does not come, ask the card again before counting on either.
  public mutating func commitTransaction() async throws(NativeError) {
    try await command(.commitTransaction, count: 0)
  }

  /// Drops every change since the last commit.
  public mutating func abortTransaction() async throws(NativeError) {
    try await command(.abortTransaction, count: 0)
  }
}
