import Desk
import Foundation
import LinuxSystem
import Loyalty
import Printers
import VIPCard
import Wording

/// The baskets at the lane, each on disk before anybody hears of it, so that a service that was cut off takes up
/// where the sale is. Cards are not written down: after a restart they are shown again.
actor OpenSales {
  private let folder: String
  private var entries: [String: OpenSaleEntry] = [:]
  /// The sale that a card at a reader joins: the one that changed last.
  private(set) var current: String?

  /// How many baskets a lane may have open at a time.
  static let limit = 200

  /// Takes up the baskets that lie in a folder; what cannot be read any more is left there and named.
  init(folder: String) throws {
    self.folder = folder
    try OutputFolder.make(folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    for name in names.filter({ $0.hasSuffix(Self.suffix) }).sorted() {
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + name),
        let entry = try? OpenSaleFile.read(Array(bytes))
      else { continue }
      entries[entry.sale.id] = entry
    }
  }

  /// The basket with an id.
  func entry(_ id: String) -> OpenSaleEntry? { entries[id] }

  /// Every open basket, by id.
  var all: [OpenSaleEntry] { entries.values.sorted { $0.sale.id < $1.sale.id } }

  /// Opens a basket, or replaces its goods; card and confirmations stay.
  ///
  /// - Throws: ``PlainError`` `tooManyOpenSales`, `fileNotWritten`.
  func put(_ sale: Sale, _ document: [UInt8]) throws -> OpenSaleEntry {
    var entry = entries[sale.id] ?? OpenSaleEntry(document: document, sale: sale)
    if entries[sale.id] == nil, entries.count >= Self.limit { throw Self.tooMany }
    entry.sale = sale
    entry.document = document
    try keep(entry)
    return entry
  }

  /// Takes the cashier's confirmations in.
  func confirm(_ confirmations: [SaleConfirmation], on id: String) throws -> OpenSaleEntry {
    var entry = try require(id)
    for confirmation in confirmations where !entry.confirmations.contains(confirmation) {
      entry.confirmations.append(confirmation)
    }
    try keep(entry)
    return entry
  }

  /// Puts a good card to a basket; a second one takes the first one's place.
  func show(_ card: CardJudgement, to id: String) throws -> OpenSaleEntry {
    var entry = try require(id)
    if let earlier = entry.card, earlier.identity != card.identity { entry.hasReplaced = true }
    entry.card = card
    entries[id] = entry
    current = id
    return entry
  }

  /// Puts the card away.
  func putCardAway(from id: String) throws -> OpenSaleEntry {
    var entry = try require(id)
    entry.card = nil
    entry.hasReplaced = false
    entries[id] = entry
    return entry
  }

  /// Ends a basket: it is frozen in the store, or given up.
  func close(_ id: String) {
    guard entries.removeValue(forKey: id) != nil else { return }
    if current == id { current = nil }
    try? FileManager.default.removeItem(atPath: path(id))
  }

  private func require(_ id: String) throws -> OpenSaleEntry {
    guard let entry = entries[id] else { throw Self.notOpen(id) }
    return entry
  }

  private func keep(_ entry: OpenSaleEntry) throws {
    try OwnerFile.write(OpenSaleFile.text(of: entry), to: path(entry.sale.id))
    entries[entry.sale.id] = entry
    current = entry.sale.id
  }

  private func path(_ id: String) -> String {
    folder + "/" + FileName.of(id) + Self.suffix
  }

  private static let suffix = ".sale"

  private static let tooMany = PlainError(
    code: "tooManyOpenSales",
    Sentence(
      zhHans: "本款台未完成的销售已有 \(limit) 笔。", zhHant: "本款台未完成的銷售已有 \(limit) 筆。",
      en: "There are \(limit) open sales at this lane already."),
    hint: Sentence(
      zhHans: "请先结账或放弃其中几笔。", zhHant: "請先結帳或放棄其中幾筆。",
      en: "Commit or void some of them first."), nature: .refusal)

  static func notOpen(_ id: String) -> PlainError {
    PlainError(
      code: "saleNotOpen",
      Sentence(
        zhHans: "款台没有打开的销售 \(id)。", zhHant: "款台沒有打開的銷售 \(id)。",
        en: "There is no open sale \(id) at this lane."),
      hint: Sentence(
        zhHans: "请先用 PUT 打开该销售。", zhHant: "請先用 PUT 打開該銷售。",
        en: "Open it first, with PUT."))
  }
}
