import Printers
import Testing
import Wording

@Suite("The address of a USB printer")
struct USBPrinterAddressTests {
  @Test(
    "An address is read and written",
    arguments: ["04b8:0e15", "04b8:0e15:CARDLANE0001", "0fe6:811e:1-4.2"])
  func reads(_ text: String) throws {
    #expect(try USBPrinterAddress(text).description == text)
  }

  @Test("A serial number may stand behind a slash as well")
  func slash() throws {
    #expect(try USBPrinterAddress("04b8:0e15/A:B") == USBPrinterAddress("04b8:0e15:A:B"))
  }

  @Test("Nothing stands for the only printer")
  func only() throws { #expect(try USBPrinterAddress("") == .only) }

  @Test(
    "Anything else is refused, and the address is named",
    arguments: [
      "04b8", "04b8:", ":0e15", "4b8:e15", "04b8:0e15/", "04b8:0e15:", "04b8:0e151", "04b80e15",
      "+4b8:0e15",
      "zzzz:0e15", "usb:04b8:0e15",
    ])
  func refuses(_ text: String) {
    #expect {
      try USBPrinterAddress(text)
    } throws: { error in
      let error = error as? PrinterError
      return error?.kind == .badAddress && error?.message.english.contains(text) == true
    }
  }
}
