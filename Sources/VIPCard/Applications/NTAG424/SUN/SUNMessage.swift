import CardCrypto

/// The query of a URL that an NTAG 424 DNA gives to a telephone: `e=` PICCENCData, `c=` code (NXP
/// AN12196, chapter 3).
public struct SUNMessage: Sendable, Hashable {
  /// PICCENCData, 16 bytes.
  public let encrypted: [UInt8]
  /// SDMMAC over nothing, 8 bytes.
  public let code: [UInt8]

  /// Makes a message; `nil` unless it has 16 and 8 bytes.
  public init?(encrypted: [UInt8], code: [UInt8]) {
    guard encrypted.count == PICCData.sealedLength, code.count == SDMCode.byteCount else {
      return nil
    }
    self.encrypted = encrypted
    self.code = code
  }

  /// Reads a URL; `nil` unless `e` and `c` are there once each, with 32 and 16 hex digits.
  ///
  /// Host, path and other fields of the query are not looked at.
  public init?(url: some StringProtocol) {
    let withoutFragment = url.prefix { $0 != "#" }
    guard let mark = withoutFragment.firstIndex(of: "?") else { return nil }
    var fields: [Substring: [UInt8]] = [:]
    for field in withoutFragment[mark...].dropFirst().split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "e" || parts[0] == "c" else { continue }
      let name = Substring(String(parts[0]))
      guard fields[name] == nil, let bytes = Hex.bytes(parts[1]) else { return nil }
      fields[name] = bytes
    }
    guard let encrypted = fields["e"], let code = fields["c"] else { return nil }
    self.init(encrypted: encrypted, code: code)
  }
}
