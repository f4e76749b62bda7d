import BusinessCalendar
import CardCrypto
import Foundation
import Loyalty
import MagneticStripe
import Receipts
import SmartCard
import Swipes
import VIPCard
import VirtualCards

/// A card, its swipe, and a verifier with its key.
struct CardSetup: Sendable {
  let date: BusinessDate
  let verifier: CardVerifier
  let swipe: String
  let channel: any CardChannel

  init() async throws {
    let key = SecretBytes((0..<16).map { UInt8($0) })
    let keys = try MemoryKeyStore([2026: key], right: .issue)
    date = try known(BusinessDate("2026-11-22"))
    let identity = try known(
      CardIdentity(
        number: CardNumber("9156880012345672"), year: known(CardYear(2026)), sequence: 1))
    verifier = CardVerifier(keys: keys)
    swipe = try await known(CardIssuer(keys: keys).stripe(for: identity).encoded(.two))
    channel = LoopbackChannel(
      try await VirtualCPUCard.personalised(
        identity: identity, serial: [4, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80], issued: date,
        keys: keys))
  }
}

/// A sale of some lines, a member, and the engine of the chain-store program.
struct SaleSetup: Sendable {
  let engine: RuleEngine
  let sale: Sale
  let quote: Quote

  init(lines: Int) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "programs/chain-store.yaml"), encoding: .utf8)
    engine = RuleEngine(try LoyaltyProgram.load(yaml: text, file: "chain-store.yaml"))
    var sale = try Sale.read(
      json: Data(contentsOf: root.appending(path: "programs/examples/chain-store-sale.json")))
    let models = sale.lines
    sale.lines = (0..<lines).map { index in
      var line = models[index % models.count]
      line.id = String(index + 1)
      return line
    }
    self.sale = sale
    quote = try engine.quote(sale)
  }

  /// The slip of the sale.
  func receipt() -> Receipt {
    Slip.compose(
      sale: sale, quote: quote,
      card: SlipCard(maskedNumber: "9156 **** **** 5672", year: 2026, proof: .verified),
      header: SlipHeader(storeName: "云舒女装 示范店", sale: sale), tenders: [],
      language: .simplifiedChinese)
  }
}

/// A member's ledger: points earned and, every second time, partly spent.
enum LedgerSetup {
  static func entries(count: Int) throws -> [LedgerEntry] {
    let date = try known(BusinessDate("2026-03-01"))
    let reason = EarningReason(
      basis: Money(fen: 10_000), rules: [.a(11)],
      program: ProgramVersion(id: "chain-store", version: "2026-01"))
    return (0..<count).map { index in
      let lot = "S\(index / 2)"
      let change: LedgerEntry.Change =
        index.isMultiple(of: 2)
        ? .earned(lot: lot, points: 100, expires: date.endOfYear, pending: false, why: reason)
        : .used(lot: lot, points: 40)
      return LedgerEntry(date: date, change: change, cause: lot)
    }
  }
}
