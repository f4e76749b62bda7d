/// Pictures as commands bring them; what the bytes do not hold whole is as large as it is.
enum PrintedPicture {
  /// Rows of whole bytes (`GS v 0`).
  static func raster(_ data: ArraySlice<UInt8>, stride: Int, height: Int) -> Bitmap {
    let rows = stride > 0 ? min(height, data.count / stride) : 0
    let shown = min(stride, Bitmap.limit.width / 8)
    if shown == stride {
      return Bitmap(width: stride * 8, height: rows, bytes: Array(data.prefix(rows * stride)))
        ?? Bitmap(width: 0, height: 0)
    }
    let bytes = (0..<rows).flatMap { data.behind($0 * stride).prefix(shown) }
    return Bitmap(width: shown * 8, height: rows, bytes: bytes) ?? Bitmap(width: 0, height: 0)
  }

  /// Rows of dots, each padded to whole bytes (`GS ( L`, function 112).
  static func raster(_ data: ArraySlice<UInt8>, width: Int, height: Int) -> Bitmap {
    raster(data, stride: (width + 7) / 8, height: height).cropped(to: width)
  }

  /// Columns of dots, each padded to whole bytes, the highest bit at the top.
  static func columns(_ data: ArraySlice<UInt8>, width: Int, height: Int) -> Bitmap {
    let column = (height + 7) / 8
    guard column > 0 else { return Bitmap(width: 0, height: 0) }
    var bitmap = Bitmap(width: min(width, data.count / column), height: height)
    for x in 0..<bitmap.width {
      for y in 0..<bitmap.height where data.byte(x * column + y / 8) & 0x80 >> (y % 8) != 0 {
        bitmap[x, y] = true
      }
    }
    return bitmap
  }

  /// `ESC *`: 8 or 24 dots high; the coarse modes have larger dots.
  static func band(mode: Int, _ data: ArraySlice<UInt8>, width: Int) -> Bitmap {
    let isFine = mode >= 32
    return columns(data, width: width, height: isFine ? 24 : 8)
      .stretched(x: mode & 1 == 0 ? 2 : 1, y: isFine ? 1 : 3)
  }

  /// Where the pictures of `FS q n` stand, and where they end.
  static func storedSizes(
    _ bytes: ArraySlice<UInt8>
  ) -> (pictures: [(start: Int, width: Int, height: Int)], end: Int) {
    var start = 1
    var pictures: [(start: Int, width: Int, height: Int)] = []
    for _ in 0..<bytes.byte(0) where start + 4 <= bytes.count {
      let (width, height) = (bytes.word(start), bytes.word(start + 2))
      pictures.append((start, 8 * width, 8 * height))
      start += 4 + 8 * width * height
    }
    return (pictures, start)
  }
}
