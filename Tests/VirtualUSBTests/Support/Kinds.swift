import CardCrypto
import Testing

@testable import VirtualUSB

/// One kind of virtual device under test.
struct Kind: Sendable, CustomTestStringConvertible {
  var name: String
  var make: @Sendable () throws -> any VirtualUSBFunction

  var testDescription: String { name }

  static let stripeReaders = [
    Kind(name: "SureSwipe") { VirtualSureSwipe() },
    Kind(name: "MagneSafe, 856 bytes") {
      VirtualMagneSafe(head: MagneSafeHead(key: try .standard(), layout: .short))
    },
    Kind(name: "MagneSafe, 887 bytes") {
      VirtualMagneSafe(head: MagneSafeHead(key: try .standard(), layout: .full))
    },
    Kind(name: "ID TECH, other mode") { VirtualIDTech(mode: .other) },
    Kind(name: "ID TECH mode") { VirtualIDTech(mode: .idTech) },
    Kind(name: "ID TECH, secure original") {
      VirtualIDTech(mode: .secure(SecureMagHead(key: try .standard(), format: .original)))
    },
    Kind(name: "ID TECH, secure enhanced") {
      VirtualIDTech(mode: .secure(SecureMagHead(key: try .standard(), format: .enhanced)))
    },
    Kind(name: "HID POS") { VirtualHIDPOSReader() },
    Kind(name: "HID POS and keypad") { VirtualHIDPOSReader(isCombined: true) },
    Kind(name: "MagTek wedge") { VirtualWedge(.magTek) },
    Kind(name: "ID TECH wedge") { VirtualWedge(.idTech) },
    Kind(name: "MagneSafe wedge") {
      VirtualMagneSafeKeyboard(head: MagneSafeHead(key: try .standard()))
    },
    Kind(name: "SecureMag wedge") {
      VirtualSecureMagKeyboard(head: SecureMagHead(key: try .standard()))
    },
  ]

  static let all = stripeReaders + [Kind(name: "printer") { VirtualPrinter() }]
}

extension SwipedCard {
  /// A made-up member's card with three tracks.
  static let member = SwipedCard(
    one: .text("%V9156880012345672^ZHANG/SAN^2612?"), two: .text(";9156880012345672=2612?"),
    three: .text("+0042=7?"))
}
