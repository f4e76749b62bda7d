import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Wording

/// One call of the service: how it is reached, what it takes and answers, and what it does. The same table makes
/// the routes and `/openapi.json`.
struct Call: Sendable {
  let method: HTTPRequest.Method
  /// The path, with `{name}` for what varies.
  let path: String
  /// What it does, in a line.
  let summary: String
  /// Which schema of `docs/schemas` its document holds to; `nil` where it takes none.
  let takes: String?
  /// Which schema its answer holds to; `nil` for what is no JSON.
  let answers: String?
  /// What may stand behind `?`.
  let query: [String]
  let run: @Sendable (Received) async throws -> Response

  init(
    _ method: HTTPRequest.Method, _ path: String, _ summary: String, takes: String? = nil,
    answers: String? = nil, query: [String] = [],
    run: @escaping @Sendable (Received) async throws -> Response
  ) {
    self.method = method
    self.path = path
    self.summary = summary
    self.takes = takes
    self.answers = answers
    self.query = query
    self.run = run
  }

  /// Whether an address is one of this call's, whatever the method.
  func isAt(_ address: String) -> Bool {
    let (own, given) = (path.split(separator: "/"), address.split(separator: "/"))
    return own.count == given.count && zip(own, given).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }

  /// A call whose answer is one JSON object of the lane.
  static func json(
    _ method: HTTPRequest.Method, _ path: String, _ summary: String, takes: String? = nil,
    answers: String, query: [String] = [],
    run: @escaping @Sendable (Received) async throws -> LaneHost.Answer
  ) -> Call {
    Call(method, path, summary, takes: takes, answers: answers, query: query) { received in
      let answer = try await run(received)
      return Response(
        status: .ok, headers: [.contentType: "application/json"],
        body: .init(byteBuffer: ByteBuffer(string: answer.json)))
    }
  }
}

/// A request, read.
struct Received: Sendable {
  let request: Request
  let context: ServiceContext
  let language: Language
  let body: [UInt8]
  /// The `Idempotency-Key`, where the client gave one.
  var key: RequestKey?

  /// What stands in a place of the path.
  func path(_ name: String) -> String {
    let text = context.parameters.get(name) ?? ""
    return text.removingPercentEncoding ?? text
  }

  /// The id of what is asked for: the document's own, else the `Idempotency-Key`.
  func id(_ own: String?) -> String? { own ?? key?.text }

  /// What stands behind `?` under a name.
  func query(_ name: String) -> String? {
    request.uri.queryParameters[name[...]].map(String.init)
  }

  /// Everything that stands behind `?`, by name.
  var queries: [String: [String]] {
    Dictionary(grouping: request.uri.queryParameters) { String($0.key) }
      .mapValues { $0.map { String($0.value) } }
  }
}
