// swift-tools-version: 6.3

import PackageDescription

/// Somebody else's package: it knows CardLane by its products alone. `scripts/consumer` builds and runs it.

/// Rooms of CardLane.
func rooms(_ names: String...) -> [Target.Dependency] {
  names.map { .product(name: $0, package: "CardLane") }
}

let package = Package(
  name: "Consumer",
  dependencies: [.package(name: "CardLane", path: "../..")],
  targets: [
    .executableTarget(
      name: "Verdict",
      dependencies: rooms("BusinessCalendar", "CardCrypto", "CardReaders", "Desk", "Wording")),
    .executableTarget(
      name: "OneSale",
      dependencies: rooms(
        "BusinessCalendar", "CardCrypto", "Desk", "Lane", "Loyalty", "MagneticStripe", "Receipts",
        "SQLiteStore", "VIPCard")),
    .testTarget(
      name: "CardInATest",
      dependencies: rooms(
        "BusinessCalendar", "CardCrypto", "Scenarios", "SmartCard", "VIPCard", "VirtualCards")),
  ],
  swiftLanguageModes: [.v6])
