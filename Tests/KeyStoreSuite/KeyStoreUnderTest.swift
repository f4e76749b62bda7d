package import CardCrypto
import TestSupport

/// Everything that a key store can be asked.
package typealias WholeKeyStore = SealedIssuingKeyStore & IssuingKeyStore

/// A key store as the suite takes it: it holds 000102…0f for 2026 with the right to issue and 101112…1f
/// for 2025 without it, and no others.
package struct KeyStoreUnderTest: Sendable {
  package static let key2026 = SecretBytes((0x00...0x0f).map { UInt8($0) })
  package static let key2025 = SecretBytes((0x10...0x1f).map { UInt8($0) })
  package static let keys: [Int: (key: SecretBytes, right: KeyRight)] = [
    2026: (key2026, .issue), 2025: (key2025, .verify),
  ]

  package let store: any WholeKeyStore
  /// Whether card keys come out to whoever may issue; a SAM keeps them.
  package let givesCardKeys: Bool

  package init(store: any WholeKeyStore, givesCardKeys: Bool = true) {
    self.store = store
    self.givesCardKeys = givesCardKeys
  }
}

/// The diversification of a card key: UID ‖ F48120 ‖ "VIP" ‖ year BCD ‖ key number.
package func cardInput(_ uid: [UInt8] = hex("04782E21801D80"), year: UInt8 = 0x26, key: UInt8)
  -> [UInt8]
{
  uid + [0xF4, 0x81, 0x20] + Array("VIP".utf8) + [0x20, year, key]
}
