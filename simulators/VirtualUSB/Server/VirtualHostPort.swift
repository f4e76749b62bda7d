import LinuxSystem

/// A port of the kernel's virtual host controller, as its `status` file shows it
/// (Linux `drivers/usb/usbip/vhci_sysfs.c`).
struct VirtualHostPort: Equatable {
  /// Where the controllers lie, but for the point and the number.
  static let controllers = "/sys/devices/platform/vhci_hcd"

  /// No device has this port, and none is about to get it.
  let isFree: Bool

  /// The port at a place on the bus such as `1-2`, or `nil` where no virtual controller has that place.
  init?(of place: String) {
    let parts = place.split(separator: "-")
    guard let link = SystemFile.linkTarget("/sys/bus/usb/devices/\(place)"), parts.count == 2,
      let number = Int(parts[1]),
      let controller = link.split(separator: "/").first(where: { $0.hasPrefix("vhci_hcd.") }),
      let digits = controller.split(separator: ".").last,
      let speed = SystemFile.text("/sys/bus/usb/devices/usb\(parts[0])/speed")
    else { return nil }
    let name = digits == "0" ? "status" : "status.\(digits)"
    // All files lie with the first controller.
    guard let status = SystemFile.text("\(Self.controllers).0/\(name)") else { return nil }
    self.init(number, isSuperSpeed: speed != "480", status: status)
  }

  /// The port with a number, from 1, of a hub: the lines with `hs` are those of its high-speed hub, the
  /// lines with `ss` those of the other, each in order; the third word is the state, 4 for free.
  init?(_ number: Int, isSuperSpeed: Bool, status: String) {
    let hub = isSuperSpeed ? "ss" : "hs"
    let ports = status.split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0.count >= 3 && $0[0] == hub }
    guard ports.indices.contains(number - 1) else { return nil }
    isFree = Int(ports[number - 1][2]) == 4
  }
}
