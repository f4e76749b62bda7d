import SmartCard

/// The card that somebody has put into a reader, or is about to.
package enum InsertedCard {
  /// How long a reader that was named may be missing before it is called unknown: a service that has just
  /// been started lists its readers one by one.
  private static let grace = Duration.seconds(1)

  /// The reader with the first card, of those whose name contains `name`; waits for one if need be.
  ///
  /// - Parameters:
  ///   - name: A part of the reader's name; `nil` for any reader.
  ///   - samReader: The reader in which a SAM sits, or a part of its name: passed over.
  /// - Throws: ``ReaderChoiceError`` when no reader has such a name or no card came in time;
  ///   ``SmartCardError`` when the card does not answer or the service is not there.
  package static func reader(
    _ name: String?, excluding samReader: String? = nil, within limit: Duration
  ) async throws -> String {
    let choice = ReaderChoice(name: name, samReader: samReader)
    return try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask { try await choice.firstCard() }
      group.addTask {
        try await Task.sleep(for: limit)
        throw choice.verdict
      }
      if name != nil, grace < limit {
        group.addTask {
          try await Task.sleep(for: grace)
          if !choice.isThere { throw choice.verdict }
          try await Task.sleep(for: limit)
          throw choice.verdict
        }
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw choice.verdict }
      return first
    }
  }
}
