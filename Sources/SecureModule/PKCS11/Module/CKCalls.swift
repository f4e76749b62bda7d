import CPKCS11
import CardCrypto

/// The PKCS#11 calls that a key store makes, in one session with one token; to be used on one thread.
@safe final class CKCalls: @unchecked Sendable {
  let module: PKCS11Module
  let slot: UInt
  let session: UInt

  typealias Object = UInt

  /// Calls a function of the module; anything but `CKR_OK` is thrown.
  static func check(_ value: CK_RV?) throws(CKReturn) {
    let answer = CKReturn(rawValue: value ?? CKR_FUNCTION_NOT_SUPPORTED)
    guard answer == .ok else { throw answer }
  }

  /// Opens a session with the token in a slot.
  init(_ module: PKCS11Module, slot: UInt, writes: Bool) throws(CKReturn) {
    self.module = module
    self.slot = slot
    var handle: UInt = 0
    let flags = UInt(CKF_SERIAL_SESSION) | (writes ? UInt(CKF_RW_SESSION) : 0)
    try Self.check(unsafe module.functions.C_OpenSession?(slot, flags, nil, nil, &handle))
    session = handle
  }

  deinit { _ = module.functions.C_CloseSession?(session) }

  /// Logs in as the token's user. The login is the whole process's.
  func login(_ pin: SecretBytes) throws(CKReturn) {
    var bytes = unsafe pin.withBytes { unsafe Array($0) }
    defer { SecretBytes.clear(&bytes) }
    do throws(CKReturn) {
      try Self.check(
        unsafe module.functions.C_Login?(session, UInt(CKU_USER), &bytes, UInt(bytes.count)))
    } catch {
      guard error == .alreadyLoggedIn else { throw error }
    }
  }

  // MARK: Objects

  /// The objects that have all these attributes, a hundred at most.
  func objects(_ template: CKTemplate) throws(CKReturn) -> [Object] {
    try Self.check(
      unsafe template.withAttributes { unsafe module.functions.C_FindObjectsInit?(session, $0, $1) }
    )
    defer { _ = module.functions.C_FindObjectsFinal?(session) }
    var found = [UInt](repeating: 0, count: 100)
    var count: UInt = 0
    try Self.check(unsafe module.functions.C_FindObjects?(session, &found, 100, &count))
    return Array(found.prefix(Int(count)))
  }

  /// The bytes of an attribute; `nil` where it is longer than 256 or the object has none.
  func attribute(_ type: UInt, of object: Object) throws(CKReturn) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 256)
    var length: UInt = 0
    let answer = unsafe buffer.withUnsafeMutableBytes { bytes in
      var attribute = unsafe CK_ATTRIBUTE(
        type: type, pValue: bytes.baseAddress, ulValueLen: UInt(bytes.count))
      let answer = unsafe module.functions.C_GetAttributeValue?(session, object, &attribute, 1)
      unsafe length = attribute.ulValueLen
      return answer
    }
    if answer == CKR_ATTRIBUTE_TYPE_INVALID { return nil }
    try Self.check(answer)
    return length <= 256 ? Array(buffer.prefix(Int(length))) : nil
  }

  /// Makes an object.
  func create(_ template: CKTemplate) throws(CKReturn) -> Object {
    var object: UInt = 0
    try Self.check(
      unsafe template.withAttributes {
        unsafe module.functions.C_CreateObject?(session, $0, $1, &object)
      })
    return object
  }

  /// Has the token make a key.
  func generate(_ template: CKTemplate) throws(CKReturn) -> Object {
    var mechanism = unsafe CK_MECHANISM(
      mechanism: UInt(CKM_AES_KEY_GEN), pParameter: nil, ulParameterLen: 0)
    var object: UInt = 0
    try Self.check(
      unsafe template.withAttributes {
        unsafe module.functions.C_GenerateKey?(session, &mechanism, $0, $1, &object)
      })
    return object
  }

  /// Removes an object.
  func destroy(_ object: Object) throws(CKReturn) {
    try Self.check(module.functions.C_DestroyObject?(session, object))
  }

  // MARK: Ciphers

  /// Enciphers whole blocks: ECB without, CBC with an initialisation vector.
  func encrypt(_ data: [UInt8], key: Object, iv: [UInt8]? = nil) throws(CKReturn) -> [UInt8] {
    try unsafe withMechanism(iv) { mechanism throws(CKReturn) in
      try Self.check(unsafe module.functions.C_EncryptInit?(session, mechanism, key))
    }
    return try unsafe output(data) { unsafe module.functions.C_Encrypt?(session, $0, $1, $2, $3) }
  }

  /// Deciphers whole blocks in CBC mode.
  func decrypt(_ data: [UInt8], key: Object, iv: [UInt8]) throws(CKReturn) -> [UInt8] {
    try unsafe withMechanism(iv) { mechanism throws(CKReturn) in
      try Self.check(unsafe module.functions.C_DecryptInit?(session, mechanism, key))
    }
    return try unsafe output(data) { unsafe module.functions.C_Decrypt?(session, $0, $1, $2, $3) }
  }

  /// AES-CMAC, where the token has it (`CKM_AES_CMAC`).
  func cmac(_ data: [UInt8], key: Object) throws(CKReturn) -> [UInt8] {
    var mechanism = unsafe CK_MECHANISM(
      mechanism: UInt(CKM_AES_CMAC), pParameter: nil, ulParameterLen: 0)
    try Self.check(unsafe module.functions.C_SignInit?(session, &mechanism, key))
    return try unsafe output(data) { unsafe module.functions.C_Sign?(session, $0, $1, $2, $3) }
  }

  /// Makes a key of the enciphered block, inside the token (`CKM_AES_ECB_ENCRYPT_DATA`).
  func derive(
    from base: Object, block: [UInt8], _ template: CKTemplate
  ) throws(CKReturn) -> Object {
    var block = block
    var object: UInt = 0
    let answer = unsafe block.withUnsafeMutableBufferPointer { bytes in
      var data = unsafe CK_KEY_DERIVATION_STRING_DATA(
        pData: bytes.baseAddress, ulLen: UInt(bytes.count))
      return unsafe withUnsafeMutablePointer(to: &data) { parameter in
        var mechanism = unsafe CK_MECHANISM(
          mechanism: UInt(CKM_AES_ECB_ENCRYPT_DATA), pParameter: parameter,
          ulParameterLen: UInt(MemoryLayout<CK_KEY_DERIVATION_STRING_DATA>.size))
        return unsafe template.withAttributes {
          unsafe module.functions.C_DeriveKey?(session, &mechanism, base, $0, $1, &object)
        }
      }
    }
    try Self.check(answer)
    return object
  }

  private func withMechanism(
    _ iv: [UInt8]?, _ body: (UnsafeMutablePointer<CK_MECHANISM>) throws(CKReturn) -> Void
  ) throws(CKReturn) {
    guard var iv else {
      var mechanism = unsafe CK_MECHANISM(
        mechanism: UInt(CKM_AES_ECB), pParameter: nil, ulParameterLen: 0)
      return try unsafe body(&mechanism)
    }
    let result: Result<Void, CKReturn> = unsafe iv.withUnsafeMutableBytes { bytes in
      var mechanism = unsafe CK_MECHANISM(
        mechanism: UInt(CKM_AES_CBC), pParameter: bytes.baseAddress, ulParameterLen: 16)
      do throws(CKReturn) {
        return .success(try unsafe body(&mechanism))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private func output(
    _ data: [UInt8],
    _ call: (
      UnsafeMutablePointer<UInt8>?, UInt, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt>
    ) -> CK_RV?
  ) throws(CKReturn) -> [UInt8] {
    var input = data
    var result = [UInt8](repeating: 0, count: data.count + 32)
    defer {
      SecretBytes.clear(&input)
      SecretBytes.clear(&result)
    }
    var length = UInt(result.count)
    try Self.check(unsafe call(&input, UInt(input.count), &result, &length))
    return Array(result.prefix(Int(length)))
  }
}
