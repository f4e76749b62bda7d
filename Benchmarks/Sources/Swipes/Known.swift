/// A constant that is known to be there; says so instead of trapping where it is not.
package func known<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw MissingConstant() }
  return value
}

package struct MissingConstant: Error {}
