/// What is known to be plugged in; turns lists of devices into events.
///
/// Two lists decide and not the messages in between, so that nothing is lost or told twice: the kernel
/// gives a device a new address whenever it is plugged in, so that one which was pulled and put back
/// between two looks is detached and attached.
struct USBDeviceTracker: Sendable {
  /// How long a device may take to be set up by the kernel before it is told of without interfaces.
  static let setUp = Duration.seconds(2)

  private var known: [USBDeviceDescription.Address: USBDeviceDescription] = [:]
  private var unready: [USBDeviceDescription.Address: ContinuousClock.Instant] = [:]

  /// Whether a device is there that the kernel has yet to set up: look again soon.
  var isWaiting: Bool { !unready.isEmpty }

  /// Takes the devices that are there now: gives those that are gone, then those that are new, each
  /// in the order of the addresses.
  mutating func update(
    _ devices: [USBDeviceDescription], at now: ContinuousClock.Instant
  ) -> [USBHotPlugEvent] {
    var present: [USBDeviceDescription.Address: USBDeviceDescription] = [:]
    for device in devices { present[device.address] = device }
    let gone = known.values.filter { known in
      present[known.address].map { !$0.isSame(as: known) } ?? true
    }
    for device in gone { known[device.address] = nil }
    unready = unready.filter { present[$0.key] != nil }
    var new: [USBDeviceDescription] = []
    for device in present.values where known[device.address] == nil {
      let since = unready[device.address] ?? now
      guard !device.interfaces.isEmpty || now >= since + Self.setUp else {
        unready[device.address] = since
        continue
      }
      unready[device.address] = nil
      known[device.address] = device
      new.append(device)
    }
    return Self.sorted(gone).map { .detached($0) } + Self.sorted(new).map { .attached($0) }
  }

  private static func sorted(
    _ devices: some Sequence<USBDeviceDescription>
  ) -> [USBDeviceDescription] {
    devices.sorted { $0.address < $1.address }
  }
}

extension USBDeviceDescription {
  /// Whether two descriptions are of one device, which may have been set up anew in the meantime.
  fileprivate func isSame(as other: USBDeviceDescription) -> Bool {
    address == other.address && portPath == other.portPath && vendor == other.vendor
      && product == other.product
  }
}
