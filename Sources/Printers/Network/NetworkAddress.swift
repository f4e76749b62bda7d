/// The address of a printer on the network.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
  /// The host's name or IP address.
  public let host: String
  /// The TCP port; receipt printers listen on 9100.
  public let port: UInt16

  /// Names a host and a port.
  public init(host: String, port: UInt16 = 9100) {
    self.host = host
    self.port = port
  }

  /// Reads `host`, `host:port`, `[IPv6]` or `[IPv6]:port`.
  ///
  /// - Throws: ``PrinterError/Code/badAddress`` for anything else.
  public init(_ text: String) throws(PrinterError) {
    var host = Substring(text)
    var port: Substring?
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else {
        throw .badAddress(text, meant: ["tcp://192.0.2.10", "tcp://192.0.2.10:9100"])
      }
      host = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else {
        throw .badAddress(text, meant: ["tcp://192.0.2.10", "tcp://192.0.2.10:9100"])
      }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if let colon = text.firstIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
    }
    let number = port.map { UInt16($0) } ?? 9100
    guard let number, number > 0, (1...255).contains(host.utf8.count),
      host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F })
    else { throw .badAddress(text, meant: ["tcp://192.0.2.10", "tcp://192.0.2.10:9100"]) }
    self.init(host: String(host), port: number)
  }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
