import HTTPTypes
import Hummingbird
import NIOCore
import Wire
import Wording

/// The way from a request to the call that answers it.
struct ServiceRouter: Sendable {
  let host: LaneHost
  let tokens: Tokens
  let origins: Set<String>

  /// Everything that the service answers.
  func router() -> Router<ServiceContext> {
    let router = Router(context: ServiceContext.self)
    let language = host.served.language
    let calls = Call.all(host)
    router.add(middleware: UnknownCall(calls: calls, language: language))
    router.add(middleware: PlaceGuard(origins: origins, language: language))
    router.add(middleware: TokenGuard(tokens: tokens, language: language))
    for call in calls {
      router.on(RouterPath(call.path), method: call.method) { request, context in
        try await answer(call, request, context)
      }
    }
    addOpenOnes(router, calls)
    return router
  }

  /// What needs no token.
  private func addOpenOnes(_ router: Router<ServiceContext>, _ calls: [Call]) {
    router.get("/health/live") { _, _ in Self.json("{\"live\":true}") }
    router.get("/health/ready") { _, _ in
      let missing = await host.missing()
      let text = try JSONLine.text(["missing": missing])
      return Self.json(text, missing.isEmpty ? .ok : .serviceUnavailable)
    }
    router.get("/openapi.json") { _, _ in Self.json(try OpenAPI.document(calls)) }
    router.get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
        body: .init(byteBuffer: ByteBuffer(string: await host.figures())))
    }
    router.get("/session") { request, _ in
      let role = tokens.role(of: TokenGuard.token(request))
      return Self.json(try JSONLine.text(["role": role?.rawValue]))
    }
    router.post("/session") { request, context in
      try await openSession(request, context)
    }
    for page in Page.all {
      router.get(RouterPath(page.path)) { _, _ in page.response }
    }
  }

  /// Reads a request, runs a call, and puts every error into its form.
  private func answer(
    _ call: Call, _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let language = Self.language(of: request) ?? host.served.language
    do {
      let body = try await Self.body(of: request)
      await host.gates.hear(context.client, at: .now)
      let key = try RequestKey(request, client: context.client, body: body)
      let received = Received(
        request: request, context: context, language: language, body: body, key: key)
      guard let key else { return try await call.run(received) }
      return try await host.keys.once(key) { try await call.run(received) }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      await host.count(error)
      return Problem(error).response(language)
    }
  }

  /// A page's token becomes a cookie that no script can read and that no other site sends along.
  private func openSession(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let body = try await Self.body(of: request)
    let token = Substring(decoding: body, as: UTF8.self)
    guard let role = tokens.role(of: token) else {
      return Problem(.unauthorized, ServiceMistake.noToken).response(host.served.language)
    }
    var response = Self.json("{\"role\":\"\(role.rawValue)\"}")
    response.headers[.setCookie] =
      "cardlane=\(token); Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000"
    return response
  }

  private static func body(of request: Request) async throws -> [UInt8] {
    do {
      let buffer = try await request.body.collect(upTo: ServiceContext.documentLimit)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw ServiceMistake.tooLarge(ServiceContext.documentLimit)
    }
  }

  /// The first of the languages that a client asks for and that the house speaks.
  private static func language(of request: Request) -> Language? {
    (request.headers[.acceptLanguage] ?? "").split(separator: ",").lazy.compactMap { part in
      let tag = part.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
      if tag.hasPrefix("zh-hant") || tag.hasPrefix("zh-tw") || tag.hasPrefix("zh-hk") {
        return .traditionalChinese
      }
      if tag.hasPrefix("zh") { return .simplifiedChinese }
      return tag.hasPrefix("en") ? .english : nil
    }.first
  }

  private static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

/// An address that is none, or takes another method, is told in the house's form too.
private struct UnknownCall: RouterMiddleware {
  let calls: [Call]
  let language: Language

  @concurrent func handle(
    _ request: Request, context: ServiceContext,
    next: @concurrent (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError
      where error.status == .notFound || error.status == .methodNotAllowed
    {
      let methods = calls.filter { $0.isAt(request.uri.path) }.map(\.method.rawValue)
      guard !methods.isEmpty else {
        return Problem(.notFound, ServiceMistake.noSuchCall).response(language)
      }
      let allowed = methods.joined(separator: ", ")
      var response = Problem(.methodNotAllowed, ServiceMistake.wrongMethod(allowed))
        .response(language)
      response.headers[.allow] = allowed
      return response
    }
  }
}
