import CardCrypto
import SmartCard
import VIPCard

/// Value files.
extension VirtualDESFireCard {
  mutating func getValue(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let number = data.first else { throw .lengthError }
    let file = try file(number)
    let rights = file.rights
    let mode = try mode(of: file, for: [rights.read, rights.write, rights.readWrite])
    guard case .value(let value) = file.contents else { throw .parameterError }
    _ = try openHeader(.getValue, data, count: 1, mode: mode)
    return try done(value.value.littleEndianBytes(4), mode: mode)
  }

  mutating func changeValue(
    _ instruction: NativeInstruction, _ data: [UInt8]
  ) throws(NativeStatus) -> ResponseAPDU {
    guard let number = data.first else { throw .lengthError }
    var file = try file(number)
    let mode = try mode(of: file, for: allowed(instruction, file.rights))
    guard case .value(var value) = file.contents else { throw .parameterError }
    let bytes = try state.messaging.open(
      instruction.rawValue, header: [number], sealed: Array(data.dropFirst()), count: 4,
      mode: mode)
    let amount = Int32(truncatingIfNeeded: bytes[...].littleEndian)
    guard amount >= 0 else { throw .parameterError }
    let isInside: Bool
    switch instruction {
    case .credit: isInside = value.credit(amount)
    case .debit: isInside = value.debit(amount)
    default:
      guard value.hasLimitedCredit else { throw .permissionDenied }
      isInside = value.limitedCredit(amount)
    }
    guard isInside else { throw .boundaryError }
    file.contents = .value(value)
    store(file, number)
    return try done(mode: mode == .plain ? .plain : .mac)
  }

  private func allowed(
    _ instruction: NativeInstruction, _ rights: DESFireAccessRights
  ) -> [UInt8] {
    switch instruction {
    case .credit: [rights.readWrite]
    case .limitedCredit: [rights.write, rights.readWrite]
    default: [rights.read, rights.write, rights.readWrite]
    }
  }
}

/// Cyclic record files.
extension VirtualDESFireCard {
  mutating func writeRecord(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard data.count >= 7 else { throw .lengthError }
    var file = try file(data[0])
    let mode = try mode(of: file, for: [file.rights.write, file.rights.readWrite])
    guard case .cyclicRecord(var records) = file.contents else { throw .parameterError }
    let offset = data[1...3].littleEndian
    let length = data[4...6].littleEndian
    guard length > 0 else { throw .parameterError }
    guard offset + length <= records.length else { throw .boundaryError }
    // A file that is being emptied takes records after the commit.
    guard records.pending != .cleared else { throw .permissionDenied }
    guard
      let sealed = try complete(.writeRecord, data, headerCount: 7, count: length, mode: mode)
    else { return frameAwaited }
    let bytes = try state.messaging.open(
      NativeInstruction.writeRecord.rawValue, header: Array(data.prefix(7)), sealed: sealed,
      count: length, mode: mode)
    records.write(bytes, at: offset)
    file.contents = .cyclicRecord(records)
    store(file, data[0])
    return try done(mode: mode == .plain ? .plain : .mac)
  }

  /// Records are counted from the newest, and given oldest first.
  mutating func readRecords(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard data.count >= 7 else { throw .lengthError }
    let file = try file(data[0])
    let mode = try mode(of: file, for: [file.rights.read, file.rights.readWrite])
    guard case .cyclicRecord(let records) = file.contents else { throw .parameterError }
    _ = try openHeader(.readRecords, data, count: 7, mode: mode)
    let skipped = data[1...3].littleEndian
    let wanted = data[4...6].littleEndian
    guard skipped < records.records.count else { throw .boundaryError }
    let rest = records.records.dropLast(skipped)
    let count = wanted == 0 ? rest.count : wanted
    guard count <= rest.count else { throw .boundaryError }
    return try done(rest.suffix(count).flatMap { $0 }, mode: mode)
  }

  mutating func clearRecordFile(_ data: [UInt8]) throws(NativeStatus) -> ResponseAPDU {
    guard let number = data.first else { throw .lengthError }
    var file = try file(number)
    _ = try mode(of: file, for: [file.rights.readWrite])
    guard case .cyclicRecord(var records) = file.contents else { throw .parameterError }
    _ = try openHeader(.clearRecordFile, data, count: 1)
    records.pending = .cleared
    file.contents = .cyclicRecord(records)
    store(file, number)
    return try done()
  }
}
