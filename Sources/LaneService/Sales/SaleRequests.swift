import Desk
import Documents
import Lane
import Loyalty
import MagneticStripe
import Receipts
import Wording

/// `{"confirm":["identityCard"]}`: what the cashier has confirmed.
enum ConfirmationRequest {
  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> [SaleConfirmation] {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let items = fields.require("confirm")?.items(atMost: 20)
      let confirmations = items?.compactMap { $0.choice(SaleConfirmation.self) }
      fields.finish()
      return confirmations
    }
  }
}

/// `{"tenders":[{"kind":"cash","amount":"800.00"}]}`: how a sale is paid; an empty document names none.
enum TenderRequest {
  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> [Tender] {
    guard !document.isEmpty else { return [] }
    return try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let items = fields.optional("tenders")?.items(atMost: 20) ?? []
      let tenders = items.compactMap { $0.fields().flatMap(tender) }
      fields.finish()
      return tenders.count == items.count ? tenders : nil
    }
  }

  private static func tender(_ fields: Fields) -> Tender? {
    let kind = fields.require("kind")?.text()
    let amount = fields.require("amount")?.money()
    fields.finish()
    guard let kind, let amount else { return nil }
    return Tender(Tender.Kind(rawValue: kind), amount)
  }
}

/// `{"swipe":";9156…?"}`: a stripe as a reader in keyboard mode types it.
enum SwipeRequest {
  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> StripeRead {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let text = fields.require("swipe")?.text()
      fields.finish()
      return text.map { KeyboardWedgeText.read($0) }
    }
  }
}

/// `{"id":"R-1","lines":[{"line":"1","quantity":1}],"tender":"cash","cashier":"07"}`: goods that come back.
struct ReturnOrder {
  let id: String?
  let request: ReturnRequest
  let tender: Tender.Kind
  let cashier: String?

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> ReturnOrder {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let id = fields.optional("id")?.text()
      let items = fields.require("lines")?.items(atMost: 1000)
      let lines = items?.compactMap { $0.fields().flatMap(line) }
      let tender = fields.optional("tender")?.text()
      let cashier = fields.optional("cashier")?.text()
      fields.finish()
      return lines.map { lines in
        ReturnOrder(
          id: id, request: ReturnRequest(items: lines),
          tender: tender.map(Tender.Kind.init(rawValue:)) ?? .cash, cashier: cashier)
      }
    }
  }

  private static func line(_ fields: Fields) -> ReturnItem? {
    let line = fields.require("line")?.text()
    let quantity = fields.require("quantity")?.quantity()
    fields.finish()
    guard let line, let quantity else { return nil }
    return ReturnItem(line: line, quantity: quantity)
  }
}

/// `{"on":"paper"}`: what was seen of a signature.
enum SignatureRequest {
  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> SlipDesk.Seen {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let seen = fields.require("on")?.choice(SlipDesk.Seen.self)
      fields.finish()
      return seen
    }
  }
}

/// `{"copy":"customer"}`: which copy is printed again.
enum ReprintRequest {
  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> Receipt.Copy {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let copy = fields.require("copy")?.choice(Receipt.Copy.self)
      fields.finish()
      return copy
    }
  }
}
