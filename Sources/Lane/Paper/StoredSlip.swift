import CardCrypto
public import MemberStore
public import Receipts
public import Wording

/// A slip as it is stored, with what a drawn signature stands under.
public struct StoredSlip: Sendable {
  /// The slip; where a signature was drawn, a line under it shows the hash of what was signed.
  public let receipt: Receipt
  /// Whether the slip is still what was signed.
  public let binding: Binding

  /// How a drawn signature and the slip belong together.
  public enum Binding: Sendable, Hashable {
    /// Nobody has drawn a signature.
    case none
    /// The slip is what was signed; its hash.
    case intact(String)
    /// The slip was changed after it was signed.
    case changed
  }

  /// Reads a stored slip.
  ///
  /// - Throws: what the slip's document is at fault with.
  public init(_ stored: ReceiptRecord) throws {
    let receipt = try stored.composed()
    guard let signed = stored.signedHash else {
      self.receipt = receipt
      binding = .none
      return
    }
    let isIntact = try Self.hash(of: receipt) == signed
    binding = isIntact ? .intact(signed) : .changed
    self.receipt = receipt.withNote(isIntact ? Self.proof(signed) : Self.changed)
  }

  /// The hash of what the member signs: the slip without the signature itself, whichever copy it is.
  static func hash(of receipt: Receipt) throws -> String {
    var plain = receipt.copy(for: .merchant).reprinted(0)
    plain.lines = plain.lines.map { line in
      guard case .signature(var block) = line else { return line }
      block.state = .required
      block.drawing = nil
      return .signature(block)
    }
    return SHA256Digest.hex(try ReceiptDocument.encode(plain))
  }

  /// The hash as people compare it: its first 16 digits.
  private static func proof(_ hash: String) -> Sentence {
    let short = hash.prefix(16)
    return Sentence(
      zhHans: "签名校验 \(short)", zhHant: "簽名校驗 \(short)", en: "Signed slip \(short)")
  }

  private static let changed = Sentence(
    zhHans: "注意：签名后小票内容被改动，签名无效。", zhHant: "注意：簽名後簽單內容被更動，簽名無效。",
    en: "Beware: the slip was changed after it was signed; the signature is void.")
}

extension Receipt {
  /// The receipt with a line under the signature.
  fileprivate func withNote(_ note: Sentence) -> Receipt {
    var result = self
    let place = result.lines.lastIndex { if case .signature = $0 { true } else { false } }
    result.lines.insert(.text(note[language]), at: (place ?? result.lines.count - 1) + 1)
    return result
  }
}

extension ReceiptRecord {
  /// What stands in the place of a slip whose member's data have left the store (rule A48).
  public static func erasedSlip(_ record: ReceiptRecord, _ language: Language) -> String {
    let words = Sentence(
      zhHans: "会员资料已按规则清除，小票不再保留。", zhHant: "會員資料已按規則清除，簽單不再保留。",
      en: "The member's data were erased under the rules; the slip is not kept.")
    let receipt = Receipt(
      number: record.number, language: language, lines: [.text(words[language]), .cut])
    guard let bytes = try? ReceiptDocument.encode(receipt) else { return "{}" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
