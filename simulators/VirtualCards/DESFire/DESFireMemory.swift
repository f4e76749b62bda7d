public import VIPCard

/// Everything that a virtual DESFire keeps without power.
public struct DESFireMemory: Sendable, Equatable, Codable {
  /// The generation of the chip.
  public let generation: DESFireGeneration
  /// The UID, 7 bytes.
  public let uid: [UInt8]
  /// The master key of the card.
  public var masterKey: CardKeySlot
  /// What may be done without the master key.
  public var settings: DESFireKeySettings
  /// The applications.
  public var applications: [DESFireMemoryApplication]
  /// How many bytes deleted files still take: an EV1 gives them back when it is made empty.
  public internal(set) var retired = 0
  /// How often an authentication failed in the life of the card.
  public internal(set) var failedAuthentications = 0

  /// Makes a memory.
  public init(
    generation: DESFireGeneration, uid: [UInt8], masterKey: CardKeySlot = .transport,
    settings: DESFireKeySettings = .delivered, applications: [DESFireMemoryApplication] = []
  ) {
    self.generation = generation
    self.uid = uid
    self.masterKey = masterKey
    self.settings = settings
    self.applications = applications
  }

  /// Reads a memory; one that was kept before cards had settings has those of delivery.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    generation = try container.decode(DESFireGeneration.self, forKey: .generation)
    uid = try container.decode([UInt8].self, forKey: .uid)
    masterKey = try container.decode(CardKeySlot.self, forKey: .masterKey)
    settings =
      try container.decodeIfPresent(DESFireKeySettings.self, forKey: .settings) ?? .delivered
    applications = try container.decode([DESFireMemoryApplication].self, forKey: .applications)
    retired = try container.decodeIfPresent(Int.self, forKey: .retired) ?? 0
    failedAuthentications = try container.decode(Int.self, forKey: .failedAuthentications)
  }

  private enum CodingKeys: String, CodingKey {
    case generation, uid, masterKey, settings, applications, retired, failedAuthentications
  }

  /// How many bytes are taken.
  var used: Int {
    applications.flatMap(\.files.values).reduce(retired) { $0 + $1.size }
  }
}

/// One application in the memory of a virtual DESFire.
public struct DESFireMemoryApplication: Sendable, Equatable, Codable {
  /// The identifier, 3 bytes in the order in which they go over the wire.
  public let identifier: [UInt8]
  /// The keys, by number.
  public var keys: [CardKeySlot]
  /// The files, by number.
  public var files: [UInt8: DESFireFile]
  /// What may be done without the master key.
  public var settings: DESFireKeySettings

  /// Makes an application.
  public init(
    identifier: [UInt8], keys: [CardKeySlot], files: [UInt8: DESFireFile],
    settings: DESFireKeySettings = .delivered
  ) {
    self.identifier = identifier
    self.keys = keys
    self.files = files
    self.settings = settings
  }
}

/// The generations of MIFARE DESFire.
public enum DESFireGeneration: String, Sendable, Hashable, CaseIterable, Codable {
  /// EV1: AuthenticateAES.
  case ev1
  /// EV2: AuthenticateEV2First besides.
  case ev2
  /// EV3.
  case ev3

  /// How many applications it can have; an EV2 and later as many as there is memory for.
  var mostApplications: Int { self == .ev1 ? 28 : .max }

  /// The first two frames of GetVersion: hardware and software of an 8-kilobyte chip.
  var version: [[UInt8]] {
    let (hardware, software): ([UInt8], [UInt8]) =
      switch self {
      case .ev1: ([0x01, 0x00], [0x01, 0x04])
      case .ev2: ([0x12, 0x00], [0x02, 0x01])
      case .ev3: ([0x33, 0x00], [0x03, 0x00])
      }
    return [hardware, software].map { [0x04, 0x01, 0x01] + $0 + [0x1A, 0x05] }
  }
}
