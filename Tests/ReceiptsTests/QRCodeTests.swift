@testable import Receipts
import Testing

@Suite("QR code")
struct QRCodeTests {
  @Test(
    "A text takes the smallest version of level M that holds it (ISO/IEC 18004, table 7)",
    arguments: [(14, 21), (15, 25), (26, 25), (27, 29), (213, 57), (2331, 177)])
  func sizes(_ bytes: Int, _ size: Int) throws {
    #expect(try QRCode(String(repeating: "a", count: bytes)).size == size)
  }

  @Test("The code has its finder patterns and a quiet zone of four modules")
  func patterns() throws {
    let dots = try QRCode("https://例.cn").bitmap(width: 29 + 8)
    #expect(dots.width == dots.height)
    for ring in 0..<7 {
      #expect(dots[4 + ring, 4] && dots[4, 4 + ring] && dots[dots.width - 5 - ring, 4])
    }
    for edge in 0..<dots.width {
      for zone in 0..<4 { #expect(!dots[edge, zone] && !dots[zone, edge]) }
    }
  }
}
