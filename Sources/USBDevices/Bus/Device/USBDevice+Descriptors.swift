extension USBDevice {
  /// Asks a HID interface, which must be claimed, for its report descriptor.
  ///
  /// Throws ``USBError`` with `usbNotFound` if the interface is no HID interface.
  public func reportDescriptor(
    of interface: USBInterface, within limit: Duration = .seconds(2)
  ) async throws(USBError) -> [UInt8] {
    guard interface.isHID else { throw USBError(.notFound, device: description) }
    let length = interface.reportDescriptorLength ?? 4_096
    return try await control(
      .reportDescriptor(interface: interface.number, length: UInt16(clamping: length)),
      within: limit)
  }

  /// Asks the device for a string of its descriptors; empty for index 0, which stands for none.
  ///
  /// Throws ``USBError`` with `usbPipe` if the device has no such string, with `usbIO` if what it
  /// answers is not a string descriptor.
  public func string(
    _ index: UInt8, within limit: Duration = .seconds(2)
  ) async throws(USBError) -> String {
    guard index != 0 else { return "" }
    let answer = try await control(.string(index), within: limit)
    guard answer.count >= 2, answer[1] == 0x03, Int(answer[0]) >= 2, answer[0] <= answer.count
    else { throw USBError(.io, device: description, detail: "malformed string descriptor") }
    let units = stride(from: 2, to: Int(answer[0]) - 1, by: 2).map {
      UInt16(answer[$0]) | UInt16(answer[$0 + 1]) << 8
    }
    return String(decoding: units, as: UTF16.self)
  }
}
