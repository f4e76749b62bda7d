/// Looks at YAML line by line before the YAML library sees it: what is wrong with a line as such is found at
/// that line, once, and set right as it was meant, so that the rest of the file is judged as if nothing had
/// happened.
///
/// The library reads on until a line makes no sense any more, which is below the one that is wrong, and
/// stops there.
struct LineCheck {
  /// Where a fault is, from 0.
  struct Finding {
    var line: Int
    var column: Int
    var fault: LineFault
  }

  /// A block that is open: a mapping or a list, at its column.
  struct Block {
    var indent: Int
    var isList: Bool
    /// Of a list: the key with which its last entry began.
    var firstKey: String?
    /// Of a list: the column of its last entry's content.
    var content = 0
  }

  /// The last line that said something.
  struct Entry {
    var line: Int
    /// The column of its key or dash.
    var column: Int
    /// Whether its value is still to come, on the lines below.
    var isOpen: Bool
    var isKey: Bool
    /// The columns of a plain value on the same line.
    var value: Range<Int>?
  }

  /// How a line stands to the one before it.
  enum Placing {
    case child
    case sibling
    /// The line says nothing any more.
    case skipped
  }

  private(set) var findings: [Finding] = []
  var lines: [[Unicode.Scalar]]
  var blocks: [Block] = []
  var last: Entry?
  /// Whether a line may belong to another block than the one in which it was put: then what seems missing
  /// may be that line.
  var isLevelDoubtful = false
  private var faulty: Set<Int> = []

  init(_ text: String) {
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Array.init)
  }

  /// The text, set right where that could be done.
  var text: String {
    var view = String.UnicodeScalarView()
    for (index, line) in lines.enumerated() {
      if index > 0 { view.append("\n") }
      view.append(contentsOf: line)
    }
    return String(view)
  }

  mutating func run() {
    var index = 0
    while index < lines.count { index = check(index) }
  }

  /// Judges one line, or several where a value spans them; the line to go on with.
  private mutating func check(_ index: Int) -> Int {
    straightenBlanks(index)
    guard isSignificant(index) else { return index + 1 }
    let placing = place(index)
    if placing == .skipped { return index + 1 }
    return enter(index, placing)
  }

  // MARK: What is found

  /// Notes a fault, one a line; `false` where the line has one already.
  mutating func report(_ fault: LineFault, line: Int, column: Int) -> Bool {
    guard faulty.insert(line).inserted else { return false }
    findings.append(Finding(line: line, column: column, fault: fault))
    return true
  }

  /// Puts a stand-in where a line cannot be set right, so that nothing is said to be missing beside it; what
  /// hangs below it goes, too. The line to go on with.
  mutating func damage(_ index: Int) -> Int {
    let layout = LineLayout(lines[index])
    let below = followers(index, deeperThan: layout.start)
    for line in below { lines[line] = [] }
    lines[index] = Array(lines[index][..<layout.start])
    lines[index].append(YAMLText.damage)
    lines[index] += Array("\(index): 0".unicodeScalars)
    openMapping(at: layout.start)
    last = Entry(line: index, column: layout.start, isOpen: false, isKey: true)
    return (below.last ?? index) + 1
  }

  // MARK: The lines around

  /// Whether a line says something: no comment, no blank line, no mark of a document.
  func isSignificant(_ index: Int) -> Bool {
    let line = lines[index]
    guard let first = line.first(where: { !Sign.isBlank($0) }), first != "#" else { return false }
    return !["---", "...", "%"].contains { line.starts(with: Array($0.unicodeScalars)) }
  }

  func next(after index: Int) -> Int? {
    var index = index + 1
    while index < lines.count {
      if isSignificant(index) { return index }
      index += 1
    }
    return nil
  }

  func indent(_ index: Int) -> Int { LineLayout(lines[index]).indent }

  /// The lines after one that belong to a block deeper than a column; with `dashes`, also those of a list
  /// that stands at that very column.
  func followers(_ index: Int, deeperThan column: Int, dashes: Bool = false) -> [Int] {
    var found: [Int] = []
    var index = index
    while let following = next(after: index) {
      let layout = LineLayout(lines[following])
      guard layout.indent > column || dashes && layout.isDash && layout.indent == column else {
        break
      }
      found.append(following)
      index = following
    }
    return found
  }

  // MARK: Blocks

  mutating func openMapping(at column: Int) {
    while let block = blocks.last, block.indent > column { blocks.removeLast() }
    if let block = blocks.last, block.indent == column, !block.isList { return }
    blocks.append(Block(indent: column, isList: false))
  }

  mutating func openList(at column: Int, content: Int) {
    while let block = blocks.last, block.indent > column { blocks.removeLast() }
    if let block = blocks.last, block.indent == column, block.isList {
      blocks[blocks.count - 1].content = content
      blocks[blocks.count - 1].firstKey = nil
    } else {
      blocks.append(Block(indent: column, isList: true, content: content))
    }
  }

  /// Gives a line another indentation.
  mutating func indent(_ index: Int, to column: Int) {
    let line = lines[index].drop { $0 == " " }
    lines[index] = Array(repeating: " ", count: column) + line
  }

  /// Gives a line the dash that it lost.
  mutating func restoreDash(_ index: Int, at column: Int) {
    let layout = LineLayout(lines[index])
    _ = report(.dashMissing, line: index, column: layout.start)
    let list = blocks.last { $0.isList && $0.indent == column }
    let gap = max(1, (list?.content ?? column + 2) - column - 1)
    let content = lines[index][layout.start...]
    lines[index] =
      Array(repeating: " ", count: column) + ["-"] + Array(repeating: " ", count: gap) + content
  }
}
