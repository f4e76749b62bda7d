import Documents
import Wording

extension RulesConfiguration {
  /// Reads a configuration from YAML or JSON, strictly.
  ///
  /// - Parameters:
  ///   - text: the file's text; JSON where it begins with `{`.
  ///   - file: the file's name for messages.
  /// - Throws: ``RulesConfigurationError`` with every mistake in the file.
  public static func read(
    _ text: String, file: String
  ) throws(RulesConfigurationError) -> RulesConfiguration {
    do {
      return try Document.read(Array(text.utf8), as: .either, file: file) {
        $0.fields().flatMap(configuration)
      }
    } catch {
      throw RulesConfigurationError(file: file, mistakes: error.mistakes)
    }
  }

  private static func configuration(_ fields: Fields) -> RulesConfiguration? {
    let source = fields.require("rules")?.choice(RulesSource.self)
    // The service's settings may stay in the file while the built-in rules decide.
    let value =
      source == .service ? fields.require("service") : fields.optional("service")
    let service = value?.fields().flatMap(service)
    fields.finish()
    guard let source, source == .builtIn || service != nil else { return nil }
    return RulesConfiguration(source: source, service: service)
  }

  private static func service(_ fields: Fields) -> RulesServiceSettings? {
    let plain = fields.optional("allowPlainHTTP")?.flag()
    let endpoint = fields.require("endpoint")?.endpoint(allowsPlainHTTP: plain ?? false)
    let fallback = fields.require("fallback")?.choice(FallbackPolicy.self)
    let timeout = fields.optional("timeout")?.whole(50...60_000)
    let retries = fields.optional("retries")?.whole(0...3)
    let limit = fields.optional("answerLimit")?.whole(1_024...67_108_864)
    let token = fields.optional("tokenFile")?.text()
    let identity = fields.optional("tls")?.fields().map(identity)
    let bounds = fields.optional("bounds")?.fields().map(bounds)
    fields.finish()
    guard let endpoint, let fallback else { return nil }
    var settings = RulesServiceSettings(
      endpoint: endpoint, fallback: fallback, tokenFile: token, allowsPlainHTTP: plain ?? false,
      identity: identity ?? TLSIdentity(), bounds: bounds ?? .standard)
    if let timeout { settings.timeout = Int(timeout) }
    if let retries { settings.retries = Int(retries) }
    if let limit { settings.answerLimit = Int(limit) }
    return settings
  }

  private static func identity(_ fields: Fields) -> TLSIdentity {
    var identity = TLSIdentity(
      authorities: fields.optional("authorities")?.text(),
      certificate: fields.optional("certificate")?.text(), key: fields.optional("key")?.text())
    // One without the other proves nothing.
    if identity.key != nil, identity.certificate == nil {
      identity.certificate = fields.require("certificate")?.text()
    }
    if identity.certificate != nil, identity.key == nil {
      identity.key = fields.require("key")?.text()
    }
    fields.finish()
    return identity
  }

  private static func bounds(_ fields: Fields) -> QuoteBounds {
    var bounds = QuoteBounds.standard
    if let rate = fields.optional("largestDiscount")?.rate() { bounds.largestDiscount = rate }
    if let points = fields.optional("pointsPerYuan")?.whole(0...10_000) {
      bounds.pointsPerYuan = points
    }
    fields.finish()
    return bounds
  }
}

extension Value {
  /// An HTTP URL (RFC 3986) without user, password and fragment; `http` only on this machine unless
  /// allowed.
  func endpoint(allowsPlainHTTP: Bool) -> String? {
    guard let text = text() else { return nil }
    guard let parts = HTTPAddress(text) else {
      refuse(
        "invalidURL",
        .init(
          zhHans: "“\(text)”不是可用的网址：须为 https://主机/路径，不含用户名、密码和 #。",
          zhHant: "「\(text)」不是可用的網址：須為 https://主機/路徑，不含使用者名稱、密碼和 #。",
          en: "\"\(text)\" is not a usable URL: https://host/path, without user, password and #."),
        suggestion: .init(
          zhHans: "例如 https://rules.example.com/v1/quotes。",
          zhHant: "例如 https://rules.example.com/v1/quotes。",
          en: "Write it like https://rules.example.com/v1/quotes."))
      return nil
    }
    guard parts.isSecure || parts.isLoopback || allowsPlainHTTP else {
      refuse(
        "plainHTTP",
        .init(
          zhHans: "经 http 会员资料将以明文传送到 \(parts.host)。",
          zhHant: "經 http 會員資料將以明文傳送到 \(parts.host)。",
          en: "Over http members' data would travel to \(parts.host) in the clear."),
        suggestion: .init(
          zhHans: "请用 https，或写明 allowPlainHTTP: true。",
          zhHant: "請用 https，或寫明 allowPlainHTTP: true。",
          en: "Use https, or declare allowPlainHTTP: true."))
      return nil
    }
    return text
  }
}

/// The parts of an HTTP URL that decide whether it may be used.
struct HTTPAddress {
  let isSecure: Bool
  let host: String

  init?(_ text: String) {
    let lower = text.lowercased()
    let scheme = ["https://", "http://"].first { lower.hasPrefix($0) }
    guard let scheme, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("#")
    else { return nil }
    isSecure = scheme == "https://"
    let authority = lower.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
    var name = authority
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      name = authority[...end]
      let rest = authority[authority.index(after: end)...]
      guard rest.isEmpty || rest.first == ":" else { return nil }
      if !rest.isEmpty { port = rest.dropFirst() }
      guard name.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || ":.".contains($0) }) else {
        return nil
      }
    } else {
      if let colon = authority.firstIndex(of: ":") {
        name = authority[..<colon]
        port = authority[authority.index(after: colon)...]
      }
      guard name.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) }) else {
        return nil
      }
    }
    if let port {
      guard let number = UInt16(port), number > 0 else { return nil }
    }
    guard !name.isEmpty else { return nil }
    host = String(name)
  }

  /// Whether the host is this machine by name or number.
  var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
