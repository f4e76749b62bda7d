package import Foundation
package import Lane
package import MemberStore
package import Printers
package import Receipts
import Wording

/// What is noted of a slip after the sale: that the member has signed it, and that it was printed again.
package struct SlipDesk: Sendable {
  package let store: any MemberStore

  package init(_ store: any MemberStore) { self.store = store }

  /// What somebody has seen of a signature.
  package enum Seen: String, Sendable, CaseIterable {
    /// It is on paper.
    case paper
    /// The member did not sign.
    case refused

    /// The state of the slip's signature.
    package var state: SignatureState { self == .paper ? .signed : .refused }
  }

  /// Notes of slips what was seen of their signatures (rule A39): of all of them or, where one is at fault, of none.
  ///
  /// - Throws: ``StoreError`` `unknownReceipt`; `noSignature` for a slip that asks for none; `signatureStep` for
  ///   one that is signed and cannot be refused any more.
  package func sign(_ numbers: [String], _ seen: Seen) async throws -> [SignedSlip] {
    try await store.write { tables in
      try numbers.map { number in
        guard let stored = try tables.receipt(number) else {
          throw StoreError.unknownReceipt(number)
        }
        return try Self.sign(stored, seen, tables)
      }
    }
  }

  private static func sign(
    _ stored: ReceiptRecord, _ seen: Seen, _ tables: any StoreTransaction
  ) throws -> SignedSlip {
    let receipt = try stored.composed()
    guard let before = receipt.signatureState else { throw StoreError.noSignature(stored.number) }
    if before == seen.state {
      return SignedSlip(number: stored.number, state: before, isRepeated: true)
    }
    // What somebody has signed on paper was on paper.
    let printed = before == .required ? receipt.withSignature(.printed) ?? receipt : receipt
    guard let signed = printed.withSignature(seen.state) else {
      throw StoreError.signedAlready(stored.number)
    }
    var changed = stored
    try changed.replace(by: signed)
    try tables.update(changed)
    return SignedSlip(number: stored.number, state: seen.state, isRepeated: false)
  }

  /// Prints a copy of a stored slip again; what may be on paper already is marked 重印 with its count.
  ///
  /// - Throws: ``StoreError`` for a number that nobody knows.
  package func reprint(
    _ number: String, copy: Receipt.Copy, on printer: any Printer, zone: TimeZone = .current
  ) async throws -> SlipCopy {
    try await SlipPrinting(store: store, printer: printer, clock: SystemLaneClock(zone: zone))
      .reprint(number, copy: copy)
  }
}

/// A slip with what became of its signature.
package struct SignedSlip: Sendable, Hashable {
  package let number: String
  package let state: SignatureState
  /// Whether it had been noted before.
  package let isRepeated: Bool
}

extension StoreError {
  /// The slip asks for no signature.
  fileprivate static func noSignature(_ number: String) -> StoreError {
    StoreError(
      Code(rawValue: "noSignature"), nature: .input,
      message: Sentence(
        zhHans: "小票 \(number) 不需要签名。", zhHant: "小票 \(number) 不需要簽名。",
        en: "The slip \(number) asks for no signature."))
  }

  /// A signature does not go away.
  fileprivate static func signedAlready(_ number: String) -> StoreError {
    StoreError(
      .signatureStep, nature: .refusal,
      message: Sentence(
        zhHans: "小票 \(number) 已签名，不能改为拒签。", zhHant: "小票 \(number) 已簽名，不能改為拒簽。",
        en: "The slip \(number) is signed; it cannot be refused any more."))
  }
}
