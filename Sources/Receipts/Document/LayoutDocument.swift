import Wording

/// A layout as JSON: each row with what stands in which column, for screens and other renderers.
public enum LayoutDocument {
  /// The JSON of a layout, with sorted keys: the same layout gives the same bytes.
  ///
  /// `{"columns":48,"language":"zh-Hans","number":"…","rows":[{"type":"text","text":"…",
  /// "segments":[{"column":0,"width":8,"text":"…"}]},…]}`; `size` and `bold` where they are not normal.
  public static func encode(_ layout: Layout) throws(RenderingError) -> [UInt8] {
    try ReceiptDocument.json(Page(layout))
  }

  private struct Page: Encodable {
    let columns: Int
    let language: String
    let number: String
    let rows: [Row]

    init(_ layout: Layout) {
      columns = layout.columns
      language = layout.language.rawValue
      number = layout.number
      rows = layout.rows.map { Row($0, columns: layout.columns) }
    }
  }

  private struct Row: Encodable {
    var type: String
    var text: String?
    var size: TextSize?
    var bold: Bool?
    var segments: [Segment]?
    var mark: RuleMark?
    var bitmap: Bitmap?
    var drawing: SignatureDrawing?

    init(_ row: LayoutRow, columns: Int) {
      switch row {
      case .text(let content):
        type = "text"
        text = PlainText.line(row, columns: columns)
        size = content.size == .normal ? nil : content.size
        bold = content.isBold ? true : nil
        segments = content.segments.map(Segment.init)
      case .rule(let mark):
        type = "rule"
        self.mark = mark
      case .qrCode(let content):
        type = "qrCode"
        text = content
      case .picture(let bitmap):
        type = "picture"
        self.bitmap = bitmap
      case .drawing(let drawing):
        type = "signature"
        self.drawing = drawing
      case .cut: type = "cut"
      }
    }
  }

  private struct Segment: Encodable {
    let column: Int
    let width: Int
    let text: String?
    let blank: Bool?

    init(_ segment: TextSegment) {
      column = segment.column
      width = segment.width
      switch segment.content {
      case .text(let content): (text, blank) = (content, nil)
      case .blank: (text, blank) = (nil, true)
      }
    }
  }
}
