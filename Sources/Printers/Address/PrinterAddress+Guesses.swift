extension PrinterAddress {
  /// What was probably meant by a text that is no address.
  static func guesses(_ text: String) -> [String] {
    [withScheme(text), device(text), host(text), model(text), file(text)].compactMap(\.self)
      .first { $0.allSatisfy { (try? PrinterAddress($0, guesses: { _ in [] })) != nil } } ?? []
  }

  /// The right scheme in other letters, or the scheme of another program.
  private static func withScheme(_ text: String) -> [String]? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = text[text.index(after: colon)...]
    let bare = String(rest.trimmingPrefix { $0 == "/" })
    switch text[..<colon].lowercased() {
    case "tcp", "socket", "net", "ip": return ["tcp://" + bare.trimmingSlash]
    case "usb": return ["usb:" + bare]
    case "serial": return ["serial:" + rest]
    case "device", "dev": return ["device:" + rest]
    case "folder", "file", "dir":
      return ["folder:" + (rest.hasPrefix("//") ? String(rest.dropFirst(2)) : String(rest))]
    case "cups": return ["cups:" + bare]
    case "ipp", "lpd":
      return bare.split(separator: "/").last.map { ["cups:" + $0] }
    default: return nil
    }
  }

  /// A device file, whole or by its name in `/dev`.
  private static func device(_ text: String) -> [String]? {
    let name = text.hasPrefix("/dev/") ? text.dropFirst(5) : text[...]
    let isNumbered = name.last?.isNumber == true
    if isNumbered, name.hasPrefix("tty") { return ["serial:/dev/\(name)"] }
    if isNumbered, name.hasPrefix("lp") { return ["device:/dev/usb/\(name)"] }
    return text.hasPrefix("/dev/") ? ["device:\(text)"] : nil
  }

  /// A host with a port, or something with the form of an IP address or a host's full name.
  private static func host(_ text: String) -> [String]? {
    guard (try? NetworkAddress(text)) != nil, !text.hasPrefix(".") else { return nil }
    let parts = text.split(separator: ":")
    let isNumeric =
      text.split(separator: ".").count == 4
      && text.allSatisfy { $0.isNumber || $0 == "." || $0 == ":" }
    let hasPort =
      parts.count == 2 && parts[1].count > 1 && parts[1].allSatisfy(\.isNumber)
      && !(parts[0].count == 4 && parts[1].count == 4 && UInt16(parts[0], radix: 16) != nil)
    let isLocal = text.hasSuffix(".local") || text.hasSuffix(".lan")
    return isNumeric || hasPort || isLocal || text.hasPrefix("[") ? ["tcp://\(text)"] : nil
  }

  /// A vendor and a product.
  private static func model(_ text: String) -> [String]? {
    (try? USBPrinterAddress(text)) != nil && !text.isEmpty ? ["usb:\(text)"] : nil
  }

  /// A path, or a word that may be a folder or a queue.
  private static func file(_ text: String) -> [String]? {
    guard !text.isEmpty, !text.contains(":") else { return nil }
    return text.contains("/") || text.contains(".")
      ? ["folder:\(text)"] : ["folder:\(text)", "cups:\(text)"]
  }
}

extension String {
  fileprivate var trimmingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
