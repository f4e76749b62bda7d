import CardCrypto
public import VIPCard

/// A virtual card whose lasting memory can be taken out and put back, such as into a file.
public protocol StatefulCard: VirtualCard {
  /// What the card keeps without power.
  associatedtype Memory: Sendable, Equatable, Codable
  /// What it keeps now.
  var memory: Memory { get set }
  /// Which kind of chip it is.
  static var kind: ChipKind { get }

  /// What is in the memory when the power fails while the card goes from one state to the next.
  ///
  /// What a chip protects against that (keys, files made or deleted, counters, committed transactions)
  /// is as before; what it writes byte by byte is half written: `count` bytes of the difference are
  /// new, the rest is old.
  static func torn(_ before: Memory, _ after: Memory, count: Int) -> Memory

  /// Whether a chip of this kind could hold this: lengths, numbers and limits.
  static func isPossible(_ memory: Memory) -> Bool
}

/// Bytes of which the first `count` that differ are new already.
func torn(_ before: [UInt8], _ after: [UInt8], count: Int) -> [UInt8] {
  guard before.count == after.count else { return before }
  var left = count
  return zip(before, after).map { old, new in
    guard old != new else { return old }
    left -= 1
    return left >= 0 ? new : old
  }
}

extension VirtualCPUCard: StatefulCard {
  public static var kind: ChipKind { .cpu }

  /// The member file is written byte by byte; a key is there as a whole or not at all.
  public static func torn(
    _ before: CPUCardMemory, _ after: CPUCardMemory, count: Int
  ) -> CPUCardMemory {
    var memory = before
    memory.memberFile = VirtualCards.torn(before.memberFile, after.memberFile, count: count)
    return memory
  }
}

extension VirtualDESFireCard: StatefulCard {
  public static var kind: ChipKind { .desfire }

  /// Standard data files are written byte by byte; everything else is protected.
  public static func torn(
    _ before: DESFireMemory, _ after: DESFireMemory, count: Int
  ) -> DESFireMemory {
    var memory = before
    for (index, application) in memory.applications.enumerated() {
      guard
        let next = after.applications.first(where: { $0.identifier == application.identifier })
      else { continue }
      memory.applications[index].files = torn(application.files, next.files, count: count)
    }
    return memory
  }

  static func torn(
    _ before: [UInt8: DESFireFile], _ after: [UInt8: DESFireFile], count: Int
  ) -> [UInt8: DESFireFile] {
    var files = before
    for (number, file) in before {
      guard case .standard(let old) = file.contents,
        case .standard(let new)? = after[number]?.contents
      else { continue }
      files[number]?.contents = .standard(VirtualCards.torn(old, new, count: count))
    }
    return files
  }
}

extension VirtualNTAG424Card: StatefulCard {
  public static var kind: ChipKind { .ntag424 }

  /// Files are written byte by byte; everything else is protected.
  public static func torn(
    _ before: NTAG424Memory, _ after: NTAG424Memory, count: Int
  ) -> NTAG424Memory {
    var memory = before
    memory.files = VirtualDESFireCard.torn(before.files, after.files, count: count)
    return memory
  }
}

extension VirtualClassicCard: StatefulCard {
  public static var kind: ChipKind { .classic }

  /// Nothing is protected, not even a trailer with the keys.
  public static func torn(
    _ before: ClassicMemory, _ after: ClassicMemory, count: Int
  ) -> ClassicMemory {
    var memory = before
    for (index, block) in before.blocks.enumerated() {
      memory.set(
        VirtualCards.torn(block, after.blocks[index], count: count), block: index)
    }
    return memory
  }
}
