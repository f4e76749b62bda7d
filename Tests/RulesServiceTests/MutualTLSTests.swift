import Foundation
import Loyalty
import RulesService
import TestSupport
import Testing
import Wording

@Suite("A service that is reached over TLS")
struct MutualTLSTests {
  @Test("Both sides prove who they are; the quote comes through")
  func mutual() async throws {
    let sale = try Sample.chainStore.sale
    let expected = try Sample.chainStore.engine.quote(sale)
    let quote = try await TLSRulesServer.run(answer: expected.json(language: .english)) { server in
      try await HTTPRules(
        endpoint: server.endpoint, timeout: .seconds(3_600),
        identity: TLSIdentity(
          authorities: server.file("ca.pem"), certificate: server.file("till.pem"),
          key: server.file("till.key"))
      ).quote(sale)
    }
    #expect(quote == expected)
  }

  /// What of the identity is missing or wrong.
  enum Lack: String, CaseIterable, Sendable {
    case ownCertificate, authority, strangersCertificate
  }

  @Test("Who proves it not, or is proved by a stranger, gets nothing", arguments: Lack.allCases)
  func refused(lack: Lack) async throws {
    let sale = try Sample.chainStore.sale
    let expected = try Sample.chainStore.engine.quote(sale)
    let error = try await TLSRulesServer.run(answer: expected.json(language: .english)) { server in
      let identity =
        switch lack {
        case .ownCertificate: TLSIdentity(authorities: server.file("ca.pem"))
        case .authority:
          TLSIdentity(certificate: server.file("till.pem"), key: server.file("till.key"))
        case .strangersCertificate:
          TLSIdentity(
            authorities: server.file("ca.pem"), certificate: server.file("stranger.pem"),
            key: server.file("stranger.key"))
        }
      return await HTTPRules(
        endpoint: server.endpoint, timeout: .seconds(3_600), retries: 0, identity: identity
      ).refusal(of: sale)
    }
    let explained = try #require(error as? RulesServiceError)
    #expect(explained.code == "rulesUnreachable" && explained.nature == .device)
  }

  @Test("A certificate that is no certificate is a mistake in the settings")
  func garbage() async throws {
    let sale = try Sample.chainStore.sale
    let error = try await TLSRulesServer.run(answer: "{}") { server in
      try Data("no certificate".utf8).write(to: URL(filePath: server.file("till.pem")))
      return await HTTPRules(
        endpoint: server.endpoint, timeout: .seconds(3_600),
        identity: TLSIdentity(
          authorities: server.file("ca.pem"), certificate: server.file("till.pem"),
          key: server.file("till.key"))
      ).refusal(of: sale)
    }
    #expect((error as? RulesServiceError)?.code == "rulesUnusableSettings")
  }
}
