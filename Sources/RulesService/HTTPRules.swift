public import Foundation
public import Loyalty
import Wording

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

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
  private let endpoint: URL
  private let timeout: Duration
  private let retries: Int
  private let token: String?
  private let clock: any Clock<Duration>
  private let host: String

  /// Makes a client.
  ///
  /// - Parameters:
  ///   - endpoint: where sales are posted, such as `https://rules.example.com/v1/quotes`.
  ///   - timeout: for the whole answer, retries included.
  ///   - retries: how often a sale is posted again after a connection that broke.
  ///   - answerLimit: the largest answer in bytes.
  ///   - token: a bearer token (RFC 6750); `nil` where the service asks for none.
  ///   - clock: measures the time-out.
  public init(
    endpoint: URL, timeout: Duration = .seconds(2), retries: Int = 1, answerLimit: Int = 4 << 20,
    token: String? = nil, clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.endpoint = endpoint
    self.timeout = timeout
    self.retries = max(0, retries)
    self.token = token
    self.clock = clock
    host = endpoint.host ?? endpoint.absoluteString
    transport = Transport(
      limit: answerLimit, host: host, isEncrypted: endpoint.scheme?.lowercased() == "https")
  }

  deinit { transport.close() }

  /// Asks the service for the price of a sale.
  ///
  /// - Throws: ``Loyalty/SaleError`` where the service refuses the sale, ``RulesServiceError`` where it
  ///   fails, `CancellationError` where the task was cancelled.
  public func quote(_ sale: Sale) async throws -> Quote {
    let answer = try await post(sale)
    switch answer.status {
    case 200: return try believe(answer.body, of: sale)
    case 400: throw try refusal(answer.body, nature: .input)
    case 409, 422: throw try refusal(answer.body, nature: .refusal)
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

  private func request(for sale: Sale) -> URLRequest {
    let body = Data(sale.json.utf8)
    var request = URLRequest(url: endpoint)
    request.httpMethod = "POST"
    request.httpBody = body
    request.cachePolicy = .reloadIgnoringLocalCacheData
    // The deadline is ours; the library's own must not come first.
    request.timeoutInterval = 3_600
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    request.setValue(
      IdempotencyKey(saleID: sale.id, content: body).description,
      forHTTPHeaderField: "Idempotency-Key")
    if let token { request.setValue("Bearer " + token, forHTTPHeaderField: "Authorization") }
    return request
  }

  private func believe(_ body: [UInt8], of sale: Sale) throws(RulesServiceError) -> Quote {
    let quote: Quote
    do {
      quote = try Quote.read(json: body)
    } catch {
      throw .unreadable(host: host, mistakes: error.mistakes)
    }
    let contradictions = quote.contradictions(of: sale)
    guard contradictions.isEmpty else {
      throw .contradictory(host: host, mistakes: contradictions)
    }
    return quote
  }

  private func refusal(
    _ body: [UInt8], nature: ErrorNature
  ) throws(RulesServiceError) -> SaleError {
    guard let error = SaleError.read(json: body, nature: nature) else {
      throw .unreadable(host: host, mistakes: [])
    }
    return error
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
