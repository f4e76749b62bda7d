public import CardCrypto

/// The key in an encrypting head: a new one for each swipe, by DUKPT.
///
/// It holds the initial key only, as a real head does: the base derivation key never leaves the room
/// where heads get their keys.
public struct HeadKey: Sendable {
  /// The key serial number of the last swipe; counter 0 before the first one.
  public private(set) var number: KeySerialNumber
  /// Whether every key has been used.
  public private(set) var isExhausted = false
  private let initialKey: SecretBytes

  /// Gives a head its key: derives its initial key from a base derivation key.
  ///
  /// The number's counter is the one of the last swipe; 0 for a new head.
  public init(baseKey: SecretBytes, number: KeySerialNumber) throws(DUKPTError) {
    self.number = number
    initialKey =
      switch number {
      case .tdes(let number): try TDESDUKPT.initialKey(from: baseKey, for: number)
      case .aes(let number): try AESDUKPT.initialKey(from: baseKey, for: number)
      }
  }

  /// The key of the standard's examples (ANSI X9.24-1, annex A.4): base derivation key
  /// 0123456789ABCDEFFEDCBA9876543210, key serial number FFFF9876543210E00000.
  public static func standard() throws(DUKPTError) -> HeadKey {
    let base: [UInt8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]
    return try HeadKey(
      baseKey: SecretBytes(base + base.map { ~$0 }),
      number: KeySerialNumber([0xFF, 0xFF, 0x98, 0x76, 0x54, 0x32, 0x10, 0xE0, 0, 0]))
  }

  /// What a head encrypts tracks with.
  enum Use {
    /// The PIN key: MagTek.
    case pin
    /// The data key: ID TECH.
    case data
  }

  /// Goes on to the next swipe and gives its key, or `nil` when there is none left.
  mutating func next(_ use: Use, _ cipher: TrackCipher) -> SecretBytes? {
    guard !isExhausted else { return nil }
    do throws(DUKPTError) {
      switch number {
      case .tdes(let last):
        let next = try last.next()
        number = .tdes(next)
        return try TDESDUKPT.workingKey(
          use == .pin ? .pin : .dataRequest,
          from: TDESDUKPT.transactionKey(from: initialKey, for: next))
      case .aes(let last):
        let next = try last.next()
        number = .aes(next)
        return try AESDUKPT.workingKey(
          use == .pin ? .pin : .dataEncryption, cipher == .tdes ? .tdea2 : .aes128,
          from: AESDUKPT.transactionKey(from: initialKey, for: next), for: next)
      }
    } catch {
      isExhausted = true
      return nil
    }
  }
}
