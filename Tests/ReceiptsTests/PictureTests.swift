@testable import Receipts
import Testing
import Wording

@Suite("Picture")
struct PictureTests {
  private func bitmap(_ lines: [ReceiptLine], language: Language = .simplifiedChinese) throws
    -> Bitmap
  {
    let layout = Layout(Receipt(number: "1", language: language, lines: lines), columns: 16)
    let canvas = SlipPainter.Canvas(printed: 16 * Dots.column, language: language)
    var dots = Bitmap(width: canvas.width, height: 0)
    for row in layout.rows { dots.append(try SlipPainter.bitmap(of: row, canvas)) }
    return dots
  }

  /// Whether there is ink in a range of columns of 12 dots.
  private func ink(_ bitmap: Bitmap, columns: Range<Int>) -> Bool {
    (columns.lowerBound * 12..<columns.upperBound * 12).contains { x in
      (0..<bitmap.height).contains { y in bitmap[x, y] }
    }
  }

  @Test(
    "A digit stands in the same column behind Chinese, Latin and rare characters",
    arguments: ["会员", "abcd", "㐂𠮷", "🎂🎂", "“”", "한국"])
  func columns(_ before: String) throws {
    let dots = try bitmap([.text(before + "1")])
    #expect(dots.width == 192)
    #expect(dots.height == 30)
    #expect(ink(dots, columns: 4..<5))
    #expect(!ink(dots, columns: 5..<16))
    let alone = try bitmap([.text("    1")])
    for y in 0..<30 { for x in 48..<60 { #expect(dots[x, y] == alone[x, y]) } }
  }

  @Test("Characters stay inside their rows", arguments: TextSize.allCases)
  func rows(_ size: TextSize) throws {
    let style = TextStyle(size: size, bold: true)
    let dots = try bitmap([.feed(1), .text("会g👩‍👩‍👧", style), .feed(1)])
    #expect(dots.height == 60 + 30 * size.rowsPerCell)
    #expect((0..<dots.width).allSatisfy { x in (0..<28).allSatisfy { y in !dots[x, y] } })
    #expect(
      (0..<dots.width).allSatisfy { x in
        (dots.height - 28..<dots.height).allSatisfy { y in !dots[x, y] }
      })
  }

  @Test("Double and tall characters are as wide and as high as they say")
  func sizes() throws {
    func extent(_ size: TextSize) throws -> (width: Int, height: Int) {
      let dots = try bitmap([.text("国", TextStyle(size: size))])
      let columns = (0..<dots.width).filter { x in (0..<dots.height).contains { dots[x, $0] } }
      let rows = (0..<dots.height).filter { y in (0..<dots.width).contains { dots[$0, y] } }
      return (try #require(columns.last) - columns[0] + 1, try #require(rows.last) - rows[0] + 1)
    }
    let (normal, tall, double) = (try extent(.normal), try extent(.tall), try extent(.double))
    #expect(abs(double.width - 2 * normal.width) <= 2)
    #expect(abs(double.height - 2 * normal.height) <= 2)
    #expect(abs(tall.width - normal.width) <= 1)
    #expect(abs(tall.height - 2 * normal.height) <= 2)
  }

  @Test("The picture is the paper: 80 mm are 640 dots, at twice the scale 1,280 pixels")
  func paper() throws {
    let layout = GoldenScenario.chainStore.layout
    let single = try #require(PNGSize(try SlipPicture.png(layout, scale: 1)))
    let double = try #require(PNGSize(try SlipPicture.png(layout)))
    #expect(single.width == 640)
    #expect(double.width == 1280)
    #expect(double.height == 2 * single.height)
  }

  @Test("A picture in a receipt is drawn dot for dot, in the middle")
  func dots() throws {
    var cross = Bitmap(width: 10, height: 10)
    for index in 0..<10 {
      cross[index, index] = true
      cross[9 - index, index] = true
    }
    let drawn = try bitmap([.picture(cross)])
    let top = (drawn.height - 10) / 2
    for y in 0..<10 { for x in 0..<10 { #expect(drawn[91 + x, top + y] == cross[x, y]) } }
  }

  @Test("A picture wider than the paper is made narrower")
  func wide() throws {
    var wide = Bitmap(width: 1000, height: 10)
    for x in 0..<1000 { wide[x, 5] = true }
    let drawn = try bitmap([.picture(wide)])
    #expect(drawn.width == 192)
    #expect(!drawn.isBlank)
  }

  @Test("Simplified and traditional slips have their own shapes of the same character")
  func faces() throws {
    let simplified = try bitmap([.text("骨直")])
    let traditional = try bitmap([.text("骨直")], language: .traditionalChinese)
    #expect(simplified != traditional)
  }

  @Test(
    "A bitmap takes only bytes that fit its size",
    arguments: [(8, 2, 1), (9, 1, 1), (-1, 0, 0), (5000, 1, 625)])
  func bytes(_ width: Int, _ height: Int, _ count: Int) {
    #expect(Bitmap(width: width, height: height, bytes: Array(repeating: 0, count: count)) == nil)
  }

  @Test("A slip as long as a hundred others is drawn; one longer than a roll is refused")
  func tall() throws {
    let lines = Array(repeating: ReceiptLine.text("会员"), count: 4000)
    let long = Layout(Receipt(number: "1", language: .english, lines: lines), columns: 16)
    let size = try #require(PNGSize(try SlipPicture.png(long)))
    #expect(size.height == 2 * (4000 * 30 + 80))
    let endless = Array(repeating: ReceiptLine.feed(40), count: 700)
    #expect {
      try SlipPicture.png(
        Layout(Receipt(number: "1", language: .english, lines: endless), columns: 16), scale: 1)
    } throws: { ($0 as? RenderingError)?.kind == .paperTooLong }
  }
}
