/// What a line says: a field and its value, an entry of a list, a text.
extension LineCheck {
  /// Reads a line that stands where it belongs; the line to go on with.
  mutating func enter(_ index: Int, _ placing: Placing) -> Int {
    let layout = LineLayout(lines[index])
    for (number, dash) in layout.dashes.enumerated() {
      let content =
        number + 1 < layout.dashes.count ? layout.dashes[number + 1] : layout.start
      openList(at: dash, content: content)
    }
    guard layout.start < layout.end else {
      last = Entry(
        line: index, column: layout.dashes.last ?? 0, isOpen: true, isKey: false)
      return index + 1
    }
    return content(index, layout, placing)
  }

  private mutating func content(_ index: Int, _ layout: LineLayout, _ placing: Placing) -> Int {
    let line = lines[index]
    let (start, end) = (layout.start, layout.end)
    switch line[start] {
    case "\"", "'":
      if let close = line.closingQuote(from: start) {
        let after = line.skippingBlanks(from: close + 1)
        if after < end, line[after] == ":" {
          openMapping(at: start)
          return value(index, key: start, from: after + 1, end)
        }
      }
      return mayStandAlone(layout, placing)
        ? value(index, key: start, from: start, end) : stray(index)
    case "{", "[":
      return mayStandAlone(layout, placing)
        ? value(index, key: start, from: start, end) : stray(index)
    case "&", "!", "*", "?", "|", ">", "@", "`", "%":
      return value(index, key: start, from: start, end)
    default:
      return plain(index, layout, placing)
    }
  }

  /// Whether a value without a key may stand on a line: in a list, below its key, or as the whole document.
  private func mayStandAlone(_ layout: LineLayout, _ placing: Placing) -> Bool {
    layout.isDash || placing == .child
  }

  private mutating func stray(_ index: Int) -> Int {
    _ = report(.strayText, line: index, column: LineLayout(lines[index]).start)
    return damage(index)
  }

  /// A line that begins with neither quote nor bracket.
  private mutating func plain(_ index: Int, _ layout: LineLayout, _ placing: Placing) -> Int {
    let line = lines[index]
    let (start, end) = (layout.start, layout.end)
    if let colon = line.separator(from: start, to: end), isKey(line[start..<colon]) {
      openMapping(at: start)
      if layout.isDash, blocks.count > 1 {
        blocks[blocks.count - 2].firstKey = line.text(start..<colon)
      }
      return value(index, key: start, from: colon + 1, end)
    }
    if Sign.brackets.contains(line[start]) {
      _ = report(.bracketFullWidth, line: index, column: start)
      return damage(index)
    }
    if let next = mendColon(index, layout, placing) { return next }
    let isWhole = placing == .child && blocks.isEmpty
    if isWhole, next(after: index) != nil {
      // A word in front of the document.
      _ = report(.strayText, line: index, column: start)
      lines[index] = []
      return index + 1
    }
    if layout.isDash || isWhole {
      // An entry of a list that is a text, or a document that is one.
      return complete(index, key: start, value: start..<end)
    }
    return stray(index)
  }

  private func isKey(_ key: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = key.first, !(0xE000..<0xF900).contains(first.value) else { return false }
    return !key.contains {
      Sign.isBlank($0) || Sign.colons.contains($0) || "[]{},\"".unicodeScalars.contains($0)
    }
  }

  /// Gives a field's name the colon that it lacks; `nil` where the line has no such name.
  private mutating func mendColon(
    _ index: Int, _ layout: LineLayout, _ placing: Placing
  ) -> Int? {
    let line = lines[index]
    let (start, end) = (layout.start, layout.end)
    let word = line.wordEnd(from: start, to: end)
    guard word > start else { return nil }
    // In a list, text without a colon is an entry, unless further fields follow it.
    let following = next(after: index).map { LineLayout(lines[$0]) }
    if layout.isDash, following.map({ $0.indent == start && !$0.isDash }) != true { return nil }
    let name = line.text(start..<word)
    let sign = line.skippingBlanks(from: word)
    if sign < end, line[sign] == ":" || Sign.colons.contains(line[sign]) {
      let fault: LineFault = line[sign] == ":" ? .colonWithoutSpace(name) : .colonFullWidth
      guard report(fault, line: index, column: sign) else { return damage(index) }
      lines[index].replaceSubrange(word...sign, with: [":", " "])
    } else if sign < end {
      guard word < sign else { return nil }
      // Another name with a colon behind it: a word too many, or a text with a colon.
      let hasOther = line.separator(from: sign, to: end) != nil
      guard report(.colonMissing(name), line: index, column: word) else { return damage(index) }
      if hasOther, !["{", "[", "\""].contains(line[sign]) { return damage(index) }
      lines[index].insert(":", at: word)
    } else {
      let opens = following.map { $0.indent > start || $0.isDash && $0.indent == start } ?? false
      guard opens else { return nil }
      guard report(.colonMissing(name), line: index, column: word) else { return damage(index) }
      lines[index].insert(":", at: word)
    }
    return enter(index, placing)
  }

  // MARK: Values

  private mutating func complete(_ index: Int, key: Int, value: Range<Int>? = nil) -> Int {
    last = Entry(line: index, column: key, isOpen: false, isKey: true, value: value)
    return index + 1
  }

  /// What stands behind a key, or in an entry of a list.
  private mutating func value(_ index: Int, key: Int, from: Int, _ end: Int) -> Int {
    let line = lines[index]
    let start = line.skippingBlanks(from: from)
    guard start < end else {
      last = Entry(line: index, column: key, isOpen: true, isKey: true)
      return index + 1
    }
    switch line[start] {
    case "\"", "'":
      return quoted(index, key: key, start, end)
    case "{", "[":
      return flow(index, from: start, key: key)
    case "|", ">":
      let column = blocks.last?.indent ?? 0
      _ = complete(index, key: key)
      var index = index + 1
      while index < lines.count {
        let first = lines[index].firstIndex { !Sign.isBlank($0) }
        if let first, first <= column { break }
        index += 1
      }
      return index
    case "&", "!", "*", "?", "@", "`", "%":
      let isOpen = !line[start..<end].contains(where: Sign.isBlank)
      last = Entry(line: index, column: key, isOpen: isOpen && line[start] != "*", isKey: true)
      return index + 1
    default:
      return text(index, key: key, start, end)
    }
  }

  private mutating func quoted(_ index: Int, key: Int, _ start: Int, _ end: Int) -> Int {
    guard let close = lines[index].closingQuote(from: start) else {
      if report(.quoteOpen, line: index, column: start) {
        // Without it a number is a number again; only a text with a colon needs both.
        if lines[index].separator(from: start, to: end) == nil {
          lines[index].remove(at: start)
        } else {
          lines[index].insert(lines[index][start], at: end)
        }
      }
      return complete(index, key: key)
    }
    let after = lines[index].skippingBlanks(from: close + 1)
    if after < end, report(.textAfterValue, line: index, column: after) {
      lines[index].removeSubrange(after..<end)
    }
    return complete(index, key: key)
  }

  /// A text without quotes.
  private mutating func text(_ index: Int, key: Int, _ start: Int, _ end: Int) -> Int {
    let line = lines[index]
    if Sign.brackets.contains(line[start]) {
      _ = report(.bracketFullWidth, line: index, column: start)
      return damage(index)
    }
    if let closing = Sign.quotes[line[start]], end - start > 1, line[end - 1] == closing {
      if report(.quoteFullWidth, line: index, column: start) { quote(index, start + 1..<end - 1) }
      return complete(index, key: key)
    }
    let separator = line.separator(from: start, to: end)
    if let separator {
      if report(.colonTwice, line: index, column: separator) { quote(index, start..<end) }
      return complete(index, key: key)
    }
    let quotes = line[start..<end].count { $0 == "\"" }
    if !quotes.isMultiple(of: 2) {
      let column = line[start..<end].lastIndex(of: "\"") ?? start
      if report(.quoteOpen, line: index, column: column) { quote(index, start..<end) }
      return complete(index, key: key)
    }
    return complete(index, key: key, value: start..<end)
  }

  /// Puts a text in quotes, together with the quotes that stand around it.
  private mutating func quote(_ index: Int, _ range: Range<Int>) {
    let kept = lines[index][range].filter { $0 != "\"" && $0 != "\\" }
    var whole = range
    if range.lowerBound > 0, Sign.quotes[lines[index][range.lowerBound - 1]] != nil {
      whole = range.lowerBound - 1..<range.upperBound + 1
    }
    lines[index].replaceSubrange(whole, with: ["\""] + kept + ["\""])
  }
}
