import CPangoCairo
import Wording

/// Draws graphemes with Pango, each into its own cells, so that columns stay straight whatever font a
/// character comes from.
@safe final class GlyphPainter {
  private let surface: Surface
  private let layout: OpaquePointer
  private let regular: OpaquePointer
  private let bold: OpaquePointer

  /// The fonts by preference; fontconfig finds the rest.
  ///
  /// The Noto CJK fonts have one face for each way of writing; the monospaced ones have Latin letters of
  /// exactly half an em, which is a column.
  private static func families(for language: Language) -> String {
    let face = language == .traditionalChinese ? "TC" : "SC"
    return "Noto Sans Mono CJK \(face),Noto Sans CJK \(face),WenQuanYi Zen Hei Mono,monospace"
  }

  init(_ surface: Surface, language: Language) throws(RenderingError) {
    guard let layout = unsafe pango_cairo_create_layout(surface.context) else {
      throw .drawingFailed("pango")
    }
    func font(_ weight: PangoWeight) -> OpaquePointer? {
      guard let font = unsafe pango_font_description_new() else { return nil }
      unsafe pango_font_description_set_family(font, Self.families(for: language))
      unsafe pango_font_description_set_weight(font, weight)
      unsafe pango_font_description_set_absolute_size(
        font, Double(Dots.character) * Double(PANGO_SCALE))
      return unsafe font
    }
    guard let regular = unsafe font(PANGO_WEIGHT_NORMAL), let bold = unsafe font(PANGO_WEIGHT_BOLD)
    else { throw .drawingFailed("pango") }
    self.surface = surface
    unsafe self.layout = layout
    unsafe self.regular = regular
    unsafe self.bold = bold
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    let context = unsafe pango_layout_get_context(layout)
    unsafe pango_cairo_context_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
    unsafe pango_context_set_language(context, pango_language_from_string(language.rawValue))
    unsafe pango_layout_set_single_paragraph_mode(layout, 1)
  }

  deinit {
    unsafe pango_font_description_free(regular)
    unsafe pango_font_description_free(bold)
    unsafe g_object_unref(UnsafeMutableRawPointer(layout))
  }

  /// Draws a text from a place on, a grapheme a cell or two.
  ///
  /// - Parameters:
  ///   - text: safe text.
  ///   - x, y: the upper left corner of the first character's box, in dots.
  ///   - size: how much larger than normal.
  ///   - isBold: whether it is bold.
  ///   - cells: how many columns each takes, where it is not what Unicode says.
  func draw(
    _ text: String, x: Double, y: Double, size: TextSize, isBold: Bool, cells: Int? = nil
  ) {
    unsafe pango_layout_set_font_description(layout, isBold ? bold : regular)
    var x = x
    for character in text {
      let cells = cells ?? CellWidth.of(character)
      let width = Double(cells * Dots.column)
      if character != " " {
        surface.drawing {
          surface.translate(x, y)
          draw(character, width: width, size: size)
        }
      }
      x += width * Double(size.columnsPerCell)
    }
  }

  private func draw(_ character: Character, width: Double, size: TextSize) {
    // Pango measures right only where both axes are scaled alike.
    let uniform = Double(size.columnsPerCell)
    let stretch = Double(size.rowsPerCell) / uniform
    surface.scale(uniform, uniform)
    unsafe pango_layout_set_text(layout, String(character), -1)
    unsafe pango_cairo_update_layout(surface.context, layout)
    var ink = PangoRectangle()
    var logical = PangoRectangle()
    unsafe pango_layout_get_extents(layout, &ink, &logical)
    let unit = Double(PANGO_SCALE)
    let advance = Double(logical.width) / unit
    let baseline = Double(unsafe pango_layout_get_baseline(layout)) / unit
    // Another font's glyph: narrowed when it is too wide, in the middle when it is too narrow.
    let squeeze = advance > width + 0.5 ? width / advance : 1
    let aside = max(0, (width - advance * squeeze) / 2)
    // Tall glyphs of other fonts stay inside the row.
    let above = baseline - Double(ink.y) / unit
    let below = Double(ink.y + ink.height) / unit - baseline
    let room = Dots.ascent + Double(Dots.row - Dots.character) / 2
    let lower = min(1, room / max(above, 1), (Double(Dots.row) - room) / max(below, 1))
    surface.translate(aside, Dots.ascent * stretch)
    guard squeeze != 1 || lower * stretch != 1,
      fillOutline(
        baseline: baseline, x: squeeze, y: lower * stretch)
    else {
      surface.translate(0, -baseline)
      unsafe pango_cairo_show_layout(surface.context, layout)
      return
    }
  }

  /// Fills the glyph's outline with its axes scaled each its own way.
  ///
  /// - Returns: whether there was an outline; glyphs made of dots or colours have none.
  private func fillOutline(baseline: Double, x: Double, y: Double) -> Bool {
    var hasOutline = false
    surface.drawing {
      surface.scale(x, y)
      surface.translate(0, -baseline)
      unsafe pango_cairo_layout_path(surface.context, layout)
      var box = (0.0, 0.0, 0.0, 0.0)
      unsafe cairo_path_extents(surface.context, &box.0, &box.1, &box.2, &box.3)
      hasOutline = box.2 > box.0 && box.3 > box.1
      unsafe cairo_fill(surface.context)
    }
    return hasOutline
  }
}
