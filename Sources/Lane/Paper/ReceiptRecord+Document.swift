package import MemberStore
package import Receipts

extension ReceiptRecord {
  /// The slip as it is stored. Throws what its document is at fault with.
  package func composed() throws -> Receipt { try ReceiptDocument.decode(content.utf8) }

  /// Takes a changed slip in the stored one's place, with the state of its signature.
  package mutating func replace(by receipt: Receipt) throws {
    content = String(decoding: try ReceiptDocument.encode(receipt), as: UTF8.self)
    signature = receipt.signatureState?.rawValue
  }
}
