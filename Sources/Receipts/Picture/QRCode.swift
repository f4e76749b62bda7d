import CQRencode

/// A QR code (ISO/IEC 18004), model 2, byte mode, error correction level M, made by libqrencode.
///
/// For printers that do not draw QR codes themselves, and for the picture of a slip.
struct QRCode: Hashable {
  /// Modules on each side: 21 to 177.
  let size: Int
  /// Rows of modules from the top; `true` is dark.
  private let modules: [Bool]

  /// The longest text in bytes: version 40.
  static let capacity = 2331

  /// Encodes the UTF-8 bytes of a text in the smallest version that holds it.
  ///
  /// - Throws: ``RenderingError/Code/qrCodeTooLong`` above ``capacity`` bytes.
  init(_ text: String) throws(RenderingError) {
    // An empty code is a code of nothing; the library refuses it.
    let bytes = Array((text.isEmpty ? " " : text).utf8)
    guard bytes.count <= Self.capacity else { throw .qrCodeTooLong(bytes.count) }
    guard
      let code = unsafe QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
    else { throw .drawingFailed("qrencode") }
    defer { unsafe QRcode_free(code) }
    let width = unsafe Int(code.pointee.width)
    size = width
    // The lowest bit of a module is its colour.
    modules = unsafe UnsafeBufferPointer(start: code.pointee.data, count: width * width)
      .map { $0 & 1 == 1 }
  }

  /// The code with its quiet zone as dots, 6 a module or as many as fit into the width.
  func bitmap(width: Int) -> Bitmap {
    let side = size + 8
    var bitmap = Bitmap(width: side, height: side)
    for y in 0..<size {
      for x in 0..<size where modules[y * size + x] { bitmap[x + 4, y + 4] = true }
    }
    return bitmap.magnified(min(6, max(1, width / side)))
  }
}
