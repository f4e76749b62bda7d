import Loyalty

/// The key by which a service recognises a sale that it has seen (draft-ietf-httpapi-idempotency-key-header).
///
/// It comes from the sale's id and content alone: the same sale has the same key in every attempt, after a
/// restart and on every machine, and a sale whose content has changed has another.
struct IdempotencyKey: Hashable, CustomStringConvertible {
  /// The id's letters, digits, `-`, `_` and `.`, then 32 hexadecimal digits of the content.
  let description: String

  init(saleID: String, content: some Sequence<UInt8>) {
    let id = saleID.utf8.prefix(64).map { Self.plain.contains($0) ? $0 : UInt8(ascii: "-") }
    var hash = FNV1a128()
    for byte in content { hash.add(byte) }
    let digits = String(hash.value, radix: 16)
    description =
      String(decoding: id, as: UTF8.self) + "."
      + String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }

  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.".utf8)
}

/// FNV-1a with 128 bits (RFC 9923): enough to tell contents of one sale apart, and no secret hangs on it.
struct FNV1a128 {
  private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  mutating func add(_ byte: UInt8) {
    value ^= UInt128(byte)
    value &*= 0x0000_0000_0100_0000_0000_0000_0000_013b
  }
}
