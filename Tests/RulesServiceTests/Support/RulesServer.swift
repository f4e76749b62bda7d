import FlyingFox
import FlyingSocks
import Foundation
import Loyalty
import RulesService
import Synchronization
import Wording

/// A small rules service on loopback: a real HTTP server that answers with the engine's quotes, or as it
/// is told.
final class RulesServer: Sendable {
  /// How the service answers a sale.
  typealias Behaviour = @Sendable (Sale) async throws -> HTTPResponse

  /// What a client sent.
  struct Received: Sendable {
    var method: String
    var path: String
    var headers: HTTPHeaders
    var body: Data
  }

  private let log = Mutex<[Received]>([])
  let endpoint: URL

  /// Everything that was received so far.
  var received: [Received] { log.withLock { $0 } }

  private init(endpoint: URL) { self.endpoint = endpoint }

  /// Runs a service for as long as `body` takes.
  static func run<Result: Sendable>(
    _ behaviour: @escaping Behaviour, _ body: (RulesServer) async throws -> Result
  ) async throws -> Result {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    let running = Task { try await server.run() }
    do {
      // Only keeps a hang from lasting: beside other tests a busy machine comes to it late.
      try await server.waitUntilListening(timeout: 1_200)
      guard case .ip4(_, let port) = await server.listeningAddress,
        let url = URL(string: "http://127.0.0.1:\(port)/v1/quotes")
      else { throw URLError(.badURL) }
      let service = RulesServer(endpoint: url)
      await server.appendRoute("*") { request in
        try await service.answer(request, behaviour)
      }
      let result = try await body(service)
      await server.stop()
      _ = await running.result
      return result
    } catch {
      await server.stop()
      _ = await running.result
      throw error
    }
  }

  private func answer(_ request: HTTPRequest, _ behaviour: Behaviour) async throws -> HTTPResponse {
    let body = try await request.bodyData
    log.withLock {
      $0.append(
        Received(
          method: request.method.rawValue, path: request.path, headers: request.headers, body: body)
      )
    }
    do {
      return try await behaviour(try Sale.read(json: body))
    } catch let error as SaleError {
      return try .refusal(error)
    }
  }

  /// Answers with an engine's quotes, and its refusals as error bodies.
  static func honest(_ engine: RuleEngine) -> Behaviour {
    { sale in .json(try engine.quote(sale).json(language: .english)) }
  }
}

extension HTTPResponse {
  /// A JSON text.
  static func json(_ text: String, status: HTTPStatusCode = .ok) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: [.contentType: "application/json"], body: Data(text.utf8))
  }

  /// The error body of a sale that is refused.
  static func refusal(_ error: SaleError) throws -> HTTPResponse {
    struct Body: Encodable {
      struct Explained: Encodable {
        var code: String
        var message: [String: String]
        var hint: [String: String]?
      }
      var error: Explained
    }
    func texts(_ sentence: Sentence) -> [String: String] {
      Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.rawValue, sentence[$0]) })
    }
    let body = Body(
      error: .init(
        code: error.code, message: texts(error.message), hint: error.hint.map(texts)))
    return HTTPResponse(
      statusCode: error.nature == .input ? .badRequest : .status(422),
      headers: [.contentType: "application/json"], body: try JSONEncoder().encode(body))
  }
}

extension HTTPStatusCode {
  /// A status by its number.
  static func status(_ code: Int) -> HTTPStatusCode { HTTPStatusCode(code, phrase: "Status") }
}
