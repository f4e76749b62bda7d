import Desk
import Loyalty
import VIPCard

/// A sale while its basket grows: nothing of it is booked.
struct OpenSaleEntry: Sendable {
  /// The sale as the till gave it last, in the bytes in which it came.
  var document: [UInt8]
  /// The same, read.
  var sale: Sale
  /// What the cashier has confirmed since it was opened.
  var confirmations: [SaleConfirmation] = []
  /// The judgement on the card that was shown; it is never written down.
  var card: CardJudgement?
  /// Whether the card took another one's place.
  var hasReplaced = false

  /// The sale with what was confirmed of it.
  var open: OpenSale {
    var open = OpenSale(sale)
    for confirmation in confirmations { open.confirm(confirmation) }
    if hasReplaced {
      open.sale.card = CardPresentation(
        replacedAnother: true, afterPayment: open.sale.card?.afterPayment ?? false)
    }
    return open
  }
}
