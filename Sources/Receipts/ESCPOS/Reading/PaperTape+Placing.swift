extension PaperTape {
  /// Dots of a number of horizontal motion units.
  private func dots(_ units: Int) -> Int {
    place.unitsPerInch == 0 ? units : units * Dots.perInch / place.unitsPerInch
  }

  /// `ESC $`.
  mutating func move(to units: Int) {
    let target = dots(units)
    if target <= place.width { x = target }
  }

  /// `ESC \`.
  mutating func move(by units: Int) {
    let target = x + dots(units)
    if (0...place.width).contains(target) { x = target }
  }

  /// `HT`: the next tab stop; none is left of the place.
  mutating func tab() {
    guard let stop = place.tabs.first(where: { $0 > x }) else { return }
    // A stop outside the paper is its edge: the next character begins a row.
    x = min(stop, place.width)
    row.reserve(x)
  }

  /// `ESC D`: stops in characters of the present font and size.
  mutating func setTabs(_ columns: [Int]) {
    let cell = (cellWidth + look.spacing) * look.size.wide
    place.tabs = columns.map { $0 * cell }
  }

  /// `ESC a`: at the beginning of a row only.
  mutating func align(_ code: Int) {
    guard row.isEmpty else { return }
    switch code {
    case 0: place.alignment = .leading
    case 1: place.alignment = .center
    case 2: place.alignment = .trailing
    default: break
    }
  }

  /// `GS L`: at the beginning of a row only; the margin takes its room from the row.
  mutating func setLeftMargin(_ units: Int) {
    guard row.isEmpty else { return }
    place.leftMargin = min(dots(units), width - cellWidth)
    place.width = min(place.width, width - place.leftMargin)
  }

  /// `GS W`: at the beginning of a row only, and no further than the paper.
  mutating func setWidth(_ units: Int) {
    guard row.isEmpty else { return }
    place.width = min(max(dots(units), cellWidth), width - place.leftMargin)
  }
}
