/// What a working key of AES DUKPT is for (ANSI X9.24-3, table 2). Raw values are the standard's.
public enum AESKeyUse: UInt16, Sendable, Hashable, CaseIterable {
  /// Encrypting other keys.
  case keyEncryption = 0x0002
  /// Encrypting a PIN.
  case pin = 0x1000
  /// Making codes.
  case macGeneration = 0x2000
  /// Checking codes.
  case macVerification = 0x2001
  /// Codes both ways.
  case macBoth = 0x2002
  /// Encrypting data.
  case dataEncryption = 0x3000
  /// Decrypting data.
  case dataDecryption = 0x3001
  /// Data both ways.
  case dataBoth = 0x3002
}

/// The kind of a key of AES DUKPT (ANSI X9.24-3, table 3). Raw values are the standard's.
public enum AESKeyType: UInt16, Sendable, Hashable, CaseIterable {
  /// Triple DES with two keys.
  case tdea2 = 0x0000
  /// Triple DES with three keys.
  case tdea3 = 0x0001
  /// AES with 128 bits.
  case aes128 = 0x0002
  /// AES with 192 bits.
  case aes192 = 0x0003
  /// AES with 256 bits.
  case aes256 = 0x0004

  /// Bytes of a key.
  public var byteCount: Int {
    switch self {
    case .tdea2, .aes128: 16
    case .tdea3, .aes192: 24
    case .aes256: 32
    }
  }

  /// Bits of security; a derived key may not have more than the key it comes from.
  var strength: Int {
    switch self {
    case .tdea2: 80
    case .tdea3: 112
    case .aes128: 128
    case .aes192: 192
    case .aes256: 256
    }
  }

  /// The type of an AES key by its length.
  init(ofKey key: SecretBytes) throws(DUKPTError) {
    switch key.count {
    case 16: self = .aes128
    case 24: self = .aes192
    case 32: self = .aes256
    default: throw .keyLength(key.count)
    }
  }
}
