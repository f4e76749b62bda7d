import Wording

/// Paper that is drawn while it comes: rows are painted in parts, so that a slip may be as long as a roll.
struct PictureRoll {
  private let canvas: SlipPainter.Canvas
  private let png: PNGWriter
  private var waiting: [SlipPainter.Placed] = []
  private var waitingDots = 0
  private var dots = 0

  /// How many dots are painted at once.
  private static let part = 4096

  /// Begins a picture of paper that is so many columns wide.
  init(columns: Int, language: Language, scale: Int) throws(RenderingError) {
    canvas = SlipPainter.Canvas(
      printed: columns * Dots.column, language: language, scale: min(max(1, scale), 4),
      side: SlipPainter.Margins.side)
    png = try PNGWriter(width: canvas.width)
    try blank(SlipPainter.Margins.top)
  }

  /// Adds a row below those so far.
  ///
  /// - Throws: ``RenderingError/Code/paperTooLong`` when there is no more paper.
  mutating func add(_ row: LayoutRow) throws(RenderingError) {
    let height = try canvas.height(of: row)
    try add(SlipPainter.Placed(row: row, height: height))
  }

  /// The PNG of everything.
  mutating func finish() throws(RenderingError) -> [UInt8] {
    try blank(SlipPainter.Margins.bottom)
    try paint()
    return try png.finish()
  }

  private mutating func blank(_ height: Int) throws(RenderingError) {
    try add(SlipPainter.Placed(row: .cut, height: height))
  }

  private mutating func add(_ placed: SlipPainter.Placed) throws(RenderingError) {
    dots += placed.height
    guard dots <= SlipPicture.longest else { throw .paperTooLong() }
    waiting.append(placed)
    waitingDots += placed.height
    if waitingDots >= Self.part { try paint() }
  }

  private mutating func paint() throws(RenderingError) {
    for top in stride(from: 0, to: waitingDots, by: Self.part) {
      let painter = try SlipPainter(
        canvas, waiting, from: top, height: min(Self.part, waitingDots - top))
      try painter.surface.add(to: png)
    }
    (waiting, waitingDots) = ([], 0)
  }
}
