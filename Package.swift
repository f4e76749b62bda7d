// swift-tools-version: 6.3

import PackageDescription

/// One set of compiler settings for the whole house: language mode 6, strict memory safety, and
/// warnings that stop the build.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// A room of the house. What it may import is what `dependencies` lists, nothing else.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
  resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, resources: resources,
    swiftSettings: strict)
}

/// The tests of a room, with what they need beside it.
func tests(
  _ room: String, _ others: [Target.Dependency] = [], exclude: [String] = [],
  resources: [Resource]? = nil
) -> Target {
  .testTarget(
    name: room + "Tests", dependencies: [.init(stringLiteral: room), "TestSupport"] + others,
    exclude: exclude, resources: resources, swiftSettings: strict)
}

let crypto: [Target.Dependency] = [
  .product(name: "Crypto", package: "swift-crypto"),
  .product(name: "CryptoExtras", package: "swift-crypto"),
]

let package = Package(
  name: "CardLane",
  products: [
    .executable(name: "cardlane", targets: ["cardlane"]),
    .library(name: "BusinessCalendar", targets: ["BusinessCalendar"]),
    .library(name: "CardCrypto", targets: ["CardCrypto"]),
    .library(name: "CardReaders", targets: ["CardReaders"]),
    .library(name: "Desk", targets: ["Desk"]),
    .library(name: "Documents", targets: ["Documents"]),
    .library(name: "InputDevices", targets: ["InputDevices"]),
    .library(name: "Lane", targets: ["Lane"]),
    .library(name: "LaneService", targets: ["LaneService"]),
    .library(name: "Loyalty", targets: ["Loyalty"]),
    .library(name: "MagneticStripe", targets: ["MagneticStripe"]),
    .library(name: "MemberStore", targets: ["MemberStore"]),
    .library(name: "PostgresStore", targets: ["PostgresStore"]),
    .library(name: "Printers", targets: ["Printers"]),
    .library(name: "Receipts", targets: ["Receipts"]),
    .library(name: "RulesService", targets: ["RulesService"]),
    .library(name: "Scenarios", targets: ["Scenarios"]),
    .library(name: "SQLiteStore", targets: ["SQLiteStore"]),
    .library(name: "SecureModule", targets: ["SecureModule"]),
    .library(name: "SmartCard", targets: ["SmartCard"]),
    .library(name: "USBDevices", targets: ["USBDevices"]),
    .library(name: "VIPCard", targets: ["VIPCard"]),
    .library(name: "VirtualCards", targets: ["VirtualCards"]),
    .library(name: "VirtualUSB", targets: ["VirtualUSB"]),
    .library(name: "Wire", targets: ["Wire"]),
    .library(name: "Wording", targets: ["Wording"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // A web server, for tests only.
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // Floor 1: C libraries, and the two words every floor speaks (a business date, a sentence).
    .systemLibrary(
      name: "CPCSC", pkgConfig: "libpcsclite", providers: [.apt(["libpcsclite-dev"])]),
    .systemLibrary(
      name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(
      name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CLibUSB", pkgConfig: "libusb-1.0", providers: [.apt(["libusb-1.0-0-dev"])]),
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    // Headers only: a PKCS#11 module is loaded when the program runs.
    .systemLibrary(name: "CPKCS11", providers: [.apt(["libp11-kit-dev"])]),
    // Calls of glibc and the kernel, for starting programs, that Swift does not import.
    .systemLibrary(name: "CSpawn"),
    // The kernel's input devices: ioctls that Swift does not import.
    .systemLibrary(name: "CLinuxInput"),
    room("BusinessCalendar"),
    room("Wording"),
    room("LinuxSystem", ["CSpawn"]),

    // Floor 2: the media. Nothing here knows a member.
    room("SmartCard", ["CPCSC", "LinuxSystem", "Wording"]),
    room("USBDevices", ["CLibUSB", "LinuxSystem", "Wording"]),
    room("InputDevices", ["CLinuxInput", "LinuxSystem", "Wording"]),
    room("MagneticStripe"),
    room(
      "Documents", ["BusinessCalendar", "Wording", .product(name: "Yams", package: "Yams")]),
    room("CardCrypto", ["CLibCrypto", "LinuxSystem", "Wording"] + crypto),

    // Floor 3: what a reader reads, what a card proves, what the rules say.
    room("SecureModule", ["SmartCard", "CardCrypto", "CPKCS11", "LinuxSystem", "Wording"]),
    room(
      "CardReaders",
      [
        "SmartCard", "USBDevices", "InputDevices", "MagneticStripe", "CardCrypto", "LinuxSystem",
        "Wording",
      ]),
    room(
      "VIPCard", ["SmartCard", "MagneticStripe", "CardCrypto", "BusinessCalendar", "Wording"]),
    room("Loyalty", ["Documents", "BusinessCalendar", "Wording"]),

    // Floor 4: paper and memory.
    room(
      "Receipts",
      [
        "Loyalty", "Documents", "BusinessCalendar", "Wording", "CPangoCairo", "CQRencode", "CZlib",
      ]),
    room("Printers", ["Receipts", "USBDevices", "LinuxSystem", "Wording"]),
    room("MemberStore", ["Loyalty", "VIPCard", "BusinessCalendar", "Wording"]),

    room("RulesService", ["CLibCurl", "LinuxSystem", "Loyalty", "Documents", "Wording"]),

    // Floor 5: the books on disk; one sale, from card to slip.
    room("StoreTables", ["MemberStore", "Loyalty", "BusinessCalendar"]),
    room(
      "SQLiteStore",
      [
        "StoreTables", "MemberStore", "Loyalty", "BusinessCalendar", "Wording",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    room(
      "PostgresStore", ["CPQ", "StoreTables", "MemberStore", "LinuxSystem", "Wording"]),
    room(
      "Lane",
      [
        "VIPCard", "Loyalty", "Receipts", "Printers", "MemberStore", "CardCrypto",
        "BusinessCalendar", "Wording",
      ]),

    // Floor 7: what a shop does besides one sale, and the JSON of everything that leaves the house.
    room(
      "Desk",
      [
        "Lane", "SecureModule", "CardCrypto", "SmartCard", "MagneticStripe", "CardReaders",
        "USBDevices", "InputDevices", "VIPCard", "Loyalty", "Documents", "Receipts", "Printers",
        "MemberStore",
        "RulesService", "BusinessCalendar", "LinuxSystem", "Wording",
      ]),
    room(
      "Wire",
      [
        "Desk", "Lane", "CardCrypto", "SmartCard", "MagneticStripe", "CardReaders", "VIPCard",
        "Loyalty", "Documents", "Receipts", "Printers", "MemberStore", "BusinessCalendar",
        "Wording",
      ]),

    // Floor 8: the lane for any till, over HTTP.
    room(
      "LaneService",
      [
        "Desk", "Wire", "Lane", "CardCrypto", "CardReaders", "MagneticStripe", "VIPCard", "Loyalty",
        "Documents", "Receipts", "Printers", "MemberStore", "BusinessCalendar", "LinuxSystem",
        "Wording",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [
        .embedInCode("Resources/schemas.json"), .embedInCode("Resources/till.html"),
        .embedInCode("Resources/till.css"), .embedInCode("Resources/till.js"),
        .embedInCode("Resources/words.js"), .embedInCode("Resources/page.css"),
        .embedInCode("Resources/page.js"), .embedInCode("Resources/manager.html"),
        .embedInCode("Resources/manager.css"), .embedInCode("Resources/manager.js"),
      ]),

    // Simulators: real to everyone else.
    room(
      "VirtualCards",
      [
        "SmartCard", "CardCrypto", "SecureModule", "VIPCard", "BusinessCalendar", "LinuxSystem",
        "Wording",
      ],
      path: "simulators/VirtualCards"),
    room("VirtualUSB", ["CardCrypto", "LinuxSystem", "Wording"], path: "simulators/VirtualUSB"),
    room(
      "Scenarios", ["VirtualCards", "SmartCard", "LinuxSystem", "Wording"],
      path: "simulators/Scenarios"),

    // Floor 9: the command line.
    .executableTarget(
      name: "cardlane",
      dependencies: [
        "Desk", "Wire", "LaneService", "SecureModule",
        "Lane", "VirtualCards", "VirtualUSB", "Scenarios", "CardCrypto", "SmartCard",
        "MagneticStripe", "CardReaders", "USBDevices", "InputDevices", "VIPCard", "Loyalty",
        "Receipts", "Printers", "MemberStore", "SQLiteStore", "PostgresStore",
        "Documents",
        "RulesService", "BusinessCalendar", "LinuxSystem", "Wording",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // What tests of several rooms need; no products.
    room("TestSupport", ["LinuxSystem"], path: "Tests/TestSupport"),
    room("KeyStoreSuite", ["CardCrypto", "TestSupport", "Wording"], path: "Tests/KeyStoreSuite"),
    room(
      "MemberStoreSuite",
      ["MemberStore", "VIPCard", "Loyalty", "BusinessCalendar", "TestSupport", "Wording"],
      path: "Tests/MemberStoreSuite"),

    // The floors above, as a test.
    .testTarget(name: "HouseTests", swiftSettings: strict),

    // Each room's own tests.
    tests("LinuxSystem"),
    tests("BusinessCalendar"),
    tests("SmartCard", ["VirtualCards", "Scenarios", "LinuxSystem", "CPCSC", "Wording"]),
    tests("USBDevices", ["CLibUSB", "Wording"]),
    .testTarget(
      name: "USBKernelTests",
      dependencies: [
        "CardReaders", "CardCrypto", "USBDevices", "InputDevices", "MagneticStripe", "VirtualUSB",
        "LinuxSystem", "TestSupport",
      ], swiftSettings: strict),
    tests("InputDevices", ["Wording"]),
    tests("MagneticStripe"),
    tests("CardCrypto", ["KeyStoreSuite", "Wording"]),
    tests(
      "SecureModule",
      [
        "KeyStoreSuite", "CardCrypto", "SmartCard", "VirtualCards", "Scenarios", "VIPCard",
        "BusinessCalendar", "Wording",
      ]),
    tests(
      "CardReaders",
      [
        "SmartCard", "USBDevices", "InputDevices", "MagneticStripe", "CardCrypto", "VirtualUSB",
        "LinuxSystem", "Wording",
      ]),
    tests(
      "VIPCard",
      [
        "VirtualCards", "SmartCard", "MagneticStripe", "CardCrypto", "BusinessCalendar",
        "LinuxSystem", "Wording",
      ]),
    tests("Documents", ["BusinessCalendar", "Wording"]),
    tests("Loyalty", ["Documents", "BusinessCalendar", "Wording"]),
    tests(
      "Receipts", ["Loyalty", "Documents", "BusinessCalendar", "Wording"],
      resources: [.copy("Golden")]),
    tests("Printers", ["Receipts", "USBDevices", "VirtualUSB", "LinuxSystem", "Wording"]),
    tests(
      "MemberStore", ["MemberStoreSuite", "Loyalty", "VIPCard", "BusinessCalendar", "Wording"]),
    tests(
      "SQLiteStore",
      [
        "Desk", "MemberStore", "MemberStoreSuite", "Loyalty", "VIPCard", "BusinessCalendar",
        "Wording", .product(name: "GRDB", package: "GRDB.swift"),
      ], resources: [.copy("Fixtures")]),
    tests(
      "PostgresStore",
      [
        "MemberStore", "MemberStoreSuite", "Loyalty", "VIPCard", "BusinessCalendar", "LinuxSystem",
        "Wording",
      ],
      exclude: ["Support/cut_at_commit.py"]),
    tests(
      "Lane",
      [
        "VIPCard", "Loyalty", "Receipts", "Printers", "MemberStore", "SQLiteStore", "CardCrypto",
        "MagneticStripe", "BusinessCalendar", "Wording",
      ]),
    tests(
      "Desk",
      [
        "Documents", "CardCrypto", "MagneticStripe", "MemberStore", "VIPCard", "BusinessCalendar",
        "LinuxSystem", "Wording",
      ]),
    tests("Wire", ["Desk", "Documents", "Loyalty", "Wording"]),
    tests(
      "LaneService",
      [
        "Desk", "Loyalty", "CardReaders", "MagneticStripe", "BusinessCalendar", "LinuxSystem",
        "Wording",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    tests(
      "RulesService",
      [
        "Loyalty", "Documents", "BusinessCalendar", "Wording",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ], exclude: ["Support/tls_rules_server.py"]),
    tests("VirtualUSB", ["CardCrypto", "LinuxSystem", "USBDevices", "Wording"]),
    // Readers of other hands, in Python.
    .testTarget(
      name: "IndependentReaderTests",
      dependencies: [
        "BusinessCalendar", "CardCrypto", "LinuxSystem", "TestSupport", "Scenarios", "SmartCard",
        "VIPCard", "VirtualCards",
      ], exclude: ["Readers"], swiftSettings: strict),
    tests(
      "VirtualCards",
      ["VIPCard", "SmartCard", "CardCrypto", "BusinessCalendar", "LinuxSystem", "Wording"]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "cardlane", "TestSupport", "BusinessCalendar", "CardCrypto", "LinuxSystem", "Loyalty",
        "MemberStore", "SQLiteStore", "Scenarios", "SmartCard", "USBDevices",
        "VIPCard", "VirtualCards", "VirtualUSB",
      ], exclude: ["Schemas/validator.py", "Pages/till_page.py"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
