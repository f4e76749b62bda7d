import BusinessCalendar
import CardCrypto
import Desk
import Foundation
import MagneticStripe
import Testing
import VIPCard

@Suite("From a swipe to a verdict")
struct VerdictTests {
  private let stripe = ";9156880012345672=26127011966065963249?"

  @Test("A program that imports Desk judges a swipe by the unlocked keys of a key file")
  func verdict() async throws {
    let path = NSTemporaryDirectory() + "cardlane-desk-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let passphrase = SecretBytes(Array("a passphrase".utf8))
    let derivation = try #require(PassphraseDerivation(cost: 1 << 12))
    try KeyFile.create(at: path, passphrase: passphrase, derivation: derivation)
    try KeyFile.importKey(
      SecretBytes((0..<16).map { UInt8($0) }), at: path, year: 2026, passphrase: passphrase)
    let date = try #require(BusinessDate("2026-11-22"))

    let keys = try KeySource(path).open(readerKeys: nil, KeySecrets { passphrase })
    let judge = CardJudge(keys: keys.issuer)
    let (judgement, outcome) = try await judge.judge(on: date) { verifier in
      try await verifier.judge(KeyboardWedgeText.read(stripe), on: date)
    }
    #expect(judgement.isAccepted && judgement.identity?.sequence == 1)
    #expect(outcome == nil)
  }

  @Test(
    "Without keys a card of ours is of an unknown year; a SAM names the reader that is passed over")
  func withoutKeys() async throws {
    let nobody = KeySecrets { throw CancellationError() }
    let date = try #require(BusinessDate("2026-11-22"))
    let judge = CardJudge(keys: try KeySource(nil).open(readerKeys: nil, nobody).issuer)
    let (judgement, _) = try await judge.judge(on: date) { verifier in
      try await verifier.judge(KeyboardWedgeText.read(stripe), on: date)
    }
    #expect(judgement.verdict.check == .unknownKeyYear)
    #expect(KeySource("sam:ACR%20SAM?pairing=/k").samReader == "ACR SAM")
    #expect(KeySource("keys.json").samReader == nil)
  }
}
