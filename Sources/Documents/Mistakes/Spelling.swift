/// Guesses what a mistyped word was meant to be.
package enum Spelling {
  /// The known word nearest to `word`, if it is near enough to be a likely slip of the keyboard.
  package static func closest(to word: String, among known: [String]) -> String? {
    guard word.count <= 64 else { return nil }
    let simple = word.lowercased().filter { $0 != "_" && $0 != "-" }
    var best: (word: String, distance: Int)?
    for candidate in known {
      let distance = distance(simple, candidate.lowercased().filter { $0 != "-" })
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, best.word.count / 3) else { return nil }
    return best.word
  }

  /// The Damerau-Levenshtein distance (optimal string alignment): insertions, deletions,
  /// substitutions and swaps of neighbours.
  static func distance(_ left: String, _ right: String) -> Int {
    let a = Array(left)
    let b = Array(right)
    var twoBefore: [Int] = []
    var before = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(before[j] + (a[i] == b[j] ? 0 : 1), before[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, twoBefore[j - 1] + 1)
        }
        row.append(cost)
      }
      twoBefore = before
      before = row
    }
    return before[b.count]
  }
}
