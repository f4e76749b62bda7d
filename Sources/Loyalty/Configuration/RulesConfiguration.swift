public import Documents
public import Wording

/// Who decides prices and points in a store: the built-in rules, or a service elsewhere.
///
/// A file of a few lines, YAML or JSON, read with ``read(_:file:)``:
///
/// ```yaml
/// rules: service                # builtIn or service
/// service:
///   endpoint: https://rules.example.com/v1/quotes
///   timeout: 1500               # milliseconds for the whole answer
///   fallback: builtIn           # what follows when the service fails: refuse or builtIn
/// ```
public struct RulesConfiguration: Sendable, Hashable {
  /// Who decides.
  public var source: RulesSource
  /// How to reach the service; always there when it decides.
  public var service: RulesServiceSettings?

  /// The built-in rules alone.
  public static let builtIn = RulesConfiguration(source: .builtIn, service: nil)

  /// Makes a configuration in which the service decides.
  public init(service: RulesServiceSettings) {
    self.init(source: .service, service: service)
  }

  init(source: RulesSource, service: RulesServiceSettings?) {
    self.source = source
    self.service = service
  }
}

/// Who decides prices and points.
public enum RulesSource: String, Sendable, Hashable, CaseIterable {
  /// The program file, in this process.
  case builtIn
  /// A service that is asked over HTTP.
  case service
}

/// What follows when a rules service fails. A refusal by the service is no failure: it stands.
public enum FallbackPolicy: String, Sendable, Hashable, CaseIterable {
  /// The sale is not priced, and the cashier is told why.
  case refuse
  /// The built-in rules price the sale.
  case builtIn
}

/// How to reach a rules service, and what follows when it fails.
public struct RulesServiceSettings: Sendable, Hashable {
  /// Where sales are posted: an `https` URL, or `http` on this machine.
  public var endpoint: String
  /// What follows when the service fails.
  public var fallback: FallbackPolicy
  /// Milliseconds for the whole answer, retries included; 50 to 60,000.
  public var timeout: Int
  /// How often a sale is posted again after a connection that broke; 0 to 3.
  public var retries: Int
  /// The largest answer in bytes; 1,024 to 67,108,864.
  public var answerLimit: Int
  /// The file that holds the bearer token (RFC 6750); `nil` where the service asks for none.
  public var tokenFile: String?
  /// Whether `http` is allowed beyond this machine, where members' data travel in the clear.
  public var allowsPlainHTTP: Bool
  /// The certificates by which service and till know each other.
  public var identity: TLSIdentity
  /// How much an answer may give away and still be believed.
  public var bounds: QuoteBounds

  /// Makes settings; what is left out is as in a file that leaves it out.
  public init(
    endpoint: String, fallback: FallbackPolicy, timeout: Int = 2_000, retries: Int = 1,
    answerLimit: Int = 4 << 20, tokenFile: String? = nil, allowsPlainHTTP: Bool = false,
    identity: TLSIdentity = TLSIdentity(), bounds: QuoteBounds = .standard
  ) {
    self.endpoint = endpoint
    self.fallback = fallback
    self.timeout = timeout
    self.retries = retries
    self.answerLimit = answerLimit
    self.tokenFile = tokenFile
    self.allowsPlainHTTP = allowsPlainHTTP
    self.identity = identity
    self.bounds = bounds
  }
}

/// PEM files by which a service and a till prove to each other who they are (TLS, RFC 8446).
public struct TLSIdentity: Sendable, Hashable {
  /// The authorities that the service's certificate is checked against; the system's where `nil`.
  public var authorities: String?
  /// The till's own certificate, for a service that asks for one; always with ``key``.
  public var certificate: String?
  /// The private key of ``certificate``.
  public var key: String?

  /// Makes an identity; what is left out is as in a file that leaves it out.
  public init(authorities: String? = nil, certificate: String? = nil, key: String? = nil) {
    (self.authorities, self.certificate, self.key) = (authorities, certificate, key)
  }
}

/// A configuration of the rules that cannot be used, with every mistake in it.
public struct RulesConfigurationError: ExplainedError, Hashable {
  /// The file's name as given by the caller.
  public let file: String
  /// All mistakes, by place in the file; at least one.
  public let mistakes: [Mistake]

  /// Makes an error from a file's mistakes.
  public init(file: String, mistakes: [Mistake]) {
    self.file = file
    self.mistakes = mistakes
  }

  public var code: String { "invalidRulesConfiguration" }
  public var nature: ErrorNature { .input }
  public var message: Sentence { mistakes.joined(file: file) }
  public var hint: Sentence? {
    Sentence(
      zhHans: "请改正该文件后重试；尚未使用其中任何设置。", zhHant: "請改正該檔案後重試；尚未使用其中任何設定。",
      en: "Correct the file and try again; none of its settings were used.")
  }
}
