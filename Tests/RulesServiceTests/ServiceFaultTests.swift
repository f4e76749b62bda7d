import FlyingFox
import Foundation
import Loyalty
import RulesService
import Synchronization
import Testing
import Wording

@Suite("A service that fails is not believed")
struct ServiceFaultTests {
  private func failure(
    timeout: Duration = .seconds(3_600), limit: Int = 4 << 20, retries: Int = 0,
    _ behaviour: @escaping RulesServer.Behaviour
  ) async throws -> (error: any ExplainedError, requests: [RulesServer.Received]) {
    try await RulesServer.run(behaviour) { server in
      let rules = HTTPRules(
        endpoint: server.endpoint, timeout: timeout, retries: retries, answerLimit: limit)
      let error = await rules.refusal(of: try Sample.chainStore.sale)
      return (try #require(error as? any ExplainedError), server.received)
    }
  }

  @Test(
    "An answer that comes too late, or never ends, is given up",
    arguments: [false, true])
  func late(begins: Bool) async throws {
    let failure = try await failure(timeout: .milliseconds(100)) { _ in
      if !begins { await Silence.wait() }
      let body = HTTPBodySequence(
        from: FaultyBytes(bytes: Array("{\"saleId\":".utf8), end: .silence), count: 1_000)
      return HTTPResponse(statusCode: .ok, body: body)
    }
    #expect(failure.error.code == "rulesTimedOut" && failure.error.nature == .device)
    #expect(failure.error.message.english.contains("100 ms"))
  }

  @Test("A torn answer is a failure of the connection, and tried again as often as declared")
  func torn() async throws {
    let engine = try Sample.chainStore.engine
    let failure = try await failure(retries: 2) { sale in
      let text = Array(try engine.quote(sale).json(language: .english).utf8)
      return HTTPResponse(
        statusCode: .ok,
        body: HTTPBodySequence(
          from: FaultyBytes(bytes: Array(text.prefix(200)), end: .torn), count: text.count))
    }
    #expect(failure.error.code == "rulesUnreachable")
    #expect(failure.requests.count == 3)
    let keys = Set(failure.requests.map { $0.headers[HTTPHeader("Idempotency-Key")] })
    #expect(keys.count == 1 && keys.first != .some(nil))
  }

  @Test("A connection that broke once is followed by an answer to the same key")
  func recovers() async throws {
    let engine = try Sample.chainStore.engine
    let sale = try Sample.chainStore.sale
    let count = Mutex(0)
    let quote = try await RulesServer.run { sale in
      let number = count.withLock { count in
        count += 1
        return count
      }
      if number == 1 {
        return HTTPResponse(
          statusCode: .ok,
          body: HTTPBodySequence(from: FaultyBytes(bytes: [0x7B], end: .torn), count: 100))
      }
      return .json(try engine.quote(sale).json(language: .english))
    } _: { server in
      try await HTTPRules(endpoint: server.endpoint, timeout: .seconds(3_600), retries: 1)
        .quote(sale)
    }
    #expect(quote == (try engine.quote(sale)))
  }

  @Test("Nobody at the endpoint is a failure of the connection")
  func nobody() async throws {
    // A port that only a system service could take: no other test's server comes to listen there.
    let gone = try #require(URL(string: "http://127.0.0.1:1/v1/quotes"))
    let error = await HTTPRules(endpoint: gone, timeout: .seconds(3_600)).refusal(
      of: try Sample.chainStore.sale)
    #expect((error as? RulesServiceError)?.code == "rulesUnreachable")
  }

  @Test(
    "A status that says nothing about the sale is a failure, whatever its body",
    arguments: [
      (500, "rulesFailed"), (503, "rulesFailed"), (404, "rulesFailed"), (429, "rulesFailed"),
      (204, "rulesFailed"), (401, "rulesAccessDenied"), (403, "rulesAccessDenied"),
    ])
  func status(status: Int, code: String) async throws {
    let failure = try await failure { _ in
      .json(#"{"error":{"code":"memberOnlyGoods","message":"no"}}"#, status: .status(status))
    }
    #expect(failure.error.code == code && failure.error.nature == .device)
    #expect(failure.error.message.english.contains("\(status)"))
  }

  @Test(
    "What is no quote is unreadable",
    arguments: ["", "{", "<html>", "[]", "{}", "null", "\u{0}", #"{"saleId":"L1-20261122-0007"}"#])
  func garbage(text: String) async throws {
    let failure = try await failure { _ in .json(text) }
    #expect(failure.error.code == "rulesUnreadable")
  }

  @Test(
    "A refusal needs a reason: 400, 409 and 422 without an error body are failures",
    arguments: [400, 409, 422], ["", "{}", #"{"error":{"code":"x y","message":"no"}}"#])
  func reasonless(status: Int, text: String) async throws {
    let failure = try await failure { _ in .json(text, status: .status(status)) }
    #expect(failure.error.code == "rulesUnreadable")
  }

  @Test("A refusal's single text stands for all languages, without control characters")
  func singleText() async throws {
    let failure = try await failure { _ in
      .json(
        #"{"error":{"code":"stopped","message":"Sales\u001b stopped.","hint":"Ask."}}"#,
        status: .status(409))
    }
    let error = try #require(failure.error as? SaleError)
    #expect(error.code == "stopped" && error.nature == .refusal)
    #expect(error.message.english == "Sales  stopped. Ask.")
    #expect(error.hint?.simplifiedChinese == "Ask.")
  }

  @Test("An answer beyond the limit is stopped while it arrives", arguments: [true, false])
  func oversized(endless: Bool) async throws {
    let failure = try await failure(limit: 4_096) { _ in
      let spaces = [UInt8](repeating: 0x20, count: 5_000)
      return HTTPResponse(
        statusCode: .ok,
        body: endless
          ? HTTPBodySequence(from: FaultyBytes(bytes: spaces, end: .endless))
          : HTTPBodySequence(data: Data(spaces)))
    }
    #expect(failure.error.code == "rulesAnswerTooLarge")
  }

  @Test("An endless answer costs no more memory than its limit")
  func endlessCostsNothing() async {
    // A process of its own: what other tests occupy is not counted.
    await #expect(processExitsWith: .success) {
      let endless: RulesServer.Behaviour = { _ in
        let spaces = [UInt8](repeating: 0x20, count: 1 << 16)
        return HTTPResponse(
          statusCode: .ok, headers: [.contentType: "application/json"],
          body: HTTPBodySequence(from: FaultyBytes(bytes: spaces, end: .endless)))
      }
      let sale = try Sample.chainStore.sale
      let isRefused = try await RulesServer.run(endless) { server in
        let rules = HTTPRules(
          endpoint: server.endpoint, timeout: .seconds(3_600), answerLimit: 1 << 20)
        for _ in 1...8 {
          let error = await rules.refusal(of: sale) as? RulesServiceError
          guard error?.code == "rulesAnswerTooLarge" else { return false }
        }
        return true
      }
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let kibibytes = peak.flatMap { Int($0.filter(\.isNumber)) } ?? .max
      // Eight answers without a limit had taken hundreds of MiB; the program itself takes most of this.
      exit(isRefused && kibibytes < 192 << 10 ? 0 : 1)
    }
  }

  @Test("A packed answer is not unpacked, whatever it would grow to: it is no JSON")
  func packed() async throws {
    // gzip of nothing: what matters is that nobody looks inside.
    let bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let failure = try await failure { _ in
      HTTPResponse(
        statusCode: .ok,
        headers: [.contentType: "application/json", HTTPHeader("Content-Encoding"): "gzip"],
        body: Data(bytes))
    }
    #expect(failure.error.code == "rulesUnreadable")
    let asked = failure.requests.first?.headers[HTTPHeader("Accept-Encoding")]
    #expect(asked == nil)
  }

  @Test(
    "A quote that is not said to be JSON is not believed",
    arguments: ["text/html", "text/plain; charset=utf-8", "application/octet-stream", ""])
  func contentType(type: String) async throws {
    let engine = try Sample.chainStore.engine
    let failure = try await failure { sale in
      HTTPResponse(
        statusCode: .ok, headers: type.isEmpty ? [:] : [.contentType: type],
        body: Data(try engine.quote(sale).json(language: .english).utf8))
    }
    #expect(failure.error.code == "rulesUnreadable")
  }

  @Test(
    "JSON under any of its names is believed",
    arguments: [
      "application/json", "Application/JSON; charset=utf-8", "application/vnd.shop.quote+json",
    ])
  func jsonTypes(type: String) async throws {
    let engine = try Sample.chainStore.engine
    let sale = try Sample.chainStore.sale
    let quote = try await RulesServer.run { sale in
      HTTPResponse(
        statusCode: .ok, headers: [.contentType: type],
        body: Data(try engine.quote(sale).json(language: .english).utf8))
    } _: { server in
      try await HTTPRules(endpoint: server.endpoint, timeout: .seconds(3_600)).quote(sale)
    }
    #expect(quote == (try engine.quote(sale)))
  }

  @Test("A29: a redirect is not followed: the member's data go to the declared place only")
  func redirect() async throws {
    let failure = try await failure { _ in
      HTTPResponse(
        statusCode: .status(307), headers: [.location: "/elsewhere"], body: Data())
    }
    #expect(failure.error.code == "rulesFailed")
    #expect(failure.requests.map(\.path) == ["/v1/quotes"])
  }

  @Test("A cancelled caller is let go at once, and nobody stands in")
  func cancelled() async throws {
    let engine = try Sample.chainStore.engine
    let sale = try Sample.chainStore.sale
    let (asked, reached) = AsyncStream<Void>.makeStream()
    let error = try await RulesServer.run { _ in
      reached.finish()
      await Silence.wait()
      return .json("")
    } _: { server in
      let client = HTTPRules(endpoint: server.endpoint, timeout: .seconds(3_600))
      let rules = FallbackRules(primary: client, fallback: engine, policy: .builtIn)
      let caller = Task { await rules.refusal(of: sale) }
      for await _ in asked {}
      caller.cancel()
      return await caller.value
    }
    #expect(error is CancellationError)
  }
}
