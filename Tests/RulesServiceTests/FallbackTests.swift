import Documents
import FlyingFox
import Foundation
import Loyalty
import RulesService
import Synchronization
import Testing
import Wording

/// Rules that answer each sale with one error.
struct FailingRules: LoyaltyRules {
  var error: any Error
  func quote(_ sale: Sale) async throws -> Quote { throw error }
}

@Suite("What follows when a rules service fails")
struct FallbackTests {
  private static let failures: [RulesServiceError] = [
    .unreachable(host: "h", reason: "r"), .timedOut(host: "h", milliseconds: 5),
    .accessDenied(host: "h", status: 401), .failed(host: "h", status: 500),
    .answerTooLarge(host: "h", limit: 5), .unreadable(host: "h", mistakes: []),
    .contradictory(host: "h", mistakes: []), .excessive(host: "h", mistakes: []),
  ]

  @Test(
    "builtIn: the built-in rules stand in for every failure, and it is reported",
    arguments: failures)
  func standsIn(failure: RulesServiceError) async throws {
    let engine = try Sample.chainStore.engine
    let sale = try Sample.chainStore.sale
    let reports = Mutex<[String]>([])
    let rules = FallbackRules(
      primary: FailingRules(error: failure), fallback: engine, policy: .builtIn
    ) { error in
      reports.withLock { $0.append((error as? any ExplainedError)?.code ?? "?") }
    }
    #expect(try await rules.quote(sale) == (try engine.quote(sale)))
    #expect(reports.withLock { $0 } == [failure.code])
  }

  @Test("refuse: the failure stands, and says what to do in every language", arguments: failures)
  func refuses(failure: RulesServiceError) async throws {
    let rules = FallbackRules(
      primary: FailingRules(error: failure), fallback: try Sample.chainStore.engine,
      policy: .refuse)
    let error = await rules.refusal(of: try Sample.chainStore.sale)
    #expect(error as? RulesServiceError == failure)
    #expect(failure.nature == .device)
    for language in Language.allCases {
      #expect(failure.message[language].contains("h") && failure.hint?[language].isEmpty == false)
    }
  }

  @Test(
    "What the service refuses stays refused, and what it calls malformed stays so",
    arguments: [ErrorNature.refusal, .input])
  func refusalStands(nature: ErrorNature) async throws {
    let text = Sentence(zhHans: "不", zhHant: "不", en: "no")
    let refusal = SaleError(
      Mistake(code: "memberOnlyGoods", path: "", sentence: text, nature: nature))
    let rules = FallbackRules(
      primary: FailingRules(error: refusal), fallback: try Sample.chainStore.engine,
      policy: .builtIn)
    let error = await rules.refusal(of: try Sample.chainStore.sale)
    #expect(error as? SaleError == refusal)
  }

  @Test("When the built-in rules refuse in the service's place, that refusal stands")
  func fallbackRefuses() async throws {
    let sale = try Sample.chainStore.sale.with { $0.member?.level = "emperor" }
    let rules = FallbackRules(
      primary: NoRules(), fallback: try Sample.chainStore.engine, policy: .builtIn)
    #expect((await rules.refusal(of: sale) as? SaleError)?.nature == .input)
  }
}

@Suite("Rules as a configuration declares them")
struct DeclaredRulesTests {
  @Test("builtIn decides alone")
  func builtIn() async throws {
    let sale = try Sample.chainStore.sale
    let engine = try Sample.chainStore.engine
    let rules = try RulesConfiguration.builtIn.rules(builtIn: engine)
    #expect(try await rules.quote(sale) == (try engine.quote(sale)))
  }

  @Test(
    "A declared service decides, with the token of its file", arguments: FallbackPolicy.allCases)
  func service(policy: FallbackPolicy) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rules-token-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("s3cret\n".utf8).write(to: file)
    let sale = try Sample.chainStore.sale
    let engine = try Sample.chainStore.engine
    let expected = try engine.quote(sale)
    let received = try await RulesServer.run(RulesServer.honest(engine)) { server in
      let declared = RulesConfiguration(
        service: RulesServiceSettings(
          endpoint: server.endpoint.absoluteString, fallback: policy, timeout: 60_000,
          tokenFile: file.path))
      let quote = try await declared.rules(builtIn: NoRules(), clock: StoppedClock()).quote(sale)
      #expect(quote == expected)
      return server.received
    }
    #expect(received.map { $0.headers[.authorization] } == ["Bearer s3cret"])
  }

  @Test("A service that fails is replaced, or not, as declared", arguments: FallbackPolicy.allCases)
  func fallback(policy: FallbackPolicy) async throws {
    let sale = try Sample.chainStore.sale
    let engine = try Sample.chainStore.engine
    let error = try await RulesServer.run { _ in
      .json("no", status: .status(500))
    } _: { server in
      let declared = RulesConfiguration(
        service: RulesServiceSettings(
          endpoint: server.endpoint.absoluteString, fallback: policy, timeout: 60_000))
      return await (try declared.rules(builtIn: engine, clock: StoppedClock())).refusal(of: sale)
    }
    #expect((error == nil) == (policy == .builtIn))
  }

  @Test(
    "A token file that is missing, empty or of two lines is refused",
    arguments: [nil, "", "a\nb", "a\u{1}"])
  func token(text: String?) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rules-token-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    if let text { try Data(text.utf8).write(to: file) }
    let declared = RulesConfiguration(
      service: RulesServiceSettings(
        endpoint: "https://rules.example.com/v1/quotes", fallback: .refuse, tokenFile: file.path))
    let error = #expect(throws: RulesServiceError.self) {
      _ = try declared.rules(builtIn: NoRules())
    }
    #expect(error == .unusableSettings(field: "service.tokenFile", value: file.path))
    #expect(error?.nature == .input)
  }
}
