import VIPCard

/// Everything that a virtual MIFARE Classic 1K keeps: 16 sectors of 4 blocks of 16 bytes.
public struct ClassicMemory: Sendable, Equatable, Codable {
  /// The UID, 4 or 7 bytes.
  public let uid: [UInt8]
  /// The 64 blocks. Every fourth one is a sector's trailer: key A, access bits, key B.
  public internal(set) var blocks: [[UInt8]]

  /// How many blocks.
  public static let blockCount = 64
  /// How long a block is.
  public static let blockLength = 16
  /// A card as it leaves the factory; block 0 holds the UID.
  public init(uid: [UInt8]) {
    self.uid = uid
    let empty = [UInt8](repeating: 0, count: Self.blockLength)
    let trailer =
      ClassicProfile.factoryKey + ClassicProfile.factoryAccess + ClassicProfile.factoryKey
    blocks = (0..<Self.blockCount).map { $0 % 4 == 3 ? trailer : empty }
    // UID, for the short one its check byte, then SAK and ATQA.
    let check = uid.count == 4 ? [uid.reduce(0, ^)] : []
    blocks[0] = Array((uid + check + [0x08, 0x04, 0x00] + empty).prefix(Self.blockLength))
  }

  /// Writes a block as the manufacturer and the issuing desk can, without asking for keys. Blocks that
  /// are not there, and data of another length, are left out.
  public mutating func set(_ data: [UInt8], block: Int) {
    guard blocks.indices.contains(block), data.count == Self.blockLength else { return }
    blocks[block] = data
  }

  /// The access conditions of a sector; `nil` when the bits and their complements disagree, which
  /// locks it for ever.
  func access(sector: Int) -> ClassicAccess? {
    ClassicAccess(bits: Array(blocks[sector * 4 + 3][6..<9]))
  }
}

/// Who may do what with the four blocks of a sector (MF1S50 data sheet, section 8.7).
struct ClassicAccess {
  /// C1 C2 C3 of each block, as a number of three bits.
  private let conditions: [UInt8]

  init?(bits: [UInt8]) {
    guard bits.count == 3 else { return nil }
    let (c1, c2, c3) = (bits[1] >> 4, bits[2] & 0x0F, bits[2] >> 4)
    guard bits[0] & 0x0F == ~c1 & 0x0F, bits[0] >> 4 == ~c2 & 0x0F, bits[1] & 0x0F == ~c3 & 0x0F
    else { return nil }
    conditions = (0..<4).map { block in
      (c1 >> block & 1) << 2 | (c2 >> block & 1) << 1 | c3 >> block & 1
    }
  }

  /// The keys that open something.
  struct Keys: OptionSet {
    let rawValue: UInt8
    static let a = Keys(rawValue: 1)
    static let b = Keys(rawValue: 2)
    static let both: Keys = [.a, .b]
    static let none: Keys = []
  }

  /// Who may read a data block, 0 to 2.
  func read(_ block: Int) -> Keys {
    switch conditions[block] {
    case 0b000, 0b010, 0b100, 0b110, 0b001: .both
    case 0b011, 0b101: .b
    default: .none
    }
  }

  /// Who may write a data block, 0 to 2.
  func write(_ block: Int) -> Keys {
    switch conditions[block] {
    case 0b000: .both
    case 0b100, 0b110, 0b011: .b
    default: .none
    }
  }

  /// Who may write the keys in the trailer.
  var writeKeys: Keys {
    switch conditions[3] {
    case 0b000, 0b001: .a
    case 0b100, 0b011: .b
    default: .none
    }
  }

  /// Who may read the access bits.
  var readAccess: Keys {
    switch conditions[3] {
    case 0b000, 0b010, 0b001: .a
    default: .both
    }
  }

  /// Who may write the access bits.
  var writeAccess: Keys {
    switch conditions[3] {
    case 0b001: .a
    case 0b011, 0b101: .b
    default: .none
    }
  }

  /// Whether key B can be read, and is therefore data and no key.
  var hasReadableKeyB: Bool { [0b000, 0b010, 0b001].contains(conditions[3]) }
}
