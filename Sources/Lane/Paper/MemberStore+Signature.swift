public import MemberStore
public import Receipts

extension MemberStore {
  /// Notes what became of a slip's signature: seen on paper, drawn on a pad, or refused.
  ///
  /// A drawn signature is bound to the slip by the hash of what it was drawn under.
  ///
  /// - Throws: ``StoreError`` of kind `signatureStep` when that state may not follow.
  @discardableResult
  public func sign(
    _ number: String, _ state: SignatureState, drawing: SignatureDrawing? = nil
  ) async throws -> Receipt {
    guard let stored = try await receipt(number) else { throw StoreError.unknownReceipt(number) }
    let receipt = try ReceiptDocument.decode(stored.content.utf8)
    guard let signed = receipt.withSignature(state, drawing: drawing) else {
      throw StoreError.signatureStep(number)
    }
    var changed = stored
    changed.content = String(decoding: try ReceiptDocument.encode(signed), as: UTF8.self)
    changed.signature = signed.signatureState?.rawValue
    if drawing != nil, state == .captured {
      changed.signedHash = try StoredSlip.hash(of: signed)
    }
    if changed != stored { try await replace(stored, by: changed) }
    return signed
  }
}
