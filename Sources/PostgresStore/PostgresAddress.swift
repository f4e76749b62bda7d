import CPQ
public import MemberStore
import Wording

/// Where a store in PostgreSQL is: `postgres://[USER@]HOST[:PORT][,HOST…]/DATABASE[?OPTION=VALUE&…]`, as
/// libpq reads it.
///
/// Several hosts may be named; the one that takes writes is used, so that a standby which was promoted is
/// found by itself. The password comes from a password file (`PGPASSFILE`, `~/.pgpass`) or a client
/// certificate takes its place; it never stands in the address, where every list of processes shows it. A
/// host that is not this machine is spoken to under TLS, its certificate and its name checked
/// (`sslmode=verify-full`), unless the address says otherwise.
///
/// See the PostgreSQL documentation, *Connection URIs* and *Parameter Key Words*.
public struct PostgresAddress: Sendable, Hashable {
  /// The parameters of libpq that the address names, with what we add.
  let parameters: [String: String]
  /// The address for people; nothing in it is secret.
  public let text: String

  /// Whether a text is such an address, and not the path of a file.
  public static func isMeant(_ text: String) -> Bool {
    text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
  }

  /// Reads an address.
  ///
  /// - Throws: `badStoreAddress` where libpq does not understand it, `passwordInAddress`.
  public init(_ text: String) throws(StoreError) {
    var parameters = try Self.parse(text)
    if parameters["password"] != nil { throw .passwordInAddress }
    guard Self.isMeant(text) else { throw .badStoreAddress("postgres://") }
    // libpq looks at ports only when it connects.
    for port in parameters["port"]?.split(separator: ",") ?? [] where UInt16(port) ?? 0 == 0 {
      throw .badStoreAddress("port \(port)")
    }
    if !Self.isLocal(parameters), parameters["sslmode"] == nil {
      parameters["sslmode"] = "verify-full"
    }
    parameters["target_session_attrs", default: "read-write"] += ""
    parameters["application_name", default: "cardlane"] += ""
    // A host that does not answer is given up for the next one.
    parameters["connect_timeout", default: "5"] += ""
    parameters["tcp_user_timeout", default: "15000"] += ""
    parameters["client_encoding"] = "UTF8"
    self.parameters = parameters
    self.text = text
  }

  /// Whether every host is this machine.
  private static func isLocal(_ parameters: [String: String]) -> Bool {
    let hosts = (parameters["hostaddr"] ?? parameters["host"] ?? "").split(separator: ",")
    return hosts.allSatisfy { $0.hasPrefix("/") || ["localhost", "127.0.0.1", "::1"].contains($0) }
  }

  private static func parse(_ text: String) throws(StoreError) -> [String: String] {
    var message: UnsafeMutablePointer<CChar>?
    guard !text.utf8.contains(0), let options = unsafe PQconninfoParse(text, &message) else {
      let reason = unsafe message.map { unsafe String(cString: $0) } ?? text
      unsafe PQfreemem(message)
      throw .badStoreAddress(reason.trimmed)
    }
    defer { unsafe PQconninfoFree(options) }
    var parameters: [String: String] = [:]
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        parameters[unsafe String(cString: keyword)] = unsafe String(cString: value)
      }
      unsafe option += 1
    }
    return parameters
  }
}

extension String {
  /// Without the line ends and spaces at its end.
  var trimmed: String {
    String(self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)])
  }
}
