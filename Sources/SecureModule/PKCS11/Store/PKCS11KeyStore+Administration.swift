public import CardCrypto
import CPKCS11

extension PKCS11KeyStore {
  /// Puts a year's key into the token, from where it does not come out again.
  ///
  /// - Parameters:
  ///   - key: 16 bytes; `nil` has the token make a random one, which no other store will ever hold.
  ///   - year: the card year that the key is for.
  ///   - right: what may be done with the key.
  public func load(
    _ key: SecretBytes?, year: Int, right: KeyRight
  ) async throws(KeyStoreError) {
    if let key, key.count != 16 { throw .invalidKey(length: key.count) }
    try await asked { keys throws(TokenFailure) in
      guard keys.rights[year] == nil else {
        throw TokenFailure.device(
          KeyDeviceFailure(.refused, device: keys.device, detail: "\(year) is there already"))
      }
      let template = CKTemplate.key(isPermanent: true).flag(CKA_DERIVE, true)
        .bytes(CKA_LABEL, Array(TokenKeys.label(year).utf8))
        .bytes(CKA_ID, TokenKeys.identifier(year, right)).flag(CKA_MODIFIABLE, false)
      _ = try keys.asked { () throws(CKReturn) in
        guard let key else {
          return try keys.calls.generate(template.number(CKA_VALUE_LEN, 16))
        }
        return try unsafe key.withBytes { bytes throws(CKReturn) in
          try keys.calls.create(unsafe template.bytes(CKA_VALUE, Array(bytes)))
        }
      }
    }
    refresh()
  }

  /// Removes a year's key from the token, for good.
  public func retire(year: Int) async throws(KeyStoreError) {
    try await asked { keys throws(TokenFailure) in
      let object = try keys.object(year)
      try keys.asked { () throws(CKReturn) in try keys.calls.destroy(object) }
    }
    refresh()
  }
}
