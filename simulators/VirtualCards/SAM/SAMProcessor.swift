import CardCrypto
import SecureModule
import SmartCard

/// What a virtual SAM computes, behind its secure channel: one command in, status word and data out.
struct SAMProcessor {
  var memory: SAMMemory
  /// Which key the channel was opened with.
  var channel: SAMChannelKey?
  /// The PINs that were presented in this channel.
  var presented: Set<SAMRole> = []
  /// A message of which parts have come.
  var partial: (instruction: SAMInstruction, data: [UInt8])?
  var handshakes = SAMHandshakes()
  /// Keeps what must survive the loss of power; `false` if it cannot.
  var persist: @Sendable (SAMMemory) -> Bool = { _ in true }

  struct Reply {
    var status = StatusWord.success
    var data: [UInt8] = []
  }

  /// Why a command is refused.
  struct Refusal: Error {
    let status: StatusWord

    init(_ status: StatusWord) { self.status = status }
  }

  mutating func forgetSession() {
    channel = nil
    presented = []
    partial = nil
    handshakes = SAMHandshakes()
  }

  /// Carries out a command of an open channel.
  mutating func answer(
    _ instruction: SAMInstruction, p1: UInt8, p2: UInt8, _ data: [UInt8]
  ) -> Reply {
    if partial?.instruction != instruction { partial = nil }
    do throws(Refusal) {
      return Reply(data: try carryOut(instruction, p1, p2, data))
    } catch {
      return Reply(status: error.status)
    }
  }

  private mutating func carryOut(
    _ instruction: SAMInstruction, _ p1: UInt8, _ p2: UInt8, _ data: [UInt8]
  ) throws(Refusal) -> [UInt8] {
    switch instruction {
    case .initialize, .openChannel, .confirmChannel: throw Refusal(.classNotSupported)
    case .verify: return try verify(p2, data)
    case .changeReferenceData: return try changePIN(p2, data)
    case .resetRetryCounter: return try resetPIN(p2, data)
    case .listKeys: return memory.entries.flatMap(\.bytes)
    case .putKey: return try putKey(data)
    case .deleteKey: return try deleteKey(data)
    case .computeCode, .computeCardCode: return try code(instruction, p1, data)
    case .beginSession: return try beginSession(p1, data)
    case .finishSession: return try finishSession(p1, data)
    case .decipherPICCData: return try piccData(data)
    case .sectorKey: return try sectorKey(data)
    case .beginKeyChanges: return try beginKeyChanges(p1, data)
    case .finishKeyChanges: return try finishKeyChanges(p1, data)
    case .sealKeyChange: return try sealKeyChange(p1, data)
    case .confirmKeyChange: return try confirmKeyChange(p1, data)
    }
  }

  // MARK: Keys and rights

  /// Verifying needs one of the two PINs.
  func requireVerifying() throws(Refusal) {
    guard channel == .pairing, !presented.isEmpty else { throw Refusal(.securityNotSatisfied) }
  }

  /// What may be done with the key of a year, as far as the PINs that were presented go.
  func right(_ year: Int) throws(Refusal) -> KeyRight {
    try requireVerifying()
    guard let entry = memory.keys[year] else { throw Refusal(.referencedDataNotFound) }
    return entry.right == .issue && presented.contains(.issuer) ? .issue : .verify
  }

  func requireIssuing(_ year: Int) throws(Refusal) {
    guard try right(year) == .issue else { throw Refusal(.conditionsNotSatisfied) }
  }

  func issuerKey(_ year: Int) throws(Refusal) -> SecretBytes {
    try requireVerifying()
    guard let entry = memory.keys[year] else { throw Refusal(.referencedDataNotFound) }
    return entry.key
  }

  func cardKey(_ year: Int, _ diversification: [UInt8]) throws(Refusal) -> SecretBytes {
    let key = try issuerKey(year)
    return try computed { () throws(KeyStoreError) in
      try AN10922.diversify(key, with: diversification)
    }
  }

  func computed<Value>(_ body: () throws(KeyStoreError) -> Value) throws(Refusal) -> Value {
    do {
      return try body()
    } catch {
      throw Refusal(.wrongData)
    }
  }

  // MARK: Codes

  private mutating func code(
    _ instruction: SAMInstruction, _ p1: UInt8, _ data: [UInt8]
  ) throws(Refusal) -> [UInt8] {
    guard p1 == 0 || p1 == SAMProfile.morePartsFollow else { throw Refusal(.wrongParameters) }
    try requireVerifying()
    let whole = (partial?.data ?? []) + data
    partial = nil
    guard whole.count <= SAMProfile.longestMessage + 64 else { throw Refusal(.wrongLength) }
    guard p1 == 0 else {
      partial = (instruction, whole)
      return []
    }
    var fields = SAMFields(whole)
    guard let year = fields.year() else { throw Refusal(.wrongLength) }
    var key = try issuerKey(year)
    if instruction == .computeCardCode {
      guard let diversification = fields.diversification() else { throw Refusal(.wrongData) }
      key = try cardKey(year, diversification)
    }
    let message = fields.remainder()
    // The code of such a message would be a card key (AN10922).
    if instruction == .computeCode, message.first == 0x01 {
      throw Refusal(.referenceDataUnusable)
    }
    return try computed { () throws(KeyStoreError) in try AESCMAC.code(of: message, key: key) }
  }

  private func piccData(_ data: [UInt8]) throws(Refusal) -> [UInt8] {
    var fields = SAMFields(data)
    guard let year = fields.year(), let diversification = fields.diversification() else {
      throw Refusal(.wrongData)
    }
    let key = try cardKey(year, diversification)
    let sealed = fields.remainder()
    do {
      guard let found = try PICCData(decrypting: sealed, key: key) else { return [] }
      return found.uid + found.counterBytes
    } catch {
      throw Refusal(.wrongLength)
    }
  }

  private func sectorKey(_ data: [UInt8]) throws(Refusal) -> [UInt8] {
    var fields = SAMFields(data)
    guard let year = fields.year(), let diversification = fields.diversification(),
      fields.isAtEnd
    else { throw Refusal(.wrongData) }
    guard diversification.last == SectorKey.keyNumber else {
      throw Refusal(.referenceDataUnusable)
    }
    let key = SectorKey.keyA(try cardKey(year, diversification))
    return unsafe key.withBytes { unsafe Array($0) }
  }
}
