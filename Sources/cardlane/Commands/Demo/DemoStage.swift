import BusinessCalendar
import CardCrypto
import Desk
import Foundation
import Lane
import Loyalty
import MemberStore
import SQLiteStore
import VIPCard
import Wording

/// What the demonstration plays on: a folder, keys for two years, a program, a store, a lane.
struct DemoStage {
  let folder: String
  let date: BusinessDate
  let keys: MemoryKeyStore
  let store: any MemberStore
  let lane: CheckoutLane
  /// The member's card of this year and the sale that the demonstration makes with it.
  let card: CardIdentity
  let sale: Sale

  /// The folder for slips.
  var slips: String { folder + "/slips" }

  /// The verifier of the lane, its register included.
  var verifier: CardVerifier { CardVerifier(keys: keys, register: lane.register) }

  init(folder: String, programs: String, date: BusinessDate) async throws {
    self.folder = folder
    self.date = date
    try Self.clear(folder)
    let program = try ProgramFile.load(programs + "/chain-store.yaml")
    keys = try Self.makeKeys(in: folder, years: [date.year - 1, date.year])
    sale = try Self.makeSale(programs + "/examples/chain-store-sale.json", on: date)
    store = try SQLiteMemberStore(path: folder + "/members.db")
    lane = CheckoutLane(
      configuration: LaneConfiguration(
        store: sale.store, storeName: "云舒女装 示范店", lane: sale.lane,
        language: .simplifiedChinese),
      store: store, program: program, clock: SystemLaneClock(zone: .current))
    let number = try CardNumber("9156880012345672")
    guard let year = CardYear(date.year),
      let card = CardIdentity(number: number, year: year, sequence: 1)
    else {
      throw PlainError(
        code: "dateOutOfRange",
        Sentence(
          zhHans: "演示日期须在2000至2099年之间。", zhHant: "示範日期須在2000至2099年之間。",
          en: "The demonstration needs a date from 2000 to 2099."))
    }
    self.card = card
    try await enrolHolder()
  }

  /// Enters the member of the sale with their card: what the till says of a member counts for nothing.
  private func enrolHolder() async throws {
    guard let member = sale.member else { return }
    try await store.enrol(Member(member), opening: member.lots)
    try await store.issue(
      CardRecord(
        number: card.number.digits, year: card.year.rawValue, sequence: card.sequence,
        memberID: member.id, issued: member.joined ?? date))
  }

  /// A card of this number from another year.
  func card(of year: Int) -> CardIdentity? {
    CardYear(year).flatMap { CardIdentity(number: card.number, year: $0, sequence: 1) }
  }

  /// Removes what an earlier demonstration left, and nothing else.
  private static func clear(_ folder: String) throws {
    let files = FileManager.default
    for name in ["keys.json", "members.db", "members.db-wal", "members.db-shm", "slips"] {
      let path = folder + "/" + name
      if files.fileExists(atPath: path) { try files.removeItem(atPath: path) }
    }
    try OutputFolder.make(folder)
  }

  /// A key file with a random key for each year, opened as the lane would open it.
  private static func makeKeys(in folder: String, years: [Int]) throws -> MemoryKeyStore {
    let path = folder + "/keys.json"
    let passphrase = SecretBytes.random(count: 16)
    try KeyFile.create(at: path, passphrase: passphrase)
    for year in years { try KeyFile.addRandomKey(at: path, year: year, passphrase: passphrase) }
    return try KeyFile.open(at: path, passphrase: passphrase)
  }

  /// The example sale on the demonstration's date, for a member who joined three weeks ago.
  private static func makeSale(_ path: String, on date: BusinessDate) throws -> Sale {
    var sale = try Sale.read(json: InputFile.text(path))
    let compactDate = date.description.filter { $0 != "-" }
    sale.id = "\(sale.lane)-\(compactDate)-0001"
    sale.date = date
    sale.member?.joined = date.adding(days: -20)
    sale.member?.registered = date.adding(days: -15)
    sale.member?.lastPurchase = date.adding(days: -10)
    sale.member?.lots = [
      PointLot(earned: date.adding(days: -10), expires: date.endOfYear, remaining: 120)
    ]
    return sale
  }
}
