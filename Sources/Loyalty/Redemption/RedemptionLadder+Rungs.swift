extension RedemptionLadder {
  /// The smallest rung that covers a tag price (rule B6); `nil` above the ladder.
  ///
  /// - Parameter tagPrice: the tag price (标价) of the single item, not the discounted one.
  public func rung(covering tagPrice: Money) -> Rung? {
    if let rung = rungs.first(where: { tagPrice <= $0.upTo }) { return rung }
    guard let further, let last = rungs.last, tagPrice <= Bounds.amount else { return nil }
    let missing = tagPrice.fen - last.upTo.fen
    let steps = (missing + further.upTo.fen - 1) / further.upTo.fen
    return rung(steps: steps, above: last, further)
  }

  /// The highest rung that some points reach (rule B14); `nil` below the first.
  public func highestRung(for points: Int64) -> Rung? {
    guard let reached = rungs.last(where: { $0.points <= points }) else { return nil }
    guard let further, let last = rungs.last, reached == last else { return reached }
    return rung(steps: (points - last.points) / further.points, above: last, further)
  }

  private func rung(steps: Int64, above last: Rung, _ further: Rung) -> Rung {
    func up(_ base: Int64, _ step: Int64) -> Int64 {
      Int64(min(Int128(base) + Int128(steps) * Int128(step), Int128(Int64.max)))
    }
    return Rung(
      points: up(last.points, further.points),
      upTo: Money(fen: up(last.upTo.fen, further.upTo.fen)))
  }
}
