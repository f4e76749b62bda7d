/// Blanks that are none: tabs, no-break spaces, ideographic spaces, signs that nobody sees; and dashes that
/// only look like one.
extension LineCheck {
  mutating func straightenBlanks(_ index: Int) {
    let line = lines[index]
    let first = line.firstIndex { !Sign.isBlank($0) && !Sign.isOdd($0) } ?? line.count
    guard first < line.count, line[first] != "#" else { return }
    straightenIndent(index, to: first)
    straightenDash(index)
    straightenContent(index)
  }

  private mutating func straightenIndent(_ index: Int, to first: Int) {
    let before = lines[index][..<first]
    guard before.contains(where: { $0 != " " }) else { return }
    if before.contains("\t") {
      guard report(.tab, line: index, column: before.firstIndex(of: "\t") ?? 0) else { return }
      let content = Array(lines[index][first...])
      lines[index] = content
      let indent = intended(index, raw: first)
      lines[index] = Array(repeating: " ", count: indent) + content
    } else if report(.oddBlank, line: index, column: before.firstIndex(where: Sign.isOdd) ?? 0) {
      let content = Array(lines[index][first...])
      // An ideographic space is as wide as two.
      let wide = before.flatMap { $0 == Sign.ideographicSpace ? [$0, $0] : [$0] }
      lines[index] = content
      let count = spaced(wide).count
      let fits =
        blocks.contains { $0.indent == count } || last?.isOpen == true && count > last?.column ?? 0
      let indent = fits ? count : intended(index, raw: count)
      lines[index] = Array(repeating: " ", count: indent) + content
    }
  }

  private func spaced(_ blanks: [Unicode.Scalar]) -> [Unicode.Scalar] {
    blanks.filter { !Sign.invisible.contains($0) }.map { _ in " " }
  }

  /// How far a line was most likely meant to be indented.
  private mutating func intended(_ index: Int, raw: Int) -> Int {
    let layout = LineLayout(lines[index])
    let opens = opens(index)
    let following = next(after: index).flatMap { line in
      lines[line].first == "\t" ? nil : LineLayout(lines[line])
    }
    if layout.isDash, let list = blocks.last(where: \.isList), last?.isOpen != true {
      return list.indent
    }
    if let last, last.isOpen {
      if let following, following.indent > last.column, !opens {
        // The line of a list's entry begins two columns before what follows in it.
        return following.indent - (following.isDash ? 0 : layout.start - layout.indent)
      }
      return last.column + 2
    }
    let top = blocks.last?.indent ?? 0
    if !opens, following?.indent == top { return top }
    // Where the block ends with this line, a field that follows outside of it is more likely its neighbour
    // than a section that follows.
    if !opens, let next = next(after: index), !self.opens(next), let following,
      blocks.contains(where: { $0.indent == following.indent && !$0.isList })
    {
      isLevelDoubtful = true
      return following.indent
    }
    if opens, let following,
      let parent = blocks.last(where: { $0.indent < following.indent && !$0.isList })
    {
      return parent.indent
    }
    return blocks.contains { $0.indent == raw } ? raw : top
  }

  private mutating func straightenDash(_ index: Int) {
    let line = lines[index]
    guard let start = line.firstIndex(where: { $0 != " " }), Sign.dashes.contains(line[start]),
      line.isBlank(at: start + 1) || Sign.isOdd(line[start + 1]),
      report(.dashFullWidth, line: index, column: start)
    else { return }
    lines[index][start] = "-"
  }

  /// Blanks behind the indentation, outside of quotes and comments.
  private mutating func straightenContent(_ index: Int) {
    let line = lines[index]
    guard line.contains(where: { $0 == "\t" || Sign.isOdd($0) }) else { return }
    var result: [Unicode.Scalar] = []
    var position = 0
    var beginsToken = true
    while position < line.count {
      let scalar = line[position]
      if beginsToken, scalar == "\"" || scalar == "'", let close = line.closingQuote(from: position)
      {
        result += line[position...close]
        (position, beginsToken) = (close + 1, false)
        continue
      }
      if scalar == "#", result.last.map(Sign.isBlank) ?? true { break }
      if isWrongBlank(line, at: position, afterSign: beginsToken) {
        let isReported = report(scalar == "\t" ? .tab : .oddBlank, line: index, column: position)
        result += isReported ? spaced([scalar]) : [scalar]
      } else {
        if !Sign.isBlank(scalar) {
          let isColon =
            scalar == ":" && position + 1 < line.count && Sign.isOdd(line[position + 1])
          beginsToken =
            isColon || line.opensToken(at: position) || scalar == "-" && beginsToken
        }
        result.append(scalar)
      }
      position += 1
    }
    lines[index] = result + line[position...]
  }

  private func isWrongBlank(_ line: [Unicode.Scalar], at index: Int, afterSign: Bool) -> Bool {
    let scalar = line[index]
    if scalar == "\t" || scalar == Sign.ideographicSpace {
      let next = line[index...].first { !Sign.isBlank($0) && !Sign.isOdd($0) }
      let isLast = next == nil || next == "#"
      return scalar == "\t" ? !isLast : afterSign || isLast && next != nil
    }
    return Sign.isOdd(scalar)
  }
}
