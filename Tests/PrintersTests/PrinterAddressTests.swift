import Foundation
import Printers
import Receipts
import Testing
import Wording

@Suite("The address of a printer")
struct PrinterAddressTests {
  @Test(
    "An address is read and written",
    arguments: [
      "usb:", "usb:04b8:0e15", "usb:04b8:0e15:CARDLANE0001", "tcp://192.0.2.10:9100",
      "tcp://[2001:db8::1]:9102", "serial:/dev/ttyUSB0",
      "serial:/dev/ttyS0?baud=19200&flow=rtscts&parity=even", "device:/dev/usb/lp0",
      "folder:slips/", "folder:/srv/收据", "cups:Receipts",
    ])
  func reads(_ text: String) throws {
    #expect(try PrinterAddress(text).description == text)
  }

  @Test(
    "Anything else is refused, with what was probably meant",
    arguments: [
      ("192.168.1.50:9100", "tcp://192.168.1.50:9100"), ("192.168.1.50", "tcp://192.168.1.50"),
      ("printer.local", "tcp://printer.local"), ("till-printer:9100", "tcp://till-printer:9100"),
      ("TCP://192.0.2.10", "tcp://192.0.2.10"),
      ("socket://192.0.2.10:9100", "tcp://192.0.2.10:9100"),
      ("tcp:192.0.2.10", "tcp://192.0.2.10"), ("lp0", "device:/dev/usb/lp0"),
      ("/dev/usb/lp1", "device:/dev/usb/lp1"), ("/dev/ttyUSB0", "serial:/dev/ttyUSB0"),
      ("ttyS0", "serial:/dev/ttyS0"), ("04b8:0e15", "usb:04b8:0e15"), ("USB:", "usb:"),
      ("slips", "folder:slips"), ("./slips", "folder:./slips"), ("/srv/slips", "folder:/srv/slips"),
      ("file:///srv/slips", "folder:/srv/slips"),
      ("ipp://server/printers/Receipts", "cups:Receipts"),
      ("device:lp0", "device:/dev/usb/lp0"),
      ("serial:/dev/ttyS0?baud=19201", "serial:/dev/ttyUSB0"),
    ])
  func refuses(_ text: String, _ meant: String) {
    #expect {
      try PrinterAddress(text)
    } throws: { error in
      let error = error as? PrinterError
      return error?.kind == .badAddress && error?.hint?.english.contains(meant) == true
        && error?.nature == .input
    }
  }

  @Test(
    "What nobody can mean is refused too",
    arguments: [
      "", ":", "://", "folder:", "cups:", "cups:-d", "cups:a b", "cups:../etc", "tcp://",
      "tcp://h:0",
      "tcp://192.0.2.10/", "serial:", "serial:ttyS0", "serial:/dev/ttyS0?",
      "serial:/dev/ttyS0?baud=9600&baud=9600",
      "serial:/dev/ttyS0?flow=maybe", "serial:/dev/ttyS0?speed=9600", "device:", "usb:04b8",
      "usb:4b8:e15",
      "folder:a\nb", "device:/dev/usb/lp0\u{0}", "smb://server/printer", "\u{1B}[2J",
    ])
  func nobodyMeans(_ text: String) {
    #expect { try PrinterAddress(text) } throws: { ($0 as? PrinterError)?.kind == .badAddress }
  }

  @Test("What is meant by an address that is none is an address")
  func meant() throws {
    for text in ["192.0.2.10", "lp0", "TCP://x", "slips", "a:b:c", "[::1]", "04b8:0e15"] {
      #expect {
        try PrinterAddress(text)
      } throws: { error in
        guard let hint = (error as? PrinterError)?.hint?.english else { return false }
        let list = hint.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
        return list.dropLast().split(separator: ",").allSatisfy {
          (try? PrinterAddress(String($0.drop { $0 == " " }))) != nil
        }
      }
    }
  }

  @Test("A regular file is no device, and stays as it is")
  func regularFile() async throws {
    let file = try temporaryFolder().appending(path: "mine")
    try Data("mine".utf8).write(to: file)
    let printer = try PrinterAddress("device:" + file.path).printer()
    #expect(try await printer.print(job("slip-1")) == .waiting(.offline))
    #expect(try Data(contentsOf: file) == Data("mine".utf8))
  }
}
