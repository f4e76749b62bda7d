import CardCrypto
import SmartCard

/// Makes MIFARE Classic 1K cards: data and binding code under the factory key, and last the trailer
/// with our keys.
///
/// A trailer that is torn cannot be repaired. So that such a card is told from a stranger's, a mark in
/// sector 2, which keeps its factory key, says while the card is written that it is ours.
struct ClassicPersonaliser: ChipPersonaliser {
  static let kind = ChipKind.classic
  let chip: ChipIdentity
  private let card: ContactlessCard

  static func find(
    on channel: any CardChannel
  ) async throws(PersonalisingError) -> ClassicPersonaliser? {
    let card = ContactlessCard(channel)
    guard let uid = try await allowed({ () async throws(SmartCardError) in try await card.uid() }),
      ClassicProfile.uidLengths.contains(uid.count)
    else { return nil }
    let historical = try await allowed { () async throws(SmartCardError) in
      try await card.historicalBytes()
    }
    guard historical == nil else { return nil }
    return ClassicPersonaliser(chip: ChipIdentity(kind: .classic, uid: uid), card: card)
  }

  func personalise(
    _ work: PersonalisingWork, _ file: MemberFile
  ) async throws(PersonalisingError) -> Bool {
    let mark = try await mark(work.year, work)
    if try await opens(ClassicProfile.trailer, .a, ClassicProfile.factoryKey) {
      try await fillBlank(work, file, mark)
      return false
    }
    for year in try await work.years() {
      let keys = try await SectorKeys(year, chip, work)
      guard try await opens(ClassicProfile.trailer, .a, keys.a) else { continue }
      return try await renew(work, file, mark, year, keys)
    }
    // Neither blank nor ours: the mark tells whether we have spoiled it.
    for year in try await work.years() where try await isMarked(try await self.mark(year, work)) {
      throw .spoiled(chip)
    }
    throw .foreign(chip)
  }

  /// The mark says nothing more once the card was verified.
  func close(_ work: PersonalisingWork) async throws(PersonalisingError) {
    let mark = try await mark(work.year, work)
    guard try await isMarked(mark) else { return }
    try await write(
      [UInt8](repeating: 0, count: ClassicProfile.blockLength), ClassicProfile.journal)
  }

  // MARK: The ways

  private func fillBlank(
    _ work: PersonalisingWork, _ file: MemberFile, _ mark: [UInt8]
  ) async throws(PersonalisingError) {
    let data = try await blocks(ClassicProfile.dataBlocks).joined()
    if data.contains(where: { $0 != 0 }) {
      // Somebody's data, or ours from a try that was torn.
      guard try await isMarked(mark) else { throw .foreign(chip) }
    } else {
      try await setMark(mark)
    }
    try await openFactory(ClassicProfile.trailer)
    try await write(contents(work, file), trailer: SectorKeys(work.year, chip, work))
  }

  private func renew(
    _ work: PersonalisingWork, _ file: MemberFile, _ mark: [UInt8], _ year: CardYear,
    _ keys: SectorKeys
  ) async throws(PersonalisingError) -> Bool {
    let bytes: [UInt8]
    do {
      bytes = Array(try await blocks(ClassicProfile.dataBlocks).joined())
    } catch .refused {
      // Key A is ours, but the access bits after it were torn.
      throw .spoiled(chip)
    }
    let held = bytes.prefix(MemberFile.byteCount)
    let isThisCard = try await work.admits(try? MemberFile(parsing: Array(held)))
    // Whoever holds key A only cannot write: a torn key B is for ever.
    guard try await opens(ClassicProfile.trailer, .b, keys.b) else { throw .spoiled(chip) }
    let binding = try await work.code(year, binding(year), Array(held))
    let isWhole = ConstantTime.areEqual(binding, bytes.suffix(ClassicProfile.blockLength))
    if isThisCard, isWhole, year == work.year { return true }
    if year == work.year {
      try await write(contents(work, file), trailer: nil)
    } else {
      try await setMark(mark)
      guard try await opens(ClassicProfile.trailer, .b, keys.b) else { throw .spoiled(chip) }
      try await write(contents(work, file), trailer: SectorKeys(work.year, chip, work))
    }
    return false
  }

  private func write(
    _ contents: [UInt8], trailer keys: SectorKeys?
  ) async throws(PersonalisingError) {
    for (index, block) in ClassicProfile.dataBlocks.enumerated() {
      let start = index * ClassicProfile.blockLength
      try await write(Array(contents[start..<start + ClassicProfile.blockLength]), block)
    }
    guard let keys else { return }
    try await write(keys.a + ClassicProfile.issuedAccess + keys.b, ClassicProfile.trailer)
    for (type, key) in [(ContactlessCard.KeyType.a, keys.a), (.b, keys.b)] {
      guard try await opens(ClassicProfile.trailer, type, key) else { throw .spoiled(chip) }
    }
  }

  // MARK: Codes and marks

  private func binding(_ year: CardYear) -> [UInt8] {
    CardKey.diversification(uid: chip.uid, year: year, keyNumber: CardKey.sectorBinding)
  }

  /// Member file and the code that binds it to the UID.
  private func contents(
    _ work: PersonalisingWork, _ file: MemberFile
  ) async throws(PersonalisingError) -> [UInt8] {
    file.bytes + (try await work.code(work.year, binding(work.year), file.bytes))
  }

  /// A code over words that are no member file, so that only a desk with the keys can have set it.
  private func mark(
    _ year: CardYear, _ work: PersonalisingWork
  ) async throws(PersonalisingError) -> [UInt8] {
    try await work.code(year, binding(year), Array("VIP IN WORK".utf8))
  }

  private func isMarked(_ mark: [UInt8]) async throws(PersonalisingError) -> Bool {
    guard try await opens(ClassicProfile.journal, .a, ClassicProfile.factoryKey) else {
      return false
    }
    return ConstantTime.areEqual(try await read(ClassicProfile.journal), mark)
  }

  /// Sets the mark in a block that is empty, or holds a part of it.
  private func setMark(_ mark: [UInt8]) async throws(PersonalisingError) {
    try await openFactory(ClassicProfile.journal)
    let held = try await read(ClassicProfile.journal)
    guard zip(held, mark).allSatisfy({ $0 == 0 || $0 == $1 }) else { throw .foreign(chip) }
    try await write(mark, ClassicProfile.journal)
  }

  // MARK: Blocks

  private func openFactory(_ block: UInt16) async throws(PersonalisingError) {
    guard try await opens(block, .a, ClassicProfile.factoryKey) else { throw .foreign(chip) }
  }

  private func opens(
    _ block: UInt16, _ type: ContactlessCard.KeyType, _ key: [UInt8]
  ) async throws(PersonalisingError) -> Bool {
    let opened: Void? = try await Self.allowed { () async throws(SmartCardError) in
      try await card.loadKey(key)
      try await card.authenticate(block: block, with: type)
    }
    return opened != nil
  }

  private func blocks(_ numbers: [UInt16]) async throws(PersonalisingError) -> [[UInt8]] {
    var blocks: [[UInt8]] = []
    for number in numbers { blocks.append(try await read(number)) }
    return blocks
  }

  private func read(_ block: UInt16) async throws(PersonalisingError) -> [UInt8] {
    try await done { () async throws(SmartCardError) in try await card.read(block: block) }
  }

  private func write(_ data: [UInt8], _ block: UInt16) async throws(PersonalisingError) {
    try await done { () async throws(SmartCardError) in
      try await card.update(block: block, data)
    }
  }

  private func done<Result>(
    _ body: () async throws(SmartCardError) -> Result
  ) async throws(PersonalisingError) -> Result {
    guard let result = try await Self.allowed(body) else {
      throw .refused(chip, detail: "MIFARE Classic")
    }
    return result
  }

  /// What a command gives; `nil` if reader or card refuse it.
  private static func allowed<Result>(
    _ body: () async throws(SmartCardError) -> Result
  ) async throws(PersonalisingError) -> Result? {
    do {
      return try await body()
    } catch {
      switch error.reason {
      case .commandRefused: return nil
      case .malformedAnswer: throw .garbled
      default: throw .interrupted(error)
      }
    }
  }
}

/// The two keys of sector 1.
private struct SectorKeys {
  let a: [UInt8]
  let b: [UInt8]

  init(
    _ year: CardYear, _ chip: ChipIdentity, _ work: PersonalisingWork
  ) async throws(PersonalisingError) {
    let key = try await work.cardKey(
      year, CardKey.diversification(uid: chip.uid, year: year, keyNumber: CardKey.sector))
    a = unsafe SectorKey.keyA(key).withBytes { unsafe Array($0) }
    b = unsafe SectorKey.keyB(key).withBytes { unsafe Array($0) }
  }
}

extension ClassicProfile {
  /// Member file and binding code.
  fileprivate static let dataBlocks = memberBlocks + [bindingBlock]
}
