import CardCrypto
import SecureModule
import SmartCard

extension SAMProcessor {
  /// Writes the memory down before the outside world hears of it; as it was if that fails.
  mutating func change(_ body: (inout SAMMemory) -> Void) throws(Refusal) {
    var changed = memory
    body(&changed)
    guard persist(changed) else { throw Refusal(.memoryFailure) }
    memory = changed
  }

  mutating func initialize(_ data: [UInt8]) -> StatusWord {
    guard !memory.isInitialized else { return .conditionsNotSatisfied }
    guard data.count == 16 + 2 * SAMProfile.pinLength else { return .wrongLength }
    let key = SecretBytes(data[..<16])
    let till = SecretBytes(data[16..<24])
    let issuer = SecretBytes(data[24...])
    do throws(Refusal) {
      try change { memory in
        memory.administratorKey = key
        memory.pins = [.till: till, .issuer: issuer]
        memory.tries = [.till: SAMProfile.pinTries, .issuer: SAMProfile.pinTries]
      }
      return .success
    } catch {
      return error.status
    }
  }

  // MARK: PINs

  mutating func verify(_ p2: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    let role = try role(p2)
    if data.isEmpty {
      if presented.contains(role) { return [] }
      let left = memory.tries[role] ?? 0
      throw Refusal(left == 0 ? .authenticationBlocked : Self.triesLeft(left))
    }
    try check(data, role)
    presented.insert(role)
    return []
  }

  mutating func changePIN(_ p2: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    let role = try role(p2)
    guard data.count == 2 * SAMProfile.pinLength else { throw Refusal(.wrongLength) }
    try check(Array(data.prefix(SAMProfile.pinLength)), role)
    let new = SecretBytes(data.suffix(SAMProfile.pinLength))
    try change { $0.pins[role] = new }
    return []
  }

  mutating func resetPIN(_ p2: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    try requireAdministrator()
    guard let role = SAMRole(rawValue: p2) else { throw Refusal(.referencedDataNotFound) }
    guard data.count == SAMProfile.pinLength else { throw Refusal(.wrongLength) }
    let new = SecretBytes(data)
    try change { memory in
      memory.pins[role] = new
      memory.tries[role] = SAMProfile.pinTries
    }
    return []
  }

  private func role(_ p2: UInt8) throws(Refusal) -> SAMRole {
    guard channel == .pairing else { throw Refusal(.securityNotSatisfied) }
    guard let role = SAMRole(rawValue: p2) else { throw Refusal(.referencedDataNotFound) }
    return role
  }

  /// Counts the try before it compares, so that pulling the power wins nothing.
  private mutating func check(_ block: [UInt8], _ role: SAMRole) throws(Refusal) {
    guard block.count == SAMProfile.pinLength else { throw Refusal(.wrongLength) }
    let left = memory.tries[role] ?? 0
    guard left > 0, let pin = memory.pins[role] else { throw Refusal(.authenticationBlocked) }
    try change { $0.tries[role] = left - 1 }
    guard pin == SecretBytes(block) else {
      presented.remove(role)
      throw Refusal(left == 1 ? .authenticationBlocked : Self.triesLeft(left - 1))
    }
    try change { $0.tries[role] = SAMProfile.pinTries }
  }

  private static func triesLeft(_ count: Int) -> StatusWord {
    StatusWord(sw1: 0x63, sw2: 0xC0 | UInt8(count & 0x0F))
  }

  // MARK: Issuer keys

  private func requireAdministrator() throws(Refusal) {
    guard channel == .administrator else { throw Refusal(.securityNotSatisfied) }
  }

  mutating func putKey(_ data: [UInt8]) throws(Refusal) -> [UInt8] {
    try requireAdministrator()
    var fields = SAMFields(data)
    guard let entry = fields.entry() else { throw Refusal(.wrongData) }
    guard KeyFile.yearRange.contains(entry.year) else { throw Refusal(.wrongData) }
    guard memory.keys[entry.year] == nil else { throw Refusal(.fileExists) }
    guard memory.keys.count < SAMProfile.mostKeys else { throw Refusal(.notEnoughMemory) }
    guard let administratorKey = memory.administratorKey,
      let key = AESKeyWrap.unwrap(fields.remainder(), under: administratorKey), key.count == 16,
      (try? KeyCheckValue(of: key)) == entry.checkValue
    else { throw Refusal(.wrongData) }
    try change { $0.keys[entry.year] = (key, entry.right) }
    return []
  }

  mutating func deleteKey(_ data: [UInt8]) throws(Refusal) -> [UInt8] {
    try requireAdministrator()
    var fields = SAMFields(data)
    guard let year = fields.year(), fields.isAtEnd else { throw Refusal(.wrongLength) }
    guard memory.keys[year] != nil else { throw Refusal(.referencedDataNotFound) }
    try change { $0.keys[year] = nil }
    return []
  }
}
