import ArgumentParser
import VirtualUSB
import Wording

/// The kinds of USB device that can be simulated.
enum SimulatedUSBKind: String, CaseIterable, ExpressibleByArgument {
  case magtek
  case magnesafe
  case magnesafe856 = "magnesafe-856"
  case idtech
  case idtechMode = "idtech-mode"
  case idtechSecure = "idtech-secure"
  case idtechOriginal = "idtech-original"
  case hidpos
  case hidposKeypad = "hidpos-keypad"
  case wedge
  case wedgeIDTech = "wedge-idtech"
  case wedgeMagneSafe = "wedge-magnesafe"
  case wedgeSecureMag = "wedge-securemag"
  case printer

  /// Plugs a device of this kind in. The encrypting ones have the key of the standard's examples.
  func plug(
    into server: USBIPServer, at busID: String?, paper: VirtualPrinter.Paper?
  ) throws -> any ScriptedDevice {
    switch self {
    case .magtek: try server.plug(VirtualSureSwipe(), at: busID)
    case .magnesafe, .magnesafe856:
      try server.plug(
        VirtualMagneSafe(
          head: MagneSafeHead(
            key: .standard(), layout: self == .magnesafe ? .full : .short)), at: busID)
    case .idtech: try server.plug(VirtualIDTech(mode: .other), at: busID)
    case .idtechMode: try server.plug(VirtualIDTech(mode: .idTech), at: busID)
    case .idtechSecure, .idtechOriginal:
      try server.plug(
        VirtualIDTech(
          mode: .secure(
            SecureMagHead(
              key: .standard(), format: self == .idtechSecure ? .enhanced : .original))), at: busID)
    case .hidpos, .hidposKeypad:
      try server.plug(VirtualHIDPOSReader(isCombined: self == .hidposKeypad), at: busID)
    case .wedge: try server.plug(VirtualWedge(.magTek), at: busID)
    case .wedgeIDTech: try server.plug(VirtualWedge(.idTech), at: busID)
    case .wedgeMagneSafe:
      try server.plug(
        VirtualMagneSafeKeyboard(head: MagneSafeHead(key: .standard())), at: busID)
    case .wedgeSecureMag:
      try server.plug(
        VirtualSecureMagKeyboard(head: SecureMagHead(key: .standard())), at: busID)
    case .printer: try server.plug(VirtualPrinter(paper: paper), at: busID)
    }
  }
}
