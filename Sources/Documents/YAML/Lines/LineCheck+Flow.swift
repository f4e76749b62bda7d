/// Lists and mappings in brackets, on one line or on several.
extension LineCheck {
  /// One bracket that is open.
  private struct Level {
    var bracket: Unicode.Scalar
    var line: Int
    var column: Int
    /// Where the entry begins that is being read.
    var entry: (line: Int, column: Int)?
    /// Whether its colon was seen.
    var hasColon = false
    /// Whether a value may begin here.
    var beginsToken = true

    mutating func begin(line: Int, column: Int) {
      if entry == nil { entry = (line, column) }
      beginsToken = false
    }
  }

  /// A place in brackets.
  private struct Cursor {
    var line: Int
    var column: Int
    var end: Int
  }

  /// Reads what is in brackets; the line to go on with.
  mutating func flow(_ index: Int, from column: Int, key: Int) -> Int {
    var cursor = Cursor(line: index, column: column, end: lines[index].contentEnd(from: column))
    var levels: [Level] = []
    repeat {
      guard cursor.column < cursor.end else {
        guard let next = continuation(of: index, after: cursor.line) else {
          close(&levels, at: cursor)
          break
        }
        cursor = Cursor(line: next, column: 0, end: lines[next].contentEnd(from: 0))
        continue
      }
      step(&cursor, &levels)
    } while !levels.isEmpty
    endFlow(cursor)
    last = Entry(line: cursor.line, column: key, isOpen: false, isKey: true)
    return cursor.line + 1
  }

  /// The next line, where it still belongs into the brackets.
  private func continuation(of index: Int, after line: Int) -> Int? {
    guard let next = next(after: line) else { return nil }
    let layout = LineLayout(lines[next])
    guard layout.start < layout.end else { return nil }
    let isClosing = lines[next][layout.start] == "]" || lines[next][layout.start] == "}"
    let looksLikeEntry = layout.isDash || hasKey(next)
    return layout.indent <= indent(index) && looksLikeEntry && !isClosing ? nil : next
  }

  private mutating func close(_ levels: inout [Level], at cursor: Cursor) {
    guard let open = levels.last else { return }
    finish(&levels, cursor)
    if report(.bracketOpen, line: open.line, column: open.column) {
      let closing: [Unicode.Scalar] = levels.reversed().map { $0.bracket == "{" ? "}" : "]" }
      let end = lines[cursor.line].contentEnd(from: 0)
      lines[cursor.line].insert(contentsOf: closing, at: end)
    }
    levels = []
  }

  /// What follows the last bracket on its line.
  private mutating func endFlow(_ cursor: Cursor) {
    let line = lines[cursor.line]
    let end = line.contentEnd(from: 0)
    let after = line.skippingBlanks(from: min(cursor.column, line.count))
    guard cursor.column < cursor.end, after < end, line[after] != ":",
      report(.textAfterValue, line: cursor.line, column: after)
    else { return }
    lines[cursor.line].removeSubrange(after..<end)
  }

  private mutating func step(_ cursor: inout Cursor, _ levels: inout [Level]) {
    let scalar = lines[cursor.line][cursor.column]
    let top = levels.count - 1
    switch scalar {
    case _ where Sign.isBlank(scalar): cursor.column += 1
    case "{", "[":
      if top >= 0 {
        if !levels[top].beginsToken { openWithin(&cursor, &levels[top]) }
        levels[top].begin(line: cursor.line, column: cursor.column)
      }
      levels.append(Level(bracket: scalar, line: cursor.line, column: cursor.column))
      cursor.column += 1
    case "}", "]":
      if (levels[top].bracket == "{") != (scalar == "}") {
        _ = report(.bracketOpen, line: levels[top].line, column: levels[top].column)
      }
      let before = lines[cursor.line].count
      finish(&levels, cursor)
      cursor.column += lines[cursor.line].count - before + 1
      cursor.end += lines[cursor.line].count - before
      levels.removeLast()
    case ",":
      let before = lines[cursor.line].count
      finish(&levels, cursor)
      cursor.column += lines[cursor.line].count - before + 1
      cursor.end += lines[cursor.line].count - before
      (levels[top].entry, levels[top].hasColon, levels[top].beginsToken) = (nil, false, true)
    case "\"", "'":
      if levels[top].beginsToken {
        quoted(&cursor, &levels[top])
      } else {
        if scalar == "\"", levels[top].entry?.line == cursor.line {
          _ = report(.quoteOpen, line: cursor.line, column: cursor.column)
          lines[cursor.line][cursor.column] = " "
        }
        cursor.column += 1
      }
    case ":" where lines[cursor.line].isBlank(at: cursor.column + 1) || endsKey(cursor):
      colon(&cursor, &levels[top])
    case "，" where levels[top].bracket == "[":
      if report(.commaFullWidth, line: cursor.line, column: cursor.column) {
        lines[cursor.line][cursor.column] = ","
      } else {
        cursor.column += 1
      }
    default:
      levels[top].begin(line: cursor.line, column: cursor.column)
      cursor.column += 1
    }
  }

  /// Whether a colon without a space ends a quoted key, or comes before the end of its entry.
  private func endsKey(_ cursor: Cursor) -> Bool {
    let line = lines[cursor.line]
    let next = line[cursor.column + 1]
    return ["{", "[", "}", "]", ","].contains(next)
      || cursor.column > 0 && line[cursor.column - 1] == "\""
  }

  /// A bracket in the middle of an entry: its name lacks the colon, or the entry before it the comma.
  private mutating func openWithin(_ cursor: inout Cursor, _ level: inout Level) {
    guard level.bracket == "{", !level.hasColon, let entry = level.entry, entry.line == cursor.line
    else {
      _ = report(.commaMissing, line: cursor.line, column: cursor.column)
      return
    }
    let line = lines[cursor.line]
    let word = line.wordEnd(from: entry.column, to: cursor.column)
    if word > entry.column,
      report(.colonMissing(line.text(entry.column..<word)), line: cursor.line, column: word)
    {
      lines[cursor.line].insert(":", at: word)
      cursor.column += 1
      cursor.end += 1
      level.hasColon = true
    }
  }

  private mutating func quoted(_ cursor: inout Cursor, _ level: inout Level) {
    level.begin(line: cursor.line, column: cursor.column)
    let line = lines[cursor.line]
    if let close = line.closingQuote(from: cursor.column) {
      cursor.column = close + 1
      return
    }
    let end =
      line[cursor.column..<cursor.end].firstIndex { [",", "}", "]"].contains($0) } ?? cursor.end
    if report(.quoteOpen, line: cursor.line, column: cursor.column) {
      lines[cursor.line].insert(line[cursor.column], at: end)
      cursor.end = lines[cursor.line].contentEnd(from: cursor.column)
      cursor.column = end + 1
    } else {
      cursor.column = end
    }
  }

  private mutating func colon(_ cursor: inout Cursor, _ level: inout Level) {
    guard level.hasColon, let entry = level.entry else {
      level.begin(line: cursor.line, column: cursor.column)
      level.hasColon = true
      level.beginsToken = true
      cursor.column += 1
      return
    }
    let line = lines[cursor.line]
    let start = entry.line == cursor.line ? entry.column : 0
    if let comma = line[start..<cursor.column].lastIndex(of: "，"),
      report(.commaFullWidth, line: cursor.line, column: comma)
    {
      lines[cursor.line][comma] = ","
      cursor.column = comma
      return
    }
    // Two entries without a comma: it belongs before the second one's name.
    let blank = line[start..<cursor.column].lastIndex { Sign.isBlank($0) }
    if let blank, report(.commaMissing, line: cursor.line, column: blank) {
      lines[cursor.line].insert(",", at: blank)
      cursor.column = blank
      cursor.end += 1
      return
    }
    _ = report(.colonTwice, line: cursor.line, column: cursor.column)
    cursor.column += 1
  }

  /// The end of an entry: in a mapping it has had its colon by now.
  private mutating func finish(_ levels: inout [Level], _ cursor: Cursor) {
    guard let level = levels.last, level.bracket == "{", !level.hasColon, let entry = level.entry
    else { return }
    let line = lines[entry.line]
    let end =
      entry.line == cursor.line ? cursor.column : line.contentEnd(from: entry.column)
    let word = line.wordEnd(from: entry.column, to: end)
    let sign = line.skippingBlanks(from: word)
    let name = line.text(entry.column..<word)
    if word == entry.column {
      _ = report(.strayText, line: entry.line, column: entry.column)
    } else if sign < end, line[sign] == ":" || Sign.colons.contains(line[sign]) {
      let fault: LineFault = line[sign] == ":" ? .colonWithoutSpace(name) : .colonFullWidth
      if report(fault, line: entry.line, column: sign) {
        lines[entry.line].replaceSubrange(word...sign, with: [":", " "])
      }
    } else if report(.colonMissing(name), line: entry.line, column: word), sign < end {
      lines[entry.line].insert(":", at: word)
    }
  }
}
