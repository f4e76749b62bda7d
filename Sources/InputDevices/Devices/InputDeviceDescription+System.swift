import LinuxSystem

extension InputDeviceDescription {
  private static let folder = "/sys/class/input"

  /// Every input device with an event node, in the order of the nodes; none on a machine without any.
  public static func all() -> [InputDeviceDescription] {
    let numbers = SystemFile.names(in: folder).compactMap { name in
      name.hasPrefix("event") ? Int(name.dropFirst(5)) : nil
    }
    return numbers.sorted().compactMap { InputDeviceDescription(event: "event\($0)") }
  }

  private init?(event name: String) {
    let link = "\(Self.folder)/\(name)"
    guard let id = SystemFile.linkTarget(link) else { return nil }
    func number(_ file: String) -> UInt16 {
      SystemFile.text("\(link)/device/id/\(file)").flatMap { UInt16($0, radix: 16) } ?? 0
    }
    self.init(
      id: id, node: "/dev/input/\(name)",
      name: SystemFile.text("\(link)/device/name") ?? name, vendor: number("vendor"),
      product: number("product"), place: SystemFile.text("\(link)/device/phys"),
      canType: Self.canType(SystemFile.text("\(link)/device/capabilities/key") ?? ""))
  }

  /// Whether a bit map of keys, as the kernel writes it, has digits, letters and Enter.
  ///
  /// It is a row of 64-bit numbers in hexadecimal, the highest first.
  static func canType(_ bitmap: String) -> Bool {
    guard let last = bitmap.split(separator: " ").last, let keys = UInt64(last, radix: 16)
    else { return false }
    // 1 to 0, Q to P, Enter, A to L: codes 2 to 11, 16 to 25, 28 and 30 to 38.
    let needed: [ClosedRange<UInt64>] = [2...11, 16...25, 28...28, 30...38]
    return needed.joined().allSatisfy { keys >> $0 & 1 == 1 }
  }
}
