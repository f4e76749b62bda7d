import VIPCard

// What a state file may hold: it can have been written by anybody.

/// How often something can have happened in the life of a card.
private let possibleCounts = 0...1_000_000_000

extension VirtualCPUCard {
  public static func isPossible(_ memory: CPUCardMemory) -> Bool {
    1...32 ~= memory.serial.count && memory.keys.count == 2 && memory.memberFile.count <= 256
      && memory.triesLeft <= CPUCardProfile.tries
  }
}

extension VirtualClassicCard {
  public static func isPossible(_ memory: ClassicMemory) -> Bool {
    ClassicProfile.uidLengths.contains(memory.uid.count)
      && memory.blocks.count == ClassicMemory.blockCount
      && memory.blocks.allSatisfy { $0.count == ClassicMemory.blockLength }
  }
}

extension VirtualNTAG424Card {
  public static func isPossible(_ memory: NTAG424Memory) -> Bool {
    guard memory.uid.count == 7, memory.keys.count == Int(NTAG424Profile.keyCount),
      possibleCounts ~= memory.failedAuthentications,
      memory.files.values.allSatisfy(\.isPossible)
    else { return false }
    guard let mirror = memory.mirror else { return true }
    guard case .standard(let bytes)? = memory.files[NTAG424Profile.ndefFile]?.contents,
      [mirror.dataOffset, mirror.codeInputOffset, mirror.codeOffset].allSatisfy({
        0...bytes.count ~= $0
      })
    else { return false }
    return mirror.fits(bytes.count)
  }
}

extension VirtualDESFireCard {
  public static func isPossible(_ memory: DESFireMemory) -> Bool {
    memory.uid.count == 7 && possibleCounts ~= memory.failedAuthentications
      && 0...capacity ~= memory.retired
      && memory.applications.count <= memory.generation.mostApplications
      && Set(memory.applications.map(\.identifier)).count == memory.applications.count
      && memory.applications.allSatisfy { application in
        application.identifier.count == 3 && application.identifier != [0, 0, 0]
          && 1...14 ~= application.keys.count
          && application.files.allSatisfy { $0.key <= lastFile && $0.value.isPossible }
      }
      && memory.used <= capacity
  }
}

extension DESFireFile {
  var isPossible: Bool {
    switch contents {
    case .standard(let data): 1...8192 ~= data.count
    case .backup(let data, let pending):
      1...8192 ~= data.count && pending.map { $0.count == data.count } ?? true
    case .value(let value): value.isPossible
    case .cyclicRecord(let records): records.isPossible
    }
  }
}

extension DESFireValue {
  fileprivate var isPossible: Bool {
    let isCommitted = lowest <= value && value <= highest && limitedCredit >= 0
    guard let pending else { return isCommitted }
    return isCommitted && lowest <= pending.value && pending.value <= highest
      && pending.debited >= 0 && pending.limitedCredit >= 0
  }
}

extension DESFireRecords {
  fileprivate var isPossible: Bool {
    guard 1...8192 ~= length, 2...8192 ~= capacity, records.count < capacity,
      records.allSatisfy({ $0.count == length })
    else { return false }
    guard case .written(let record) = pending else { return true }
    return record.count == length
  }
}
