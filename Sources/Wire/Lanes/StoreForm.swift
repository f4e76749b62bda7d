/// A store and how it stands, after `docs/schemas/store.schema.json`.
package struct StoreForm: Encodable {
  /// How a store stands.
  package enum State: String, Encodable {
    case made
    case upToDate
    case inOrder
    case backedUp
    case restored
    case compacted
  }

  private let store: String
  private let state: State
  private let file: String?
  private let kept: String?
  private let bytesBefore: Int64?
  private let bytesAfter: Int64?

  /// - Parameters:
  ///   - file: The backup that was made, or put in the store's place.
  ///   - kept: What was in its place before.
  ///   - bytes: The size of the file before and after.
  package init(
    store: String, state: State, file: String? = nil, kept: String? = nil,
    bytes: (before: Int64, after: Int64)? = nil
  ) {
    self.store = store
    self.state = state
    self.file = file
    self.kept = kept
    bytesBefore = bytes?.before
    bytesAfter = bytes?.after
  }
}
