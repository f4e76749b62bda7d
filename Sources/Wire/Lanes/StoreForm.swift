/// A store and how it stands, after `docs/schemas/store.schema.json`.
package struct StoreForm: Encodable {
  /// How a store stands.
  package enum State: String, Encodable {
    case made
    case upToDate
    case inOrder
  }

  private let store: String
  private let state: State

  package init(store: String, state: State) {
    self.store = store
    self.state = state
  }
}
