import CZlib

/// Writes a PNG (ISO/IEC 15948) of 256 greys row by row: its height need not be known before the end, and
/// no more than what it has compressed is kept.
@safe final class PNGWriter {
  let width: Int
  private(set) var height = 0
  private let stream: UnsafeMutablePointer<z_stream>
  private var data: [UInt8] = []
  private var room = [UInt8](repeating: 0, count: 32_768)

  /// Begins a picture.
  init(width: Int) throws(RenderingError) {
    self.width = width
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // White paper with thin marks: the quick levels are nearly as small as the thorough ones.
    let status = unsafe deflateInit_(
      stream, 3, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    unsafe self.stream = stream
    guard status == Z_OK else { throw .drawingFailed("zlib status \(status)") }
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Adds rows below those so far.
  ///
  /// - Parameters:
  ///   - pixels: a byte a pixel, 0 is black.
  ///   - stride: bytes from one row to the next.
  func add(_ pixels: UnsafeBufferPointer<UInt8>, stride: Int, rows: Int) throws(RenderingError) {
    var line = [UInt8](repeating: 0, count: width + 1)
    for row in 0..<rows {
      // The first byte is the filter: none.
      for x in 0..<width { line[x + 1] = unsafe pixels[row * stride + x] }
      try deflate(&line, Z_NO_FLUSH)
    }
    height += rows
  }

  /// The whole PNG. Nothing can be added afterwards.
  func finish() throws(RenderingError) -> [UInt8] {
    var nothing: [UInt8] = []
    try deflate(&nothing, Z_FINISH)
    // 8 bits of grey, no interlacing.
    let header = Self.word(width) + Self.word(height) + [8, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + Self.chunk("IHDR", header) + Self.chunk("IDAT", data) + Self.chunk("IEND", [])
  }

  private func deflate(_ bytes: inout [UInt8], _ flush: Int32) throws(RenderingError) {
    var status = Z_OK
    unsafe bytes.withUnsafeMutableBufferPointer { source in
      unsafe stream.pointee.next_in = source.baseAddress
      unsafe stream.pointee.avail_in = UInt32(source.count)
      repeat {
        let written = unsafe room.withUnsafeMutableBufferPointer { target in
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(target.count)
          status = unsafe CZlib.deflate(stream, flush)
          return unsafe target.count - Int(stream.pointee.avail_out)
        }
        data += room[..<written]
      } while unsafe status == Z_OK && (stream.pointee.avail_out == 0)
      unsafe stream.pointee.next_in = nil
    }
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw .drawingFailed("zlib status \(status)")
    }
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    let sum = unsafe crc32(0, body, UInt32(body.count))
    return word(content.count) + body + word(Int(sum))
  }

  private static func word(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }
}
