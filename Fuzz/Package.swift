// swift-tools-version: 6.3

import PackageDescription

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "CardLane", path: "..")],
  targets: [
    .target(name: "CLibFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CLibFuzzer",
        .product(name: "BusinessCalendar", package: "CardLane"),
        .product(name: "CardCrypto", package: "CardLane"),
        .product(name: "CardReaders", package: "CardLane"),
        .product(name: "InputDevices", package: "CardLane"),
        .product(name: "Loyalty", package: "CardLane"),
        .product(name: "MagneticStripe", package: "CardLane"),
        .product(name: "Receipts", package: "CardLane"),
        .product(name: "SecureModule", package: "CardLane"),
        .product(name: "SmartCard", package: "CardLane"),
        .product(name: "USBDevices", package: "CardLane"),
        .product(name: "VIPCard", package: "CardLane"),
        .product(name: "VirtualCards", package: "CardLane"),
        .product(name: "VirtualUSB", package: "CardLane"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
      ]),
  ]
)
