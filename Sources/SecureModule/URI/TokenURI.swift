import Wording

/// A PKCS#11 URI (RFC 7512), as far as a key store needs it: which module, which token, where the PIN is.
///
/// `pkcs11:token=CARDLANE;serial=1234?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:pin`;
/// the module may stand in front instead: `pkcs11:/usr/lib/softhsm/libsofthsm2.so?token=CARDLANE`.
public struct TokenURI: Sendable, Hashable {
  /// The module's path.
  public let modulePath: String
  /// The token's label.
  public let token: String?
  /// The token's serial number.
  public let serial: String?
  /// The slot's number.
  public let slot: UInt?
  /// The file that holds the PIN.
  public let pinFile: String?

  /// The beginning of every such URI.
  public static let scheme = "pkcs11:"

  /// Reads a URI. Throws ``KeyURIError``.
  public init(_ text: String) throws(KeyURIError) {
    guard text.hasPrefix(Self.scheme) else { throw KeyURIError(.scheme, "pkcs11") }
    let parts = KeyURIParts(text.dropFirst(Self.scheme.count))
    var attributes: [(String, String)] = []
    var module: String?
    if parts.path.hasPrefix("/") {
      module = try KeyURIParts.decoded(parts.path)
    } else {
      attributes = try KeyURIParts.pairs(parts.path, separator: ";")
    }
    attributes += try KeyURIParts.pairs(parts.query, separator: "&")
    var known: [String: String] = [:]
    for (name, value) in attributes {
      // A PIN on a command line is seen by everybody on the machine.
      guard name != "pin-value" else { throw KeyURIError(.pinInside, name) }
      guard Self.names.contains(name) || name.hasPrefix("x-") else {
        throw KeyURIError(.unknownAttribute, name)
      }
      guard known.updateValue(value, forKey: name) == nil else {
        throw KeyURIError(.repeated, name)
      }
    }
    if let path = known["module-path"] {
      guard module == nil else { throw KeyURIError(.repeated, "module-path") }
      module = path
    }
    guard let module, module.hasPrefix("/"), !module.contains("\0") else {
      throw KeyURIError(.missing, "module-path")
    }
    modulePath = module
    token = known["token"]
    serial = known["serial"]
    if let number = known["slot-id"] {
      guard let parsed = UInt(number) else { throw KeyURIError(.value, "slot-id") }
      slot = parsed
    } else {
      slot = nil
    }
    if let source = known["pin-source"] {
      pinFile = source.hasPrefix("file:") ? String(source.dropFirst(5)) : source
    } else {
      pinFile = nil
    }
  }

  private static let names: Set<String> = [
    "token", "serial", "slot-id", "module-path", "pin-source",
  ]

  /// How the token is named to people.
  public var device: String { token ?? serial ?? slot.map { "slot \($0)" } ?? modulePath }
}
