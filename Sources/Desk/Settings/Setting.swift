/// A value in force, and where it comes from.
package struct Setting<Value: Sendable>: Sendable {
  package let value: Value
  package let origin: Origin

  package init(_ value: Value, _ origin: Origin) {
    self.value = value
    self.origin = origin
  }

  /// The same place, another form of the value.
  package func map<Other: Sendable>(_ change: (Value) throws -> Other) rethrows -> Setting<Other> {
    Setting<Other>(try change(value), origin)
  }
}
