/// Where a SAM is and how a lane is let in: `sam:READER?pairing=FILE&role=issuer`.
public struct SAMURI: Sendable, Hashable {
  /// The reader's name or a part of it, percent-encoding resolved.
  public let reader: String
  /// The file with the pairing key.
  public let pairingFile: String
  /// Whose PIN is given.
  public let role: SAMRole

  /// The beginning of every such URI.
  public static let scheme = "sam:"

  /// Reads a URI. Throws ``KeyURIError``.
  public init(_ text: String) throws(KeyURIError) {
    guard text.hasPrefix(Self.scheme) else { throw KeyURIError(.scheme, "sam") }
    let parts = KeyURIParts(text.dropFirst(Self.scheme.count))
    reader = try KeyURIParts.decoded(parts.path)
    guard !reader.isEmpty else { throw KeyURIError(.missing, "READER") }
    var pairing: String?
    var role: SAMRole?
    for (name, value) in try KeyURIParts.pairs(parts.query, separator: "&") {
      switch name {
      case "pairing":
        guard pairing == nil else { throw KeyURIError(.repeated, name) }
        pairing = value
      case "role":
        guard role == nil else { throw KeyURIError(.repeated, name) }
        guard let known = ["till": SAMRole.till, "issuer": .issuer][value] else {
          throw KeyURIError(.value, name)
        }
        role = known
      case "pin", "pin-value": throw KeyURIError(.pinInside, name)
      default: throw KeyURIError(.unknownAttribute, name)
      }
    }
    guard let pairing, !pairing.isEmpty else { throw KeyURIError(.missing, "pairing") }
    pairingFile = pairing
    self.role = role ?? .till
  }
}
