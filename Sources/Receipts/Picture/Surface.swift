import CPangoCairo

/// A drawing surface of 256 greys: white paper that ink is taken from.
///
/// Coverage is kept as alpha (cairo's A8): 255 is white, 0 is black. Not shared between threads.
@safe final class Surface {
  let width: Int
  let height: Int
  private let surface: OpaquePointer
  /// The cairo context; valid as long as the surface lives.
  let context: OpaquePointer

  /// Makes a white surface of up to 4,096 × 2¹⁵−1 pixels (cairo's own limit).
  init(width: Int, height: Int) throws(RenderingError) {
    guard (1...16_384).contains(width), (1...32_767).contains(height) else {
      throw .drawingFailed("\(width) x \(height)")
    }
    guard
      let surface = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_A8, Int32(width), Int32(height)),
      let context = unsafe cairo_create(surface)
    else { throw .drawingFailed("cairo") }
    let status = unsafe cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else {
      unsafe cairo_destroy(context)
      unsafe cairo_surface_destroy(surface)
      throw .drawingFailed("cairo status \(status.rawValue)")
    }
    self.width = width
    self.height = height
    unsafe self.surface = surface
    unsafe self.context = context
    unsafe cairo_set_source_rgba(context, 0, 0, 0, 1)
    unsafe cairo_paint(context)
    unsafe cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT)
  }

  deinit {
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  /// Draws with the state of the context put back afterwards.
  func drawing(_ body: () -> Void) {
    unsafe cairo_save(context)
    body()
    unsafe cairo_restore(context)
  }

  func translate(_ x: Double, _ y: Double) { unsafe cairo_translate(context, x, y) }
  func scale(_ x: Double, _ y: Double) { unsafe cairo_scale(context, x, y) }

  /// Blackens a rectangle.
  func fill(x: Double, y: Double, width: Double, height: Double) {
    unsafe cairo_rectangle(context, x, y, width, height)
    unsafe cairo_fill(context)
  }

  /// Draws a line through points with round ends; a single point is a dot.
  func stroke(_ points: [(x: Double, y: Double)], thickness: Double) {
    guard let first = points.first else { return }
    unsafe cairo_set_line_width(context, thickness)
    unsafe cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    unsafe cairo_move_to(context, first.x, first.y)
    for point in points.dropFirst() { unsafe cairo_line_to(context, point.x, point.y) }
    if points.count == 1 { unsafe cairo_line_to(context, first.x, first.y) }
    unsafe cairo_stroke(context)
  }

  /// Adds the surface to a PNG, whose width must be its own.
  func add(to png: PNGWriter) throws(RenderingError) {
    try unsafe withPixels { (pixels, stride) throws(RenderingError) in
      try unsafe png.add(pixels, stride: stride, rows: height)
    }
  }

  /// The surface as dots: what is at least half covered is black.
  func bitmap() throws(RenderingError) -> Bitmap {
    var bitmap = Bitmap(width: width, height: height)
    try unsafe withPixels { (pixels, stride) in
      for y in 0..<height {
        for x in 0..<width where unsafe pixels[y * stride + x] < 128 { bitmap[x, y] = true }
      }
    }
    return bitmap
  }

  private func withPixels(
    _ body: (UnsafeBufferPointer<UInt8>, _ stride: Int) throws(RenderingError) -> Void
  ) throws(RenderingError) {
    unsafe cairo_surface_flush(surface)
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    guard let data = unsafe cairo_image_surface_get_data(surface), stride >= width else {
      throw .drawingFailed("cairo data")
    }
    try unsafe body(UnsafeBufferPointer(start: data, count: stride * height), stride)
  }
}
