/// A picture of black and white dots, one bit each.
public struct Bitmap: Sendable, Hashable {
  /// Dots across.
  public let width: Int
  /// Dots down.
  public private(set) var height: Int
  /// Rows from the top, each padded to whole bytes; the highest bit is the leftmost dot, 1 is black.
  public private(set) var bytes: [UInt8]

  /// The largest picture: 4,096 dots across and 65,535 down.
  public static let limit = (width: 4096, height: 65_535)

  /// Makes a white picture, cut to ``limit``.
  public init(width: Int, height: Int) {
    self.width = min(max(0, width), Self.limit.width)
    self.height = min(max(0, height), Self.limit.height)
    self.bytes = Array(repeating: 0, count: (self.width + 7) / 8 * self.height)
  }

  /// Takes rows of bits as they are; `nil` when their number does not fit the size.
  public init?(width: Int, height: Int, bytes: [UInt8]) {
    guard (0...Self.limit.width).contains(width), (0...Self.limit.height).contains(height),
      bytes.count == (width + 7) / 8 * height
    else { return nil }
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// Bytes in a row.
  public var stride: Int { (width + 7) / 8 }

  /// Whether a dot is black; outside the picture everything is white and stays so.
  public subscript(x: Int, y: Int) -> Bool {
    get {
      guard x >= 0, x < width, y >= 0, y < height else { return false }
      return bytes[y * stride + x / 8] & (0x80 >> UInt8(x % 8)) != 0
    }
    set {
      guard x >= 0, x < width, y >= 0, y < height else { return }
      let mask = 0x80 >> UInt8(x % 8)
      if newValue {
        bytes[y * stride + x / 8] |= UInt8(mask)
      } else {
        bytes[y * stride + x / 8] &= ~UInt8(mask)
      }
    }
  }

  /// Some rows of the picture as a picture of their own; rows outside are left out.
  public func rows(_ range: Range<Int>) -> Bitmap {
    let range = range.clamped(to: 0..<height)
    var part = Bitmap(width: width, height: range.count)
    part.bytes = Array(bytes[range.lowerBound * stride..<range.upperBound * stride])
    return part
  }

  /// Every dot as a square of dots.
  public func magnified(_ factor: Int) -> Bitmap { stretched(x: factor, y: factor) }

  /// Every dot as so many across and so many down.
  func stretched(x across: Int, y down: Int) -> Bitmap {
    guard across > 1 || down > 1 else { return self }
    let (across, down) = (max(1, across), max(1, down))
    var result = Bitmap(width: width * across, height: height * down)
    for y in 0..<result.height {
      for x in 0..<result.width where self[x / across, y / down] { result[x, y] = true }
    }
    return result
  }

  /// What lies left of an edge.
  func cropped(to edge: Int) -> Bitmap {
    guard width > edge else { return self }
    var result = Bitmap(width: max(0, edge), height: height)
    result.draw(self, x: 0)
    return result
  }

  /// Blackens what is black in another picture, whose left edge is put at `x`.
  mutating func draw(_ other: Bitmap, x left: Int) {
    for y in 0..<min(height, other.height) {
      for x in 0..<min(other.width, max(0, width - left)) where other[x, y] {
        self[left + x, y] = true
      }
    }
  }

  /// Adds a picture of the same width below, as far as ``limit`` allows.
  mutating func append(_ other: Bitmap) {
    guard other.width == width, height + other.height <= Self.limit.height else { return }
    bytes += other.bytes
    height += other.height
  }

  /// Whether it has no dots at all.
  var isEmpty: Bool { width == 0 || height == 0 }

  /// The picture made narrower by a whole number, so that it fits; a dot stays black if any of the dots
  /// that it stands for was.
  public func narrowed(to limit: Int) -> Bitmap {
    guard limit > 0, width > limit else { return self }
    let factor = (width + limit - 1) / limit
    var result = Bitmap(
      width: (width + factor - 1) / factor, height: (height + factor - 1) / factor)
    for y in 0..<height {
      for x in 0..<width where self[x, y] { result[x / factor, y / factor] = true }
    }
    return result
  }

  /// Whether no dot is black.
  public var isBlank: Bool { bytes.allSatisfy { $0 == 0 } }
}
