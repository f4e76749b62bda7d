import HTTPTypes

extension HTTPField.Name {
  /// The last event that a client has seen (HTML Standard, 9.2).
  static let lastEventID = named("Last-Event-ID")
  /// A page of a public network asks for an address of this machine's (Private Network Access).
  static let privateNetwork = named("Access-Control-Allow-Private-Network")
  /// Names a request that may come twice (draft-ietf-httpapi-idempotency-key-header).
  static let idempotencyKey = named("Idempotency-Key")
  /// What a page may take along when it is left.
  static let referrerPolicy = named("Referrer-Policy")

  /// A name that is written here, and so is a token (RFC 9110, 5.1).
  private static func named(_ name: String) -> Self {
    guard let name = Self(name) else { preconditionFailure("\(name) is no token") }
    return name
  }
}
