/// Where a line belongs: its indentation, and the dash that it may have lost.
extension LineCheck {
  mutating func place(_ index: Int) -> Placing {
    let layout = LineLayout(lines[index])
    guard let last else { return placeFirst(index, below: -1) }
    if last.isOpen {
      let isChild =
        layout.indent > last.column
        || layout.indent == last.column && layout.isDash && last.isKey
      if isChild { return placeFirst(index, below: last.column) }
      // A word that stands between a field's name and the block below it.
      if isBare(index), let next = next(after: index), indent(next) > last.column {
        return drop(index, layout.start)
      }
      return placeSibling(index)
    }
    if isBare(index) { return drop(index, layout.start) }
    guard let top = blocks.last else { return .sibling }
    return layout.indent > top.indent ? placeDeeper(index, top, last) : placeSibling(index)
  }

  private mutating func drop(_ index: Int, _ column: Int) -> Placing {
    _ = report(.strayText, line: index, column: column)
    lines[index] = []
    return .skipped
  }

  /// The first line of a block, which sets the indentation of the others.
  private mutating func placeFirst(_ index: Int, below column: Int) -> Placing {
    let layout = LineLayout(lines[index])
    let block = followers(index, deeperThan: column, dashes: column >= 0)
    let indents = block.map { indent($0) }
    guard let least = indents.min() else { return .child }
    if !layout.isDash, least <= layout.indent {
      if block.contains(where: { LineLayout(lines[$0]).isDash && indent($0) == least }) {
        restoreDash(index, at: least)
        return .child
      }
    }
    // Which of two indentations is the wrong one: that of fewer lines, or else the unusual one.
    // Lines that are nested further down do not speak for the first one.
    let own = indents.prefix { $0 >= layout.indent }.count { $0 == layout.indent } + 1
    let usual = column < 0 ? 0 : column + 2
    if least < layout.indent {
      let others = indents.count { $0 == least }
      let isAlone = least == usual || indents.count { $0 == layout.indent } < others
      guard others > own || others == own && layout.indent != usual && isAlone else {
        return .child
      }
      return reindent(index, to: least, .child)
    }
    if !layout.isDash, !opens(index), let next = indents.first, next > layout.indent, own == 1,
      layout.indent != usual
    {
      return reindent(index, to: next, .child)
    }
    return .child
  }

  private mutating func reindent(_ index: Int, to column: Int, _ placing: Placing) -> Placing {
    _ = report(.indentation, line: index, column: indent(index))
    indent(index, to: column)
    return placing
  }

  /// A line that is deeper than its block, though the line before it is complete.
  private mutating func placeDeeper(_ index: Int, _ top: Block, _ last: Entry) -> Placing {
    let layout = LineLayout(lines[index])
    if top.isList {
      if layout.isDash {
        return reindent(index, to: top.indent, .sibling)
      }
      if isBare(index) { return drop(index, layout.start) }
      restoreDash(index, at: top.indent)
      return .sibling
    }
    if isBare(index) || !hasKey(index) && !layout.isDash { return drop(index, layout.start) }
    let below = followers(last.line, deeperThan: top.indent)
    let isSection =
      layout.isDash || below.count { indent($0) == layout.indent } >= 2
      || top.indent == 0 && endsSection(below.last ?? index, last, opens: opens(index))
    if let value = last.value, isSection {
      // The name of a section with a word behind it.
      if report(.strayText, line: last.line, column: value.lowerBound) {
        lines[last.line].removeSubrange(value)
      }
      self.last?.isOpen = true
      self.last?.value = nil
      return placeFirst(index, below: last.column)
    }
    return reindent(index, to: top.indent, .sibling)
  }

  /// Whether a blank line, or the file's end, follows what hangs below a field that has a value; where it
  /// opens a block of its own, the value must look like a word that got there by chance.
  private func endsSection(_ index: Int, _ entry: Entry, opens: Bool) -> Bool {
    guard index + 1 >= lines.count || lines[index + 1].allSatisfy(Sign.isBlank) else {
      return false
    }
    guard opens, let value = entry.value else { return !opens }
    return lines[entry.line].wordEnd(from: value.lowerBound, to: value.upperBound)
      == value.upperBound
  }

  /// A line of a block that is open, or one that closes some.
  private mutating func placeSibling(_ index: Int) -> Placing {
    let layout = LineLayout(lines[index])
    var closed: Block?
    while let top = blocks.last, top.indent > layout.indent { closed = blocks.removeLast() }
    guard let top = blocks.last else {
      if let closed {
        blocks.append(closed)
        return reindent(index, to: closed.indent, .sibling)
      }
      return .sibling
    }
    if top.indent < layout.indent { return placeBetween(index, layout, top, closed) }
    if layout.isDash {
      guard !top.isList else { return .sibling }
      // A dash in front of a field.
      if report(.strayDash, line: index, column: layout.indent) {
        let content = lines[index][layout.start...]
        lines[index] = Array(repeating: " ", count: top.indent) + content
      }
      return .sibling
    }
    let key = key(index)
    let below = blocks.dropLast().last
    if top.isList {
      if below?.indent == top.indent, key == nil || key != top.firstKey {
        blocks.removeLast()
      } else if top.firstKey != nil, !hasKey(index) {
        return drop(index, layout.start)
      } else {
        restoreDash(index, at: top.indent)
      }
    } else if let below, below.isList, below.content == layout.indent, let key,
      key == below.firstKey
    {
      restoreDash(index, at: below.indent)
    }
    return .sibling
  }

  /// A line at a column at which no block is open.
  private mutating func placeBetween(
    _ index: Int, _ layout: LineLayout, _ top: Block, _ closed: Block?
  ) -> Placing {
    if top.isList, !layout.isDash {
      let key = key(index)
      if closed == nil || key != nil && key == top.firstKey {
        restoreDash(index, at: top.indent)
        return .sibling
      }
    }
    if isBare(index) { return drop(index, layout.start) }
    let below = next(after: index).map { indent($0) } ?? 0
    if let closed, closed.isList == layout.isDash, !opens(index) || below > closed.indent,
      closed.indent - layout.indent <= layout.indent - top.indent
    {
      blocks.append(closed)
      return reindent(index, to: closed.indent, .sibling)
    }
    return reindent(index, to: top.isList && !layout.isDash ? top.content : top.indent, .sibling)
  }

  // MARK: What a line seems to be

  /// The key of a line; `nil` where it has none.
  func key(_ index: Int) -> String? {
    let layout = LineLayout(lines[index])
    guard let colon = lines[index].separator(from: layout.start, to: layout.end) else { return nil }
    return lines[index].text(layout.start..<colon)
  }

  func hasKey(_ index: Int) -> Bool {
    let layout = LineLayout(lines[index])
    let end = lines[index].wordEnd(from: layout.start, to: layout.end)
    return key(index) != nil || end > layout.start && end < layout.end
  }

  /// Whether a line ends with the colon of a key.
  func opens(_ index: Int) -> Bool {
    let layout = LineLayout(lines[index])
    return layout.end > layout.start && lines[index][layout.end - 1] == ":"
  }

  /// Whether a line is text without any colon, quote or bracket, and no name of a field either.
  func isBare(_ index: Int) -> Bool {
    let layout = LineLayout(lines[index])
    guard !layout.isDash, layout.start < layout.end else { return false }
    let line = lines[index]
    guard !["\"", "'", "{", "["].contains(line[layout.start]) else { return false }
    let content = line[layout.start..<layout.end]
    if content.contains(where: { $0 == ":" || Sign.colons.contains($0) }) { return false }
    let word = line.wordEnd(from: layout.start, to: layout.end)
    if word == layout.start { return true }
    guard word == layout.end else { return false }
    // A lone word names a section where a block hangs below it.
    guard let next = next(after: index) else { return true }
    let below = indent(next)
    return below <= layout.start
      || blocks.contains { $0.indent > layout.start && $0.indent < below }
  }
}
