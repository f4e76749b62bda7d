// swift-tools-version: 6.1

import PackageDescription

/// Rooms of CardLane.
func rooms(_ names: String...) -> [Target.Dependency] {
  names.map { .product(name: $0, package: "CardLane") }
}

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "CardLane", path: ".."),
    // Without its traits it needs no jemalloc.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // What the program itself does, without devices: time and allocations.
    .executableTarget(
      name: "CardLaneBenchmarks",
      dependencies: rooms(
        "BusinessCalendar", "CardCrypto", "CardReaders", "Loyalty", "MagneticStripe", "Receipts",
        "VIPCard", "VirtualCards", "VirtualUSB") + [
          "Swipes", .product(name: "Benchmark", package: "benchmark"),
        ],
      path: "Benchmarks/CardLaneBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // What a quote costs, with every call of the allocator counted.
    .target(name: "CMallocCount"),
    .target(name: "Costs", dependencies: ["CMallocCount"]),
    .executableTarget(
      name: "quotes",
      dependencies: rooms("Loyalty") + ["Costs"]),
    // Swipes as every kind of reader sends them.
    .target(
      name: "Swipes",
      dependencies: rooms("CardCrypto", "CardReaders", "MagneticStripe", "VirtualUSB")),
    // How many of them are decoded a second, beside plain C, with every call of the allocator counted.
    .target(name: "CTrackLoop"),
    .executableTarget(
      name: "decodes",
      dependencies: rooms(
        "BusinessCalendar", "CardCrypto", "CardReaders", "MagneticStripe", "VIPCard")
        + ["Costs", "CTrackLoop", "Swipes"]),
    // From a card in the reader to the verdict, for every kind of card.
    .executableTarget(
      name: "verdict",
      dependencies: rooms(
        "BusinessCalendar", "CardCrypto", "Scenarios", "SecureModule", "SmartCard", "VIPCard",
        "VirtualCards")),
    // A booked sale beside the bare commit underneath, and lanes beside each other.
    .target(name: "CBareCommit", linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "books",
      dependencies: rooms(
        "BusinessCalendar", "Loyalty", "MemberStore", "PostgresStore", "SQLiteStore")
        + ["CBareCommit"]),
    // A round trip to a card beside the same loop in C, in one run.
    .systemLibrary(
      name: "CWinSCard", path: "Sources/CWinSCard", pkgConfig: "libpcsclite",
      providers: [.apt(["libpcsclite-dev"])]),
    .target(name: "CPCSCLoop", dependencies: ["CWinSCard"]),
    .executableTarget(
      name: "roundtrip",
      dependencies: rooms("Scenarios", "SmartCard", "VirtualCards") + ["CPCSCLoop"]),
    // How many card events a second, and what 100,000 commands leave in memory.
    .executableTarget(
      name: "events", dependencies: rooms("Scenarios", "SmartCard", "VirtualCards")),
    // A swipe's way from a virtual reader through the kernel, beside libusb and hidapi in C, in one run.
    .target(name: "CSwipePeers", linkerSettings: [.linkedLibrary("usb-1.0")]),
    .executableTarget(
      name: "swipe",
      dependencies: rooms("USBDevices", "VirtualUSB") + ["CSwipePeers"]),
    // The same questions to every kind of key store.
    .executableTarget(
      name: "keystores",
      dependencies: rooms("CardCrypto", "Scenarios", "SecureModule", "SmartCard", "VirtualCards")),
  ]
)
