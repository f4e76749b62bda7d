/// A USB device by vendor and product.
public struct USBModel: Sendable, Hashable, CustomStringConvertible {
  /// The vendor, assigned by the USB Implementers Forum.
  public let vendor: UInt16
  /// The product, assigned by the vendor.
  public let product: UInt16

  /// Makes a model.
  public init(vendor: UInt16, product: UInt16) {
    self.vendor = vendor
    self.product = product
  }

  /// Four hexadecimal digits each, as in `0801:0002`.
  public var description: String { "\(Self.digits(vendor)):\(Self.digits(product))" }

  /// A number as udev spells it: four hexadecimal digits in lower case.
  static func digits(_ number: UInt16) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 4 - text.utf8.count) + text
  }
}
