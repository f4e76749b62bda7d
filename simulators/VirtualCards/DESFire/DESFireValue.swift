import VIPCard

/// The contents of a value file.
public struct DESFireValue: Sendable, Equatable, Codable {
  /// The lowest value that it may have.
  public let lowest: Int32
  /// The highest value that it may have.
  public let highest: Int32
  /// The committed value.
  public internal(set) var value: Int32
  /// Whether LimitedCredit is allowed.
  public let hasLimitedCredit: Bool
  /// What LimitedCredit may give back: the debits of the last transaction.
  public internal(set) var limitedCredit: Int32 = 0
  /// What the transaction has made of it; `nil` without a change.
  var pending: Pending?

  struct Pending: Sendable, Equatable, Codable {
    var value: Int32
    var debited: Int32
    var limitedCredit: Int32
  }

  /// Makes a value.
  public init(lowest: Int32, highest: Int32, value: Int32, hasLimitedCredit: Bool) {
    self.lowest = lowest
    self.highest = highest
    self.value = value
    self.hasLimitedCredit = hasLimitedCredit
  }

  var settings: [UInt8] {
    lowest.littleEndianBytes(4) + highest.littleEndianBytes(4)
      + limitedCredit.littleEndianBytes(4) + [hasLimitedCredit ? 1 : 0]
  }

  private var current: Pending {
    pending ?? Pending(value: value, debited: 0, limitedCredit: limitedCredit)
  }

  /// Adds an amount; `false` if the value would leave its limits.
  mutating func credit(_ amount: Int32) -> Bool {
    var next = current
    let (sum, overflow) = next.value.addingReportingOverflow(amount)
    guard !overflow, sum <= highest else { return false }
    next.value = sum
    pending = next
    return true
  }

  /// Takes an amount away; `false` if the value would leave its limits.
  mutating func debit(_ amount: Int32) -> Bool {
    var next = current
    let (rest, overflow) = next.value.subtractingReportingOverflow(amount)
    let (debited, isTooMuch) = next.debited.addingReportingOverflow(amount)
    guard !overflow, !isTooMuch, rest >= lowest else { return false }
    next.value = rest
    next.debited = debited
    pending = next
    return true
  }

  /// Gives back what the last transaction took; `false` if it is more.
  mutating func limitedCredit(_ amount: Int32) -> Bool {
    guard amount <= current.limitedCredit, credit(amount) else { return false }
    pending?.limitedCredit = 0
    return true
  }

  mutating func commit() {
    guard let pending else { return }
    value = pending.value
    limitedCredit = pending.debited > 0 ? pending.debited : pending.limitedCredit
    self.pending = nil
  }
}

/// The contents of a cyclic record file, oldest record first.
public struct DESFireRecords: Sendable, Equatable, Codable {
  /// The length of a record.
  public let length: Int
  /// How many records there is room for; one of them is the one being written.
  public let capacity: Int
  /// The committed records.
  public internal(set) var records: [[UInt8]] = []
  /// What the transaction has made of them; `nil` without a change.
  var pending: Change?

  enum Change: Sendable, Equatable, Codable {
    case written([UInt8])
    case cleared
  }

  /// Makes an empty file; at least 1 byte a record and room for 2.
  public init(length: Int, capacity: Int) {
    self.length = max(1, length)
    self.capacity = max(2, capacity)
  }

  var settings: [UInt8] {
    length.littleEndianBytes(3) + capacity.littleEndianBytes(3)
      + records.count.littleEndianBytes(3)
  }

  /// Writes into the transaction's new record. The caller has checked the limits.
  mutating func write(_ data: [UInt8], at offset: Int) {
    var record = [UInt8](repeating: 0, count: length)
    if case .written(let before) = pending { record = before }
    record.replaceSubrange(offset..<offset + data.count, with: data)
    pending = .written(record)
  }

  mutating func commit() {
    switch pending {
    case .none: break
    case .cleared: records = []
    case .written(let record): records = Array((records + [record]).suffix(capacity - 1))
    }
    pending = nil
  }
}
