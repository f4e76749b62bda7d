import CardCrypto
import MagneticStripe
import TestSupport
import VirtualUSB

/// Keys and heads of the standard's examples.
enum Heads {
  /// 0123456789ABCDEFFEDCBA9876543210 (ANSI X9.24-1, annex A.4).
  static let base = SecretBytes(hex("0123456789ABCDEFFEDCBA9876543210"))
  /// FEDCBA9876543210F1F1F1F1F1F1F1F1 (ANSI X9.24-3, supplement).
  static let aesBase = SecretBytes(hex("FEDCBA9876543210F1F1F1F1F1F1F1F1"))

  /// A store with the keys of every head here.
  static func keys() throws -> MemorySwipeKeyStore {
    var store = MemorySwipeKeyStore()
    try store.add(baseKey: base, prefix: KeySetPrefix(hex("FFFF987654")))
    try store.add(baseKey: base, prefix: KeySetPrefix(hex("629949")))
    try store.add(baseKey: aesBase, prefix: KeySetPrefix(hex("12345678")), algorithm: .aes)
    return store
  }

  /// A store with a key of the right readers that is another one.
  static func wrongKeys() throws -> MemorySwipeKeyStore {
    var store = MemorySwipeKeyStore()
    let key = SecretBytes([UInt8](repeating: 0x5A, count: 16))
    try store.add(baseKey: key, prefix: KeySetPrefix(hex("FFFF987654")))
    try store.add(baseKey: key, prefix: KeySetPrefix(hex("629949")))
    try store.add(baseKey: key, prefix: KeySetPrefix(hex("12345678")), algorithm: .aes)
    return store
  }

  static func magneSafe(_ layout: MagneSafeHead.Layout = .full) throws -> MagneSafeHead {
    MagneSafeHead(key: try .standard(), layout: layout)
  }

  /// A head with a key by TDES or by AES DUKPT.
  static func secureMag(
    _ format: SecureMagHead.Format, _ cipher: TrackCipher = .tdes, isAES: Bool = false
  ) throws -> SecureMagHead {
    let number = try KeySerialNumber(
      hex(isAES ? "123456789012345600000000" : "62994901190000000000"))
    return SecureMagHead(
      key: try HeadKey(baseKey: isAES ? aesBase : base, number: number), format: format,
      cipher: cipher)
  }
}

/// What a swipe of the published VIP card gives.
extension Stripe {
  static let all = [one, two, three]
}

extension StripeRead {
  /// The code of the error on each track; `nil` for a track that is good or empty.
  var errorCodes: [String?] {
    TrackNumber.allCases.map { tracks?[$0].trackError?.code }
  }
}
