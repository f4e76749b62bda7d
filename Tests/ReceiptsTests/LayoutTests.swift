import Receipts
import Testing
import Wording

@Suite("Layout")
struct LayoutTests {
  private func text(_ lines: [ReceiptLine], columns: Int = 32) -> [String] {
    let receipt = Receipt(number: "1", language: .simplifiedChinese, lines: lines)
    return PlainText.render(Layout(receipt, columns: columns)).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
  }

  /// Columns on paper, counted by hand: ASCII 1, everything else in these tests 2.
  private func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
  }

  @Test(
    "An amount ends at the right edge, whatever stands before it",
    arguments: ["羊毛衫", "Socks", "长袖 Shirt", "“引号”·№", ""], [32, 48])
  func rightEdge(_ left: String, _ width: Int) throws {
    let row = try #require(text([.pair(left: left, right: "￥559.00")], columns: width).first)
    #expect(row.hasSuffix("￥559.00"))
    #expect(columns(row) == width)
  }

  @Test("U+00A5 becomes the full-width yuan sign, as the printers' sets have it")
  func yuanSign() {
    #expect(text([.text("¥5.00")]) == ["￥5.00"])
  }

  @Test("A long name wraps under itself and leaves the amount on its first row")
  func wraps() {
    #expect(
      text([.pair(left: "男士免烫商务修身长袖衬衫加长款", right: "特价")], columns: 24)
        == ["男士免烫商务修身长  特价", "袖衬衫加长款"])
    #expect(
      text(
        [
          .columns([
            ReceiptCell("男士免烫商务修身长袖衬衫加长款"),
            ReceiptCell("398.00", width: .columns(8), alignment: .trailing),
          ])
        ], columns: 24) == ["男士免烫商务修身长袖衬衫", "加长款            398.00"])
  }

  @Test("Words stay whole, and punctuation does not begin a row")
  func breaking() {
    #expect(text([.text("one two three four")], columns: 16) == ["one two three", "four"])
    #expect(text([.text("一二三四五六七八，九")], columns: 16) == ["一二三四五六七", "八，九"])
    #expect(text([.text("* 一二三四五六七八九")], columns: 16) == ["* 一二三四五六七", "  八九"])
    #expect(text([.text("  一二三四五六七八九")], columns: 16) == ["  一二三四五六七", "  八九"])
  }

  @Test(
    "No row is wider than the paper, and no grapheme is lost or split",
    arguments: [
      "Donaudampfschifffahrtsgesellschaftskapitän", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀é̀",
      "한국어텍스트가여기에길게있습니다정말로", "a　b　c　d　e　f　g　h　i　j　k", "㐂𠮷㐂𠮷㐂𠮷㐂𠮷㐂𠮷㐂𠮷㐂𠮷㐂𠮷",
    ], TextSize.allCases)
  func neverSplit(_ name: String, _ size: TextSize) {
    let receipt = Receipt(
      number: "1", language: .simplifiedChinese,
      lines: [
        .text(name, TextStyle(size: size)), .pair(left: name, right: "1.00"),
        .columns([ReceiptCell(name), ReceiptCell(name)], TextStyle(size: size)),
      ])
    let layout = Layout(receipt, columns: 16)
    for case .text(let row) in layout.rows {
      var end = 0
      for segment in row.segments {
        #expect(segment.column >= end)
        end = segment.column + segment.width
      }
      #expect(end <= 16)
    }
    let characters = Set(name.filter { !$0.isWhitespace })
    for character in PlainText.render(layout) where !character.isASCII && !character.isWhitespace {
      #expect(characters.contains(character))
    }
    let whole = Layout(
      Receipt(number: "1", language: .english, lines: [.text(name, TextStyle(size: size))]),
      columns: 16)
    #expect(
      PlainText.render(whole).filter { !$0.isWhitespace } == name.filter { !$0.isWhitespace })
  }

  @Test("Two rules in a row are one")
  func rules() {
    #expect(
      text([.rule(), .rule(), .rule(.double), .text("x"), .rule()], columns: 16)
        == ["================", "x", "----------------"])
  }

  @Test("Double size halves the columns")
  func doubleSize() {
    let layout = Layout(
      Receipt(
        number: "1", language: .simplifiedChinese,
        lines: [.text("一二三四五", TextStyle(size: .double))]), columns: 16)
    #expect(layout.rows.count == 2)
    #expect(
      layout.rows.first
        == .text(
          TextRow(
            size: .double,
            segments: [TextSegment(column: 0, width: 16, content: .text("一二三四"))])))
  }

  @Test(
    "Control characters and direction marks are shown, not obeyed",
    arguments: [
      ("\u{1B}@", "^[@"), ("a\u{0}b", "a^@b"), ("\u{7F}", "^?"), ("\u{1D}V\u{0}", "^]V^@"),
      ("a\u{9B}b", "a<9B>b"), ("\u{202E}12", "<202E>12"), ("a\tb", "a b"), ("\u{FEFF}x", "<FEFF>x"),
      ("a\u{2028}b", "a b"), ("a\r\nb", "a b"), ("\u{E000}", "<E000>"),
      ("\u{10}\u{14}\u{1}", "^P^T^A"),
    ])
  func harmless(_ name: String, _ shown: String) throws {
    #expect(text([.pair(left: name, right: "")]) == [shown])
    let receipt = Receipt(
      number: "1", language: .simplifiedChinese, lines: [.pair(left: name, right: "")])
    let bytes = try ESCPOS.encode(Layout(receipt), profile: .chinese80)
    let empty = try ESCPOS.encode(
      Layout(Receipt(number: "1", language: .simplifiedChinese, lines: [])), profile: .chinese80)
    let content = bytes.dropFirst(empty.count)
    #expect(content.dropLast().allSatisfy { $0 >= 0x20 })
  }

  @Test("A width outside the limits is moved inside", arguments: [(0, 16), (-5, 16), (1000, 255)])
  func limits(_ asked: Int, _ set: Int) {
    #expect(
      Layout(Receipt(number: "1", language: .english, lines: []), columns: asked).columns == set)
  }
}
