public import CardCrypto
public import VIPCard

/// A file of a virtual DESFire: settings and contents, with what a transaction has changed and not
/// committed yet.
public struct DESFireFile: Sendable, Equatable, Codable {
  /// How its data goes over the air.
  public var mode: CommunicationMode
  /// Who may do what.
  public var rights: DESFireAccessRights
  /// What lies in it.
  public var contents: Contents

  /// Makes a file.
  public init(mode: CommunicationMode, rights: DESFireAccessRights, contents: Contents) {
    self.mode = mode
    self.rights = rights
    self.contents = contents
  }

  /// The kinds of file.
  public enum Contents: Sendable, Equatable, Codable {
    /// A standard data file: what is written is there at once.
    case standard([UInt8])
    /// A backup data file: what is written is there after the commit.
    case backup([UInt8], pending: [UInt8]?)
    /// A value file.
    case value(DESFireValue)
    /// A cyclic record file.
    case cyclicRecord(DESFireRecords)
  }

  /// A standard data file.
  public static func standard(
    _ data: [UInt8], mode: CommunicationMode, rights: DESFireAccessRights
  ) -> Self {
    Self(mode: mode, rights: rights, contents: .standard(data))
  }

  /// What GetFileSettings tells.
  var settings: [UInt8] {
    let head = [mode.rawValue] + rights.bytes
    switch contents {
    case .standard(let data): return [0x00] + head + data.count.littleEndianBytes(3)
    case .backup(let data, _): return [0x01] + head + data.count.littleEndianBytes(3)
    case .value(let value): return [0x02] + head + value.settings
    case .cyclicRecord(let records): return [0x04] + head + records.settings
    }
  }

  /// Whether a transaction has changed it.
  var isChanged: Bool {
    switch contents {
    case .standard: false
    case .backup(_, let pending): pending != nil
    case .value(let value): value.pending != nil
    case .cyclicRecord(let records): records.pending != nil
    }
  }

  /// Makes the changes of a transaction last.
  mutating func commit() {
    switch contents {
    case .standard: break
    case .backup(let data, let pending): contents = .backup(pending ?? data, pending: nil)
    case .value(var value):
      value.commit()
      contents = .value(value)
    case .cyclicRecord(var records):
      records.commit()
      contents = .cyclicRecord(records)
    }
  }

  /// Drops the changes of a transaction.
  mutating func abort() {
    switch contents {
    case .standard: break
    case .backup(let data, _): contents = .backup(data, pending: nil)
    case .value(var value):
      value.pending = nil
      contents = .value(value)
    case .cyclicRecord(var records):
      records.pending = nil
      contents = .cyclicRecord(records)
    }
  }
}
