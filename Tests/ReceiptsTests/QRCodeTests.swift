@testable import Receipts
import Testing

@Suite("QR code")
struct QRCodeTests {
  @Test("Error correction of ISO/IEC 18004, annex I: 01234567 in version 1-M")
  func reedSolomon() {
    let data: [UInt8] = [
      0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC,
      0x11,
    ]
    #expect(
      ReedSolomon.remainder(of: data, count: 10)
        == [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55])
  }

  @Test("Format bits of ISO/IEC 18004, table C.1: level M, masks 0, 2 and 5")
  func format() {
    #expect(QRCode.formatBits(mask: 0) == 0x5412)
    #expect(QRCode.formatBits(mask: 2) == 0x5E7C)
    #expect(QRCode.formatBits(mask: 5) == 0x40CE)
  }

  @Test("Version bits of ISO/IEC 18004, table D.1: versions 7 and 10")
  func version() {
    #expect(QRVersion.all[6].information == 0x07C94)
    #expect(QRVersion.all[9].information == 0x0A4D3)
    #expect(QRVersion.all[5].information == nil)
  }

  @Test(
    "A text takes the smallest version that holds it",
    arguments: [(14, 21), (15, 25), (26, 25), (27, 29), (213, 57)])
  func sizes(_ bytes: Int, _ size: Int) throws {
    #expect(try QRCode(String(repeating: "a", count: bytes)).size == size)
  }

  @Test("The codewords of every version fill the places that its patterns leave", arguments: 1...10)
  func fills(_ number: Int) {
    let version = QRVersion.all[number - 1]
    let words = version.codewords(of: Array(repeating: 0x61, count: version.capacity))
    let totals = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346]
    #expect(words.count == totals[number - 1])
  }
}
