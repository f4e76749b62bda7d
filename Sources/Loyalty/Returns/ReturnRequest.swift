import Documents
import Wording

/// Goods that come back: some lines of a sale, whole or in part.
public struct ReturnRequest: Sendable, Hashable {
  /// What comes back, at most one entry a line.
  public var items: [ReturnItem]

  /// Makes a request.
  public init(items: [ReturnItem]) { self.items = items }

  /// Reads a request from JSON: `[{"id":"1","quantity":1}]`, or the same list under the key `lines`.
  ///
  /// - Throws: ``ReturnError`` of nature `input` with every mistake.
  public static func read(json: some Sequence<UInt8>) throws(ReturnError) -> ReturnRequest {
    do {
      return try Document.read(Array(json), as: .json) { root in
        var list: Value? = root
        if case .mapping = root.node.content, let fields = root.fields() {
          list = fields.require("lines")
          fields.finish()
        }
        let items = list?.items()?.compactMap { $0.fields().flatMap(item) }
        return items.map(ReturnRequest.init)
      }
    } catch {
      // Who is returning goods needs no advice to return them.
      throw ReturnError(
        error.mistakes.map { mistake in
          var mistake = mistake
          if mistake.code == "invalidQuantity" { mistake.suggestion = nil }
          return mistake
        })
    }
  }

  private static func item(_ fields: Fields) -> ReturnItem? {
    let line = fields.require("id")?.text()
    let quantity = fields.require("quantity")?.quantity()
    fields.finish()
    guard let line, let quantity else { return nil }
    return ReturnItem(line: line, quantity: quantity)
  }
}

/// So much of a line.
public struct ReturnItem: Sendable, Hashable {
  /// The sale line's id.
  public var line: String
  /// How much of it; above 0.
  public var quantity: Quantity

  /// Makes an item.
  public init(line: String, quantity: Quantity) {
    self.line = line
    self.quantity = quantity
  }
}

/// A sale as it was committed, with its frozen line shares.
public struct CommittedSale: Sendable, Hashable {
  /// The sale.
  public var sale: Sale
  /// The quote that it was committed with.
  public var quote: Quote
  /// The lots that its redeemed points came from, in the order in which they were taken; the lots
  /// are those of the list that a return is given.
  public var redeemedFrom: [LotUse]

  /// Makes a committed sale.
  public init(sale: Sale, quote: Quote, redeemedFrom: [LotUse] = []) {
    self.sale = sale
    self.quote = quote
    self.redeemedFrom = redeemedFrom
  }
}
