import CPKCS11
import CardCrypto

/// The attributes that an object has or gets.
struct CKTemplate: Sendable {
  private var attributes: [(type: UInt, value: [UInt8])] = []

  func number(_ type: UInt, _ value: UInt) -> Self {
    bytes(type, unsafe withUnsafeBytes(of: value) { unsafe Array($0) })
  }

  func flag(_ type: UInt, _ value: Bool) -> Self { bytes(type, [value ? 1 : 0]) }

  func bytes(_ type: UInt, _ value: [UInt8]) -> Self {
    var template = self
    template.attributes.append((type, value))
    return template
  }

  /// An AES key that the token never shows, as an object of the token or of the session only.
  static func key(isPermanent: Bool) -> Self {
    Self().number(CKA_CLASS, UInt(CKO_SECRET_KEY)).number(CKA_KEY_TYPE, UInt(CKK_AES))
      .flag(CKA_TOKEN, isPermanent).flag(CKA_PRIVATE, true).flag(CKA_SENSITIVE, true)
      .flag(CKA_EXTRACTABLE, false).flag(CKA_ENCRYPT, true).flag(CKA_SIGN, true)
  }

  /// Lends the attributes in the form that C takes; the values are zeroed afterwards.
  func withAttributes<Result>(
    _ body: (UnsafeMutablePointer<CK_ATTRIBUTE>?, UInt) -> Result
  ) -> Result {
    var values = attributes.flatMap(\.value)
    defer { SecretBytes.clear(&values) }
    return unsafe values.withUnsafeMutableBytes { bytes in
      var offset = 0
      var list: [CK_ATTRIBUTE] = unsafe []
      for attribute in attributes {
        let length = attribute.value.count
        unsafe list.append(
          CK_ATTRIBUTE(
            type: attribute.type, pValue: bytes.baseAddress?.advanced(by: offset),
            ulValueLen: UInt(length)))
        offset += length
      }
      let count = UInt(attributes.count)
      return unsafe list.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress, count) }
    }
  }
}
