import CLibUSB
import LinuxSystem

extension USBDeviceDescription {
  /// Reads the descriptors of a device in libusb's list; nothing is asked of the device. `nil` if it
  /// cannot even say what it is.
  @unsafe
  init?(_ device: OpaquePointer) {
    var descriptor = libusb_device_descriptor()
    guard unsafe libusb_get_device_descriptor(device, &descriptor) == 0 else { return nil }
    var ports = [UInt8](repeating: 0, count: 7)
    let depth = unsafe libusb_get_port_numbers(device, &ports, Int32(ports.count))
    let address = unsafe Address(
      bus: libusb_get_bus_number(device), device: libusb_get_device_address(device))
    let path = Array(ports.prefix(Int(max(0, depth))))
    let place = USBDeviceDescription(address: address, portPath: path, vendor: 0, product: 0)
    self.init(
      address: address, portPath: path, vendor: descriptor.idVendor,
      product: descriptor.idProduct, release: descriptor.bcdDevice,
      deviceClass: descriptor.bDeviceClass, interfaces: unsafe USBInterface.all(of: device),
      manufacturer: SystemFile.text("\(place.systemFolder)/manufacturer"),
      productName: SystemFile.text("\(place.systemFolder)/product"),
      serialNumber: SystemFile.text("\(place.systemFolder)/serial"))
  }
}

extension USBInterface {
  /// The interfaces of the active configuration; none if the device has not been configured.
  @unsafe
  fileprivate static func all(of device: OpaquePointer) -> [USBInterface] {
    var read: UnsafeMutablePointer<libusb_config_descriptor>?
    guard unsafe libusb_get_active_config_descriptor(device, &read) == 0,
      let configuration = unsafe read
    else { return [] }
    defer { unsafe libusb_free_config_descriptor(configuration) }
    var found: [USBInterface] = []
    for index in 0..<Int(unsafe configuration.pointee.bNumInterfaces) {
      guard let interface = unsafe configuration.pointee.interface?[index],
        unsafe interface.num_altsetting > 0, let setting = unsafe interface.altsetting
      else { continue }
      found.append(unsafe USBInterface(setting.pointee))
    }
    return found
  }

  @unsafe
  private init(_ setting: libusb_interface_descriptor) {
    var endpoints: [USBEndpoint] = []
    for index in 0..<Int(unsafe setting.bNumEndpoints) {
      guard let endpoint = unsafe setting.endpoint?[index] else { continue }
      endpoints.append(
        unsafe USBEndpoint(
          address: endpoint.bEndpointAddress,
          kind: USBEndpoint.Kind(rawValue: endpoint.bmAttributes & 3) ?? .control,
          packetSize: Int(endpoint.wMaxPacketSize & 0x7FF), interval: endpoint.bInterval))
    }
    let extra = unsafe UnsafeBufferPointer(
      start: setting.extra, count: Int(max(0, setting.extra_length)))
    self.init(
      number: unsafe setting.bInterfaceNumber,
      interfaceClass: unsafe setting.bInterfaceClass, subclass: unsafe setting.bInterfaceSubClass,
      interfaceProtocol: unsafe setting.bInterfaceProtocol, endpoints: endpoints,
      reportDescriptorLength: unsafe HIDClassDescriptor.reportLength(in: Array(extra)))
  }
}
