// swift-tools-version: 6.3

import PackageDescription

/// Rooms of CardLane.
func rooms(_ names: String...) -> [Target.Dependency] {
  names.map { .product(name: $0, package: "CardLane") }
}

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "CardLane", path: "..")],
  targets: [
    .target(name: "CLibFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: rooms(
        "BusinessCalendar", "CardCrypto", "CardReaders", "Desk", "InputDevices", "Loyalty",
        "MagneticStripe", "Printers", "Receipts", "SecureModule", "SmartCard", "USBDevices",
        "VIPCard",
        "VirtualCards", "VirtualUSB") + ["CLibFuzzer"],
      swiftSettings: [
        .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
      ]),
  ]
)
