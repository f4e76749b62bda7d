import USBDevices

/// Which USB printer is meant.
public struct USBPrinterAddress: Sendable, Hashable, CustomStringConvertible {
  /// Vendor and product; `nil` for any printer.
  public let model: Model?
  /// The serial number, or the port such as `1-4.2`; `nil` for any.
  public let unit: String?

  /// A vendor's product.
  public struct Model: Sendable, Hashable {
    /// The vendor, assigned by the USB Implementers Forum.
    public let vendor: UInt16
    /// The product, assigned by the vendor.
    public let product: UInt16

    /// Makes a model.
    public init(vendor: UInt16, product: UInt16) {
      self.vendor = vendor
      self.product = product
    }
  }

  /// The only USB printer that is plugged in.
  public static let only = USBPrinterAddress()

  /// Names a printer.
  public init(model: Model? = nil, unit: String? = nil) {
    self.model = model
    self.unit = unit
  }

  /// Reads nothing for the only printer, `04b8:0e15`, or `04b8:0e15:` with a serial number or a port
  /// behind it (`04b8:0e15/` is read as well).
  ///
  /// - Throws: ``PrinterError/Code/badAddress`` for anything else.
  public init(_ text: String) throws(PrinterError) {
    guard !text.isEmpty else {
      self = .only
      return
    }
    let numbers = text.prefix(9).split(separator: ":", omittingEmptySubsequences: false)
      .map { $0.utf8.count == 4 && $0.first != "+" ? UInt16($0, radix: 16) : nil }
    let unit = text.dropFirst(9)
    let isWhole = unit.isEmpty || unit.count > 1 && (unit.hasPrefix(":") || unit.hasPrefix("/"))
    guard numbers.count == 2, let vendor = numbers[0], let product = numbers[1], isWhole else {
      throw .badAddress("usb:" + text, meant: ["usb:", "usb:04b8:0e15", "usb:04b8:0e15:1-4"])
    }
    self.init(
      model: Model(vendor: vendor, product: product),
      unit: unit.isEmpty ? nil : String(unit.dropFirst()))
  }

  /// As it is read; `usb` for the only printer.
  public var description: String {
    guard let model else { return "usb" }
    let numbers = [model.vendor, model.product].map { number in
      let digits = String(number, radix: 16)
      return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
    return numbers.joined(separator: ":") + (unit.map { ":" + $0 } ?? "")
  }

  /// Whether a device is the one that is meant, as far as can be told.
  func fits(_ device: USBDeviceDescription) -> Bool {
    guard device.interfaces.contains(where: { $0.isPrinter && $0.bulkOut != nil }) else {
      return false
    }
    let isModel = model.map { $0.vendor == device.vendor && $0.product == device.product } ?? true
    let isUnit = unit.map { $0 == device.serialNumber || $0 == device.place } ?? true
    return isModel && isUnit
  }
}
