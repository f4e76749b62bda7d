/// A token of the service, after `docs/schemas/token.schema.json`.
package struct TokenForm: Encodable, Sendable {
  let name: String
  let role: String
  let token: String?
  let made: String?

  /// Makes the form.
  ///
  /// - Parameters:
  ///   - name: what it is called.
  ///   - role: what its bearer may do.
  ///   - token: the token itself, where it was just made.
  ///   - made: when it was made, RFC 3339.
  package init(name: String, role: String, token: String? = nil, made: String? = nil) {
    self.name = name
    self.role = role
    self.token = token
    self.made = made
  }
}
