import Testing

/// Who may use whom: a room knows what lies below it, and nothing beside or above it.
@Suite("The floors of the house")
struct FloorTests {
  /// From the ground up. A room imports rooms of lower floors only.
  private static let floors: [[String]] = [
    [
      "CLibCrypto", "CLibCurl", "CLibUSB", "CLinuxInput", "CPCSC", "CPKCS11", "CPQ", "CPangoCairo",
      "CQRencode", "CSpawn", "CZlib",
    ],
    ["BusinessCalendar", "LinuxSystem", "Wording"],
    ["CardCrypto", "Documents", "InputDevices", "MagneticStripe", "SmartCard", "USBDevices"],
    ["CardReaders", "Loyalty", "SecureModule", "VIPCard"],
    ["MemberStore", "Receipts", "RulesService"],
    ["Printers", "StoreTables"],
    ["PostgresStore", "SQLiteStore"],
    ["Lane"],
    ["Desk"],
    ["Wire"],
    ["LaneService"],
    // Simulators know what they imitate, and never the lane that uses them.
    ["VirtualCards", "VirtualUSB"],
    ["Scenarios"],
    ["cardlane"],
  ]

  /// What only one room may touch, so that it can be exchanged or audited in one place.
  private static let keepers = [
    "CLibCrypto": "CardCrypto", "Crypto": "CardCrypto", "CryptoExtras": "CardCrypto",
    "CLibCurl": "RulesService", "CLibUSB": "USBDevices", "CLinuxInput": "InputDevices",
    "CPCSC": "SmartCard", "CPKCS11": "SecureModule", "CPQ": "PostgresStore",
    "CPangoCairo": "Receipts",
    "CQRencode": "Receipts", "CZlib": "Receipts", "CSpawn": "LinuxSystem",
    "GRDB": "SQLiteStore", "Yams": "Documents", "ArgumentParser": "cardlane",
    "Hummingbird": "LaneService", "HummingbirdCore": "LaneService",
    "HTTPTypes": "LaneService", "Logging": "LaneService", "NIOCore": "LaneService",
    "ServiceLifecycle": "LaneService", "UnixSignals": "LaneService",
  ]

  /// Rooms that know less than their floor would let them.
  private static let strict: [String: Set<String>] = [
    // The rules are pure: no card, no medium, no system, no clock.
    "Loyalty": ["BusinessCalendar", "Documents", "Wording"],
    // A document knows no rule, no card and no till.
    "Documents": ["BusinessCalendar", "Wording", "Yams"],
    // A slip knows what was decided, not who decided it or where it is printed.
    "Receipts": [
      "BusinessCalendar", "Documents", "Loyalty", "Wording", "CPangoCairo", "CQRencode", "CZlib",
      "Foundation",
    ],
    // A stripe is bits and characters.
    "MagneticStripe": [],
    "Wording": [],
    "BusinessCalendar": ["Foundation"],
    // What is remembered does not hang on what read the card.
    "MemberStore": [
      "BusinessCalendar", "Loyalty", "VIPCard", "Wording", "Foundation", "Synchronization",
    ],
    // What is written to a database knows no database.
    "StoreTables": ["BusinessCalendar", "Loyalty", "MemberStore", "Foundation"],
    // What only the lane joins: cards, rules, store and paper do not know each other's devices.
    "Lane": [
      "BusinessCalendar", "CardCrypto", "Loyalty", "MemberStore", "Printers", "Receipts", "VIPCard",
      "Wording", "Foundation", "Synchronization",
    ],
  ]

  /// Modules of the toolchain.
  private static let system: Set = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
  ]

  private static func floor(of room: String) -> Int? {
    floors.firstIndex { $0.contains(room) }
  }

  @Test("Every room has a floor, and every floor only rooms that are there")
  func complete() throws {
    let folders = try House.folders().map { $0.split(separator: "/")[1] }.map(String.init)
    #expect(folders.sorted() == Self.floors.joined().sorted())
  }

  @Test("A room imports what lies below it", arguments: try House.rooms())
  func imports(_ room: House.Room) throws {
    let own = try #require(Self.floor(of: room.name))
    for (module, file) in try room.imports() where !Self.system.contains(module) {
      if let keeper = Self.keepers[module] {
        #expect(keeper == room.name, "\(file) imports \(module), which only \(keeper) may")
      } else {
        let other = Self.floor(of: module)
        #expect(other.map { $0 < own } == true, "\(file) imports \(module)")
      }
    }
  }

  @Test("A simulator never knows the lane, and no room but the command a simulator")
  func simulators() throws {
    let simulators: Set = ["Scenarios", "VirtualCards", "VirtualUSB"]
    let shop: Set = [
      "Desk", "Lane", "Loyalty", "MemberStore", "Printers", "Receipts", "RulesService",
      "PostgresStore", "SQLiteStore", "StoreTables", "Wire",
    ]
    for room in try House.rooms() where room.name != "cardlane" {
      let forbidden = simulators.contains(room.name) ? shop : simulators
      for (module, file) in try room.imports() {
        #expect(!forbidden.contains(module), "\(room.name): \(file) imports \(module)")
      }
    }
  }

  @Test("A room that has to know little knows no more", arguments: strict.keys.sorted())
  func knowsLittle(_ name: String) throws {
    let room = try #require(try House.rooms().first { $0.name == name })
    let known = try #require(Self.strict[name])
    for (module, file) in try room.imports() {
      #expect(known.contains(module), "\(file) imports \(module)")
    }
  }

  @Test("The README's map names every room, the documentation's every room and C library")
  func maps() throws {
    let (map, house) = try (
      House.text("README.md"), House.text("docs/CardLane.docc/TheHouse.md")
    )
    let rooms = Set(try House.rooms().map(\.name))
    for folder in try House.folders() {
      let name = String(folder.split(separator: "/")[1])
      let isRoom = rooms.contains(name)
      #expect(!isRoom || map.contains("`\(folder)`"), "the README's map misses \(folder)")
      let place = folder.hasPrefix("simulators") ? folder : name
      #expect(house.contains("`\(place)`"), "the page on the house misses \(place)")
    }
  }
}
