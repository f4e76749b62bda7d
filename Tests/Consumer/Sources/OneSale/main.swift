import BusinessCalendar
import CardCrypto
import Foundation
import Lane
import Loyalty
import MagneticStripe
import Receipts
import SQLiteStore
import VIPCard

// A program file, and a store in one SQLite file.
let file = CommandLine.arguments[1]
let program = try LoyaltyProgram.load(
  yaml: try String(contentsOfFile: file, encoding: .utf8), file: file)
let store = try SQLiteMemberStore(path: "members.db")

// A card of 2026 and what a reader types when it is swiped. A real till has the keys in a key file, and
// the swipe from a reader.
let keys = try MemoryKeyStore([2026: SecretBytes(Array(0..<16))], right: .issue)
guard let year = CardYear(2026), let today = BusinessDate("2026-11-22"),
  let card = CardIdentity(number: try CardNumber("9156880012345672"), year: year, sequence: 1)
else { fatalError("No such card.") }
let stripe = try await CardIssuer(keys: keys).stripe(for: card)
let swipe = [TrackNumber.one, .two].compactMap(stripe.encoded).joined()

// One lane: is the card good, what does the sale cost, and the slip.
let clock = FixedLaneClock(
  LaneTime(date: today, stamp: "2026-11-22T10:15:00+08:00"))
let lane = CheckoutLane(
  configuration: LaneConfiguration(store: "S01", storeName: "中山路店", lane: "L1"), store: store,
  program: program, clock: clock)
let sale = try Sale.read(
  json: """
    {"id":"L1-20261122-0001","store":"S01","lane":"L1","date":"2026-11-22",
     "time":"10:15:00+08:00","cashier":"07",
     "lines":[{"id":"1","sku":"6901","name":"羊毛衫","quantity":1,"unitPrice":"559.00",
               "kind":"regular"}]}
    """)
let judgement = try await CardVerifier(keys: keys, register: lane.register)
  .judge(KeyboardWedgeText.read(swipe), on: sale.date)
let result = try await lane.checkout(
  sale: sale, card: judgement, tenders: [Tender(.cash, Money(fen: 50_000))])
print(PlainText.render(Layout(result.receipt)))
try await store.close()
