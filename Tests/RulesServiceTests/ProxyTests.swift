import FlyingFox
import Foundation
import Loyalty
import RulesService
import Testing
import Wording

@Suite("Proxies of the environment")
struct ProxyTests {
  @Test("A29: what goes to an http service unencrypted passes no proxy")
  func passedBy() async {
    // A process of its own, since the environment is one for all tests. At port 1 there is no proxy, so
    // whatever were sent to it would fail.
    await #expect(processExitsWith: .success) {
      for name in ["http_proxy", "all_proxy"] { unsafe setenv(name, "http://127.0.0.1:1", 1) }
      unsafe setenv("no_proxy", "elsewhere.example", 1)
      let engine = try Sample.chainStore.engine
      let sale = try Sample.chainStore.sale
      let quote = try await RulesServer.run { sale in
        .json(try engine.quote(sale).json(language: .english))
      } _: { server in
        try await HTTPRules(endpoint: server.endpoint, timeout: .seconds(3_600)).quote(sale)
      }
      guard quote.due == (try engine.quote(sale)).due else { exit(1) }
    }
  }
}
