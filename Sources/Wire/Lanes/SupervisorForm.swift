/// A supervisor and what became of them, after `docs/schemas/supervisor.schema.json`.
package struct SupervisorForm: Encodable {
  /// What became of somebody.
  package enum State: String, Encodable {
    case enrolled
    case newPIN
    case removed
  }

  private let name: String
  private let state: State

  package init(name: String, state: State) {
    self.name = name
    self.state = state
  }
}
