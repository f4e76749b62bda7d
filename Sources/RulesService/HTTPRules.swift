import Documents
public import Foundation
public import Loyalty
import Wording

/// Rules that a service elsewhere decides: posts `sale.json`, reads back the quote, and believes it only
/// where it fits the sale.
///
/// Each sale is posted as `application/json` with an `Idempotency-Key` made from its id and content, so
/// that a sale that is sent again gets the same answer. Redirects are not followed: the sale holds a
/// member's data and goes to the declared place only.
///
/// | answer | becomes |
/// |---|---|
/// | 200 with a quote of this sale | the quote |
/// | 400 with an error body | ``Loyalty/SaleError`` of nature `input` |
/// | 409, 422 with an error body | ``Loyalty/SaleError`` of nature `refusal`; `input` with code `invalidSale` |
/// | anything else | ``RulesServiceError`` |
public final class HTTPRules: LoyaltyRules {
  private let transport: Transport
  private let endpoint: String
  private let timeout: Duration
  private let retries: Int
  private let token: String?
  private let clock: any Clock<Duration>
  private let host: String
  private let bounds: QuoteBounds

  /// Makes a client.
  ///
  /// - Parameters:
  ///   - endpoint: where sales are posted, such as `https://rules.example.com/v1/quotes`.
  ///   - timeout: for the whole answer, retries included.
  ///   - retries: how often a sale is posted again after a connection that broke.
  ///   - answerLimit: the largest answer in bytes.
  ///   - token: a bearer token (RFC 6750); `nil` where the service asks for none.
  ///   - identity: the certificates by which the two sides know each other.
  ///   - bounds: how much an answer may give away and still be believed.
  ///   - clock: measures the time-out.
  public init(
    endpoint: URL, timeout: Duration = .seconds(2), retries: Int = 1, answerLimit: Int = 4 << 20,
    token: String? = nil, identity: TLSIdentity = TLSIdentity(), bounds: QuoteBounds = .standard,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.endpoint = endpoint.absoluteString
    self.bounds = bounds
    self.timeout = timeout
    self.retries = max(0, retries)
    self.token = token
    self.clock = clock
    host = endpoint.host ?? endpoint.absoluteString
    transport = Transport(
      Connection(
        host: host, limit: answerLimit, isEncrypted: endpoint.scheme?.lowercased() == "https",
        identity: identity))
  }

  /// Asks the service for the price of a sale.
  ///
  /// - Throws: ``Loyalty/SaleError`` where the service refuses the sale, ``RulesServiceError`` where it
  ///   fails, `CancellationError` where the task was cancelled.
  public func quote(_ sale: Sale) async throws -> Quote {
    let answer = try await post(sale)
    switch answer.status {
    case 200: return try believe(answer, of: sale)
    case 400: throw try refusal(answer, nature: .input)
    case 409, 422: throw try refusal(answer, nature: .refusal)
    case 401, 403, 407: throw RulesServiceError.accessDenied(host: host, status: answer.status)
    default: throw RulesServiceError.failed(host: host, status: answer.status)
    }
  }

  private func post(_ sale: Sale) async throws -> Answer {
    let request = request(for: sale)
    let exchange = Exchange()
    let deadline = Task { [clock, timeout, host] in
      // Cancelled when the answer is there first.
      guard (try? await clock.sleep(for: timeout)) != nil else { return }
      exchange.end(
        throwing: RulesServiceError.timedOut(host: host, milliseconds: timeout.milliseconds))
    }
    defer { deadline.cancel() }
    var attempt = 0
    while true {
      do {
        return try await transport.send(request, in: exchange)
      } catch RulesServiceError.unreachable where attempt < retries {
        attempt += 1
      }
    }
  }

  private func request(for sale: Sale) -> Post {
    let body = Array(sale.json.utf8)
    var headers = [
      "Content-Type: application/json", "Accept: application/json",
      "Idempotency-Key: \(IdempotencyKey(saleID: sale.id, content: body))",
    ]
    if let token { headers.append("Authorization: Bearer " + token) }
    return Post(url: endpoint, headers: headers, body: body)
  }

  private func believe(_ answer: Answer, of sale: Sale) throws(RulesServiceError) -> Quote {
    guard answer.isJSON else { throw .unreadable(host: host, mistakes: []) }
    let quote: Quote
    do {
      quote = try Quote.read(json: answer.body)
    } catch {
      throw .unreadable(host: host, mistakes: error.mistakes)
    }
    let contradictions = quote.contradictions(of: sale)
    guard contradictions.isEmpty else {
      throw .contradictory(host: host, mistakes: contradictions)
    }
    let excesses = bounds.excesses(of: quote)
    guard excesses.isEmpty else { throw .excessive(host: host, mistakes: excesses) }
    return quote
  }

  private func refusal(
    _ answer: Answer, nature: ErrorNature
  ) throws(RulesServiceError) -> SaleError {
    guard answer.isJSON, let error = SaleError.read(json: answer.body, nature: nature) else {
      throw .unreadable(host: host, mistakes: [])
    }
    return error
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
