/// A QR code (ISO/IEC 18004), model 2, byte mode, error correction level M, versions 1 to 10.
///
/// For printers that do not draw QR codes themselves, and for the picture of a slip.
struct QRCode: Hashable {
  /// Modules on each side: 21 to 57.
  let size: Int
  /// Rows of modules from the top; `true` is dark.
  private(set) var modules: [[Bool]]
  /// Which modules belong to patterns rather than data.
  private var isFixed: [[Bool]]

  /// The longest text in bytes: version 10.
  static let capacity = 213

  /// Encodes the UTF-8 bytes of a text in the smallest version that holds it.
  ///
  /// - Throws: ``RenderingError/Code/qrCodeTooLong`` above ``capacity`` bytes.
  init(_ text: String) throws(RenderingError) {
    let bytes = Array(text.utf8)
    guard let version = QRVersion.all.first(where: { $0.capacity >= bytes.count }) else {
      throw .qrCodeTooLong(bytes.count)
    }
    size = version.size
    modules = Array(repeating: Array(repeating: false, count: version.size), count: version.size)
    isFixed = modules
    drawPatterns(version)
    drawData(version.codewords(of: bytes))
    chooseMask()
  }

  /// The code with its quiet zone as dots, 6 a module or as many as fit into the width.
  func bitmap(width: Int) -> Bitmap {
    let side = size + 8
    var bitmap = Bitmap(width: side, height: side)
    for y in 0..<size {
      for x in 0..<size where modules[y][x] { bitmap[x + 4, y + 4] = true }
    }
    return bitmap.magnified(min(6, max(1, width / side)))
  }

  // MARK: Patterns

  private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
    guard (0..<size).contains(x), (0..<size).contains(y) else { return }
    modules[y][x] = isDark
    isFixed[y][x] = true
  }

  private mutating func drawPatterns(_ version: QRVersion) {
    for index in 0..<size {
      set(6, index, index % 2 == 0)
      set(index, 6, index % 2 == 0)
    }
    let centres = version.alignment
    for y in centres {
      for x in centres
      where !((x == 6 && y == 6) || (x == 6 && y == size - 7) || (x == size - 7 && y == 6)) {
        for dy in -2...2 { for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) } }
      }
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
      for dy in -4...4 {
        for dx in -4...4 {
          let ring = max(abs(dx), abs(dy))
          set(x + dx, y + dy, ring != 2 && ring != 4)
        }
      }
    }
    drawFormat(mask: 0)
    if let bits = version.information {
      for index in 0..<18 {
        let isDark = bits >> index & 1 == 1
        set(size - 11 + index % 3, index / 3, isDark)
        set(index / 3, size - 11 + index % 3, isDark)
      }
    }
  }

  /// The fifteen bits of level M (00) and a mask, protected by a BCH code.
  static func formatBits(mask: Int) -> Int {
    let data = mask
    var rest = data
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    return (data << 10 | rest) ^ 0x5412
  }

  private mutating func drawFormat(mask: Int) {
    let bits = Self.formatBits(mask: mask)
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0...5 { set(8, index, bit(index)) }
    set(8, 7, bit(6))
    set(8, 8, bit(7))
    set(7, 8, bit(8))
    for index in 9..<15 { set(14 - index, 8, bit(index)) }
    for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
    for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
    set(8, size - 8, true)
  }

  // MARK: Data and mask

  /// Lays the bits in columns of two, upwards and downwards in turn, from the right.
  private mutating func drawData(_ codewords: [UInt8]) {
    var bit = 0
    var column = size - 1
    var isUpward = true
    while column > 0 {
      if column == 6 { column -= 1 }
      for step in 0..<size {
        let y = isUpward ? size - 1 - step : step
        for x in [column, column - 1] where !isFixed[y][x] && bit < codewords.count * 8 {
          modules[y][x] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
          bit += 1
        }
      }
      isUpward.toggle()
      column -= 2
    }
  }

  private mutating func apply(mask: Int) {
    for y in 0..<size {
      for x in 0..<size where !isFixed[y][x] {
        let flips =
          switch mask {
          case 0: (x + y) % 2 == 0
          case 1: y % 2 == 0
          case 2: x % 3 == 0
          case 3: (x + y) % 3 == 0
          case 4: (x / 3 + y / 2) % 2 == 0
          case 5: x * y % 2 + x * y % 3 == 0
          case 6: (x * y % 2 + x * y % 3) % 2 == 0
          default: ((x + y) % 2 + x * y % 3) % 2 == 0
          }
        if flips { modules[y][x].toggle() }
      }
    }
  }

  private mutating func chooseMask() {
    let unmasked = self
    var best = self
    var lowest = Int.max
    for mask in 0..<8 {
      var candidate = unmasked
      candidate.apply(mask: mask)
      candidate.drawFormat(mask: mask)
      let penalty = candidate.penalty
      if penalty < lowest { (best, lowest) = (candidate, penalty) }
    }
    self = best
  }

  /// How hard the code is to read (clause 7.8.3): runs, blocks, false finders, imbalance.
  private var penalty: Int {
    var penalty = 0
    let finder = [true, false, true, true, true, false, true]
    let quiet = [false, false, false, false]
    for line in 0..<size {
      for cells in [modules[line], modules.map { $0[line] }] {
        var run = 0
        for index in 0..<size {
          run = index > 0 && cells[index] == cells[index - 1] ? run + 1 : 1
          if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
          guard index >= 10 else { continue }
          let window = Array(cells[index - 10...index])
          if window == finder + quiet || window == quiet + finder { penalty += 40 }
        }
      }
    }
    var dark = 0
    for y in 0..<size {
      for x in 0..<size {
        if modules[y][x] { dark += 1 }
        guard x > 0, y > 0 else { continue }
        let block = [modules[y][x], modules[y - 1][x], modules[y][x - 1], modules[y - 1][x - 1]]
        if Set(block).count == 1 { penalty += 3 }
      }
    }
    return penalty + abs(dark * 20 - size * size * 10) / (size * size) * 10
  }
}
