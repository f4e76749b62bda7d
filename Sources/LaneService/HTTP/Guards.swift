import HTTPTypes
import Hummingbird
import Synchronization
import Wording

/// Looks at where a request comes from before anybody reads it: the host it is for, the page it was made by.
///
/// A page of somebody else's in the till's browser can reach loopback addresses; a name that is made to point there
/// (DNS rebinding) makes it look like our own.
struct PlaceGuard: RouterMiddleware {
  /// Origins of pages that may talk to the lane, such as `https://pos.example`.
  let origins: Set<String>
  let language: Language

  @concurrent func handle(
    _ request: Request, context: ServiceContext,
    next: @concurrent (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let host = request.head.authority ?? ""
    guard Self.isOwn(host) else {
      return Problem(.misdirectedRequest, ServiceMistake.foreignHost).response(language)
    }
    guard let origin = request.headers[.origin] else { return try await next(request, context) }
    let isOurPage = origin == "http://\(host)"
    guard isOurPage || origins.contains(origin) else {
      return Problem(.forbidden, ServiceMistake.foreignOrigin).response(language)
    }
    var response =
      request.method == .options
      ? Response(status: .noContent) : try await next(request, context)
    guard !isOurPage else { return response }
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.vary] = "Origin"
    if request.method == .options {
      response.headers[.accessControlAllowMethods] = "GET, PUT, POST, PATCH, DELETE"
      response.headers[.accessControlAllowHeaders] =
        "authorization, content-type, idempotency-key, last-event-id"
      response.headers[.privateNetwork] = "true"
    }
    return response
  }

  /// Whether a host is this machine by its own names, on any port.
  static func isOwn(_ host: String) -> Bool {
    let name =
      host.hasPrefix("[")
      ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
    return ["localhost", "127.0.0.1", "[::1]"].contains(name)
  }
}

/// Looks at who asks: everything under `/v1` and the figures need a token that gives the right.
struct TokenGuard: RouterMiddleware {
  let tokens: Tokens
  let language: Language

  @concurrent func handle(
    _ request: Request, context: ServiceContext,
    next: @concurrent (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let path = request.uri.path
    guard path == "/metrics" || path.hasPrefix("/v1/") || path == "/v1" else {
      return try await next(request, context)
    }
    guard let (client, role) = tokens.bearer(of: Self.token(request)) else {
      return Problem(.unauthorized, ServiceMistake.noToken).response(language)
    }
    let isReading = request.method == .get || request.method == .head
    guard role.mayCall(path, isReading: isReading) else {
      return Problem(.forbidden, ServiceMistake.wrongRole).response(language)
    }
    var context = context
    context.role = role
    context.client = client
    return try await next(request, context)
  }

  static func token(_ request: Request) -> Substring {
    if let bearer = request.headers[.authorization], bearer.hasPrefix("Bearer ") {
      return bearer.dropFirst("Bearer ".count)
    }
    // Pages keep theirs in a cookie that no script can read.
    for part in (request.headers[.cookie] ?? "").split(separator: ";") {
      let pair = part.drop { $0 == " " }
      if pair.hasPrefix("cardlane=") { return pair.dropFirst("cardlane=".count) }
    }
    return ""
  }
}

/// The tokens in force; the file is read again when somebody says so.
final class Tokens: Sendable {
  private let book: Mutex<TokenBook>
  private let path: String

  init(path: String) throws {
    self.path = path
    book = Mutex(try TokenBook(path: path))
  }

  func role(of token: Substring) -> ServiceRole? { bearer(of: token)?.role }

  /// Whose token it is, by name, and what it gives the right to; `nil` for one that nobody made.
  func bearer(of token: Substring) -> (name: String, role: ServiceRole)? {
    book.withLock { $0.bearer(of: token) }
  }

  /// Whose tokens are in force.
  var names: Set<String> { book.withLock { Set($0.entries.map(\.name)) } }

  /// Takes the file as it is now; one that is damaged changes nothing.
  func reload() {
    guard let fresh = try? TokenBook(path: path) else { return }
    book.withLock { $0 = fresh }
  }
}
