/// What a working key of TDES DUKPT is for (ANSI X9.24-1:2009, table A-1).
public enum TDESKeyUse: Sendable, Hashable, CaseIterable {
  /// Encrypting a PIN. MagTek heads encrypt tracks with it too.
  case pin
  /// Authenticating a request, or both ways.
  case macRequest
  /// Authenticating a response.
  case macResponse
  /// Encrypting data of a request, or both ways. ID TECH heads encrypt tracks with it.
  case dataRequest
  /// Encrypting data of a response.
  case dataResponse

  /// What is added to each half of the transaction's key.
  var mask: [UInt8] {
    let place =
      switch self {
      case .pin: 7
      case .macRequest: 6
      case .macResponse: 4
      case .dataRequest: 5
      case .dataResponse: 3
      }
    return (0..<8).map { $0 == place ? 0xFF : 0 }
  }

  /// Whether the variant is encrypted under itself.
  var isEncrypted: Bool { self == .dataRequest || self == .dataResponse }
}
