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
    guard let signed = try stored.composed().withSignature(state, drawing: drawing) else {
      throw StoreError.signatureStep(number)
    }
    var changed = stored
    try changed.replace(by: signed)
    if drawing != nil, state == .captured {
      changed.signedHash = try StoredSlip.hash(of: signed)
    }
    if changed != stored { try await replace(stored, by: changed) }
    return signed
  }
}
