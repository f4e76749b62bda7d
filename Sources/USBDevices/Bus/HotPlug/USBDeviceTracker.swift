/// What is known to be plugged in; turns lists of devices into events.
///
/// Two lists decide and not the messages in between, so that nothing is lost or told twice: the kernel
/// gives a device a new address whenever it is plugged in, so that one which was pulled and put back
/// between two looks is detached and attached.
struct USBDeviceTracker: Sendable {
  private var known: [USBDeviceDescription.Address: USBDeviceDescription] = [:]

  /// Takes the devices that are there now: those that are gone, then those that are new, each in the
  /// order of the addresses.
  mutating func update(_ devices: [USBDeviceDescription]) -> [USBHotPlugEvent] {
    var present: [USBDeviceDescription.Address: USBDeviceDescription] = [:]
    for device in devices { present[device.address] = device }
    let gone = known.values.filter { known in
      present[known.address].map { !$0.isSame(as: known) } ?? true
    }
    let new = present.values.filter { device in
      known[device.address].map { !$0.isSame(as: device) } ?? true
    }
    // A device that has been configured in the meantime is the same one.
    known = present
    return Self.sorted(gone).map { .detached($0) } + Self.sorted(new).map { .attached($0) }
  }

  private static func sorted(_ devices: [USBDeviceDescription]) -> [USBDeviceDescription] {
    devices.sorted { $0.address < $1.address }
  }
}

extension USBDeviceDescription {
  /// Whether two descriptions are of one device. Its interfaces may be unknown at first, while the
  /// kernel is configuring it, and its strings likewise.
  fileprivate func isSame(as other: USBDeviceDescription) -> Bool {
    (address, portPath, vendor, product) == (other.address, other.portPath, other.vendor, other.product)
      && interfaces.isEmpty == other.interfaces.isEmpty
  }
}
