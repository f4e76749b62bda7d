import Documents
import Loyalty
import Testing
import Wording

@Suite("Who decides, read from a configuration")
struct RulesConfigurationTests {
  private func mistakes(_ text: String) -> [Mistake] {
    do {
      _ = try RulesConfiguration.read(text, file: "rules.yaml")
      return []
    } catch {
      return error.mistakes
    }
  }

  @Test("A service with its defaults")
  func defaults() throws {
    let read = try RulesConfiguration.read(
      """
      rules: service
      service:
        endpoint: https://rules.example.com/v1/quotes
        fallback: refuse
      """, file: "rules.yaml")
    #expect(
      read
        == RulesConfiguration(
          service: RulesServiceSettings(
            endpoint: "https://rules.example.com/v1/quotes", fallback: .refuse)))
    #expect(read.service?.timeout == 2_000 && read.service?.retries == 1)
  }

  @Test("Everything that can be declared, as YAML and as JSON")
  func full() throws {
    let settings = RulesServiceSettings(
      endpoint: "http://10.0.0.5:8080/v1/quotes", fallback: .builtIn, timeout: 900, retries: 3,
      answerLimit: 65_536, tokenFile: "/etc/cardlane/token", allowsPlainHTTP: true,
      identity: TLSIdentity(authorities: "ca.pem", certificate: "till.pem", key: "till.key"),
      bounds: QuoteBounds(
        largestDiscount: try #require(Rate(tenThousandths: 6_000)), pointsPerYuan: 2))
    let yaml = """
      rules: service
      service:
        endpoint: http://10.0.0.5:8080/v1/quotes
        fallback: builtIn
        timeout: 900
        retries: 3
        answerLimit: 65536
        tokenFile: /etc/cardlane/token
        allowPlainHTTP: true
        tls: {authorities: ca.pem, certificate: till.pem, key: till.key}
        bounds: {largestDiscount: 0.60, pointsPerYuan: 2}
      """
    let json = """
       {"rules":"service","service":{"endpoint":"http://10.0.0.5:8080/v1/quotes","timeout":900,
       "fallback":"builtIn","retries":3,"answerLimit":65536,"tokenFile":"/etc/cardlane/token",
       "allowPlainHTTP":true,"tls":{"authorities":"ca.pem","certificate":"till.pem","key":"till.key"},
       "bounds":{"largestDiscount":"0.60","pointsPerYuan":2}}}
      """
    for text in [yaml, json] {
      #expect(
        try RulesConfiguration.read(text, file: "rules") == RulesConfiguration(service: settings))
    }
  }

  @Test(
    "A certificate without its key, or a key without its certificate, is a mistake",
    arguments: ["key", "certificate"])
  func half(given: String) {
    let found = mistakes(
      """
      rules: service
      service:
        endpoint: https://rules.example.com/v1/quotes
        fallback: refuse
        tls: {\(given): till.pem}
      """)
    #expect(found.map(\.code) == ["missingField"])
  }

  @Test("The built-in rules need nothing more, and may leave a service's settings in the file")
  func builtIn() throws {
    #expect(try RulesConfiguration.read("rules: builtIn", file: "f") == .builtIn)
    let both = try RulesConfiguration.read(
      "rules: builtIn\nservice: { endpoint: 'https://r.example/q', fallback: refuse }", file: "f")
    #expect(both.source == .builtIn && both.service?.fallback == .refuse)
  }

  @Test(
    "Each mistake is named with its field and place",
    arguments: [
      ("", "emptyFile", ""), ("rules: servise", "unknownValue", "rules"),
      ("rules: service", "missingField", "service"),
      ("rules: service\nservice: {}", "missingField", "service.endpoint"),
      ("rules: builtIn\nfallback: refuse", "unknownKey", "fallback"),
      ("{\"rules\":\"builtIn\",\"rules\":\"builtIn\"}", "duplicateKey", "rules"),
      (
        "rules: builtIn\nservice: { endpoint: 'ftp://x/y', fallback: refuse }", "invalidURL",
        "service.endpoint"
      ),
    ])
  func mistake(text: String, code: String, path: String) {
    #expect(mistakes(text).contains { $0.code == code && $0.path == path })
  }

  @Test(
    "Numbers outside their range are refused",
    arguments: [
      "timeout: 49", "timeout: 60001", "timeout: '900'", "retries: 4", "retries: -1",
      "answerLimit: 1023", "answerLimit: 67108865",
    ])
  func ranges(setting: String) {
    let found = mistakes(
      """
      rules: service
      service:
        endpoint: https://rules.example.com/v1/quotes
        fallback: refuse
        \(setting)
      """)
    #expect(found.count == 1 && found.first?.line == 5)
  }

  @Test(
    "An endpoint is an HTTP URL without user, password and fragment",
    arguments: [
      "https://", "https:///v1", "rules.example.com", "https://a b/c", "https://u:p@h/q",
      "https://h/q#x", "https://h:0/q", "https://h:65536/q", "https://[::1/q", "https://规则/q",
      "file:///etc/passwd", "https://h%2f/q",
    ])
  func notEndpoint(text: String) {
    let found = mistakes("rules: service\nservice: { endpoint: '\(text)', fallback: refuse }")
    #expect(found.map(\.code) == ["invalidURL"])
  }

  @Test(
    "A29: plain http stays on this machine unless declared otherwise",
    arguments: [
      ("http://127.0.0.1:8080/q", true), ("http://LOCALHOST/q", true), ("http://[::1]:80/q", true),
      ("https://10.0.0.5/q", true), ("http://10.0.0.5/q", false),
      ("http://127.0.0.1.example.com/q", false), ("http://localhost.example.com/q", false),
      ("http://127.evil.0.1/q", false),
    ])
  func plainHTTP(endpoint: String, isAllowed: Bool) {
    let service = "endpoint: '\(endpoint)', fallback: refuse"
    #expect(
      mistakes("rules: service\nservice: { \(service) }").map(\.code)
        == (isAllowed ? [] : ["plainHTTP"]))
    #expect(mistakes("rules: service\nservice: { \(service), allowPlainHTTP: true }").isEmpty)
  }

  @Test("All mistakes are in one error, each with file, line and column, in every language")
  func all() {
    let error = #expect(throws: RulesConfigurationError.self) {
      try RulesConfiguration.read(
        "rules: service\nservice:\n  endpoint: x\n  fallbak: refuse\n  timeout: 1", file: "r.yaml")
    }
    #expect(error?.nature == .input && error?.code == "invalidRulesConfiguration")
    #expect(error?.mistakes.count == 4)
    #expect(error?.message.english.contains("r.yaml:4:3: service.fallbak: ") == true)
    #expect(error?.message.english.contains("Did you mean \"fallback\"?") == true)
    for language in Language.allCases {
      #expect(error?.message[language].isEmpty == false && error?.hint?[language].isEmpty == false)
    }
  }
}
