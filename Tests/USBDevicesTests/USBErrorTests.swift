import CLibUSB
import Testing
import Wording

@testable import USBDevices

@Suite("USB errors in words")
struct USBErrorTests {
  static let reasons: [USBError.Reason] = [
    .io, .invalidParameter, .access, .noDevice, .notFound, .busy, .timeout, .overflow, .pipe,
    .interrupted, .noMemory, .notSupported, .other, .cancelled, .closed,
    .init(rawValue: "usbSomethingNew"),
  ]

  private let device = USBDeviceDescription(
    address: .init(bus: 3, device: 17), portPath: [4], vendor: 0x0801, product: 2)

  @Test("Every reason names the device in three languages", arguments: reasons)
  func named(_ reason: USBError.Reason) {
    let error = USBError(reason, device: device)
    for language in Language.allCases {
      #expect(error.message[language].contains("0801:0002 (bus 3, device 17, port 3-4)"))
    }
    #expect(Set(Language.allCases.map { error.message[$0] }).count == 3)
    #expect(error.code == reason.rawValue)
    #expect(error.nature == (reason == .invalidParameter ? .input : .device))
  }

  @Test("A device that this user may not open names the rule file")
  func remedy() {
    for language in Language.allCases {
      #expect(USBError(.access).hint?[language].contains("udev/70-cardlane.rules") == true)
    }
  }

  @Test("Every code of libusb has a reason of its own, and unknown ones keep their number")
  func codes() {
    let known = (-13 ... -1).map { USBError.Reason(libusb: Int32($0)) }
    #expect(known.prefix(2) == [.init(rawValue: "usb-13"), .notSupported])
    #expect(USBError.Reason(libusb: LIBUSB_ERROR_ACCESS.rawValue) == .access)
    #expect(USBError.Reason(libusb: -99) == .other)
    #expect(USBError.Reason(libusb: -42).rawValue == "usb-42")
    #expect(Set(known).count == 13)
  }

  @Test("The report descriptor's length is read from the HID descriptor, and from nothing else")
  func hidDescriptor() {
    let hid: [UInt8] = [9, 0x21, 0x11, 0x01, 0, 1, 0x22, 61, 0]
    #expect(HIDClassDescriptor.reportLength(in: hid) == 61)
    #expect(HIDClassDescriptor.reportLength(in: [3, 0x0B, 0] + hid) == 61)
    #expect(HIDClassDescriptor.reportLength(in: []) == nil)
    #expect(HIDClassDescriptor.reportLength(in: [0, 0x21]) == nil)
    for end in 0..<9 { #expect(HIDClassDescriptor.reportLength(in: Array(hid[..<end])) == nil) }
    let two: [UInt8] = [12, 0x21, 0x11, 0x01, 0, 2, 0x23, 9, 9, 0x22, 0x34, 0x02]
    #expect(HIDClassDescriptor.reportLength(in: two) == 0x234)
  }

  @Test("A control request is eight bytes, low byte first, then the data")
  func control() {
    #expect(
      USBControlRequest.setReport(.feature, interface: 0, data: [1, 2]).bytes
        == [0x21, 0x09, 0x00, 0x03, 0x00, 0x00, 2, 0, 1, 2])
    #expect(
      USBControlRequest.getReport(.feature, interface: 1, length: 24).bytes.prefix(8)
        == [0xA1, 0x01, 0x00, 0x03, 0x01, 0x00, 24, 0])
    #expect(
      USBControlRequest.reportDescriptor(interface: 2, length: 0x1234).bytes.prefix(8)
        == [0x81, 0x06, 0x00, 0x22, 0x02, 0x00, 0x34, 0x12])
  }

  @Test("A report never prints")
  func concealed() {
    let report = HIDReport(Array(";9156".utf8).span, statedLength: 337)
    var dumped = ""
    dump(report, to: &dumped)
    #expect("\(report)" == "HIDReport(5 of 337 bytes ••••)")
    #expect(!dumped.contains("59") && !dumped.contains("9156"))
    #expect(report.isCut)
  }
}
