// swift-tools-version: 6.1

import PackageDescription

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
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "BusinessCalendar", package: "CardLane"),
        .product(name: "CardCrypto", package: "CardLane"),
        .product(name: "CardReaders", package: "CardLane"),
        .product(name: "Loyalty", package: "CardLane"),
        .product(name: "MagneticStripe", package: "CardLane"),
        .product(name: "Receipts", package: "CardLane"),
        .product(name: "VIPCard", package: "CardLane"),
        .product(name: "VirtualCards", package: "CardLane"),
        .product(name: "VirtualUSB", package: "CardLane"),
      ],
      path: "Benchmarks/CardLaneBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // What a quote costs, with every call of the allocator counted.
    .target(name: "CMallocCount"),
    .executableTarget(
      name: "quotes",
      dependencies: [
        "CMallocCount",
        .product(name: "Loyalty", package: "CardLane"),
      ]),
    // From a card in the reader to the verdict, for every kind of card.
    .executableTarget(
      name: "verdict",
      dependencies: [
        .product(name: "BusinessCalendar", package: "CardLane"),
        .product(name: "CardCrypto", package: "CardLane"),
        .product(name: "Scenarios", package: "CardLane"),
        .product(name: "SmartCard", package: "CardLane"),
        .product(name: "VIPCard", package: "CardLane"),
        .product(name: "VirtualCards", package: "CardLane"),
      ]),
    // A round trip to a card beside the same loop in C, in one run.
    .systemLibrary(
      name: "CWinSCard", path: "Sources/CWinSCard", pkgConfig: "libpcsclite",
      providers: [.apt(["libpcsclite-dev"])]),
    .target(name: "CPCSCLoop", dependencies: ["CWinSCard"]),
    .executableTarget(
      name: "roundtrip",
      dependencies: [
        "CPCSCLoop",
        .product(name: "Scenarios", package: "CardLane"),
        .product(name: "SmartCard", package: "CardLane"),
        .product(name: "VirtualCards", package: "CardLane"),
      ]),
    // A swipe's way from a virtual reader through the kernel, beside hidapi in C, in one run.
    .systemLibrary(
      name: "CHIDAPI", path: "Sources/CHIDAPI", pkgConfig: "hidapi-libusb",
      providers: [.apt(["libhidapi-dev"])]),
    .target(name: "CHIDAPILoop", dependencies: ["CHIDAPI"]),
    .executableTarget(
      name: "swipe",
      dependencies: [
        "CHIDAPILoop",
        .product(name: "USBDevices", package: "CardLane"),
        .product(name: "VirtualUSB", package: "CardLane"),
      ]),
    // The same questions to every kind of key store.
    .executableTarget(
      name: "keystores",
      dependencies: [
        .product(name: "CardCrypto", package: "CardLane"),
        .product(name: "Scenarios", package: "CardLane"),
        .product(name: "SecureModule", package: "CardLane"),
        .product(name: "SmartCard", package: "CardLane"),
        .product(name: "VirtualCards", package: "CardLane"),
      ]),
  ]
)
