/// What is known of an input device of the kernel without opening it.
public struct InputDeviceDescription: Sendable, Hashable, Identifiable {
  /// The device's place in the kernel's tree: another one whenever it is plugged in.
  public let id: String
  /// The node, such as `/dev/input/event3`.
  public let node: String
  /// The name that the device gives itself.
  public let name: String
  /// The vendor's number, 0 if it has none.
  public let vendor: UInt16
  /// The product's number, 0 if it has none.
  public let product: UInt16
  /// Where it is plugged in, such as `usb-0000:00:14.0-2/input0`.
  public let place: String?
  /// Whether it has the keys of a keyboard: digits, letters and Enter.
  public let canType: Bool

  /// Makes a description.
  public init(
    id: String, node: String, name: String, vendor: UInt16, product: UInt16,
    place: String? = nil, canType: Bool = true
  ) {
    self.id = id
    self.node = node
    self.name = name
    self.vendor = vendor
    self.product = product
    self.place = place
    self.canType = canType
  }
}
