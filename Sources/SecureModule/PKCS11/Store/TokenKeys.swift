import CPKCS11
import CardCrypto

/// One session with a token and what an issuer key in it computes; to be used on the token's thread.
struct TokenKeys: Sendable {
  let calls: CKCalls
  let device: String
  /// Whether the token computes AES-CMAC itself.
  let hasCMAC: Bool
  private let entries: [Int: (object: UInt, right: KeyRight)]

  /// The label of a year's key.
  static func label(_ year: Int) -> String { "cardlane-\(year)" }

  /// CKA_ID: year, most significant byte first, and right (1 verify, 2 issue).
  static func identifier(_ year: Int, _ right: KeyRight) -> [UInt8] {
    [UInt8(truncatingIfNeeded: year >> 8), UInt8(truncatingIfNeeded: year)]
      + [right == .issue ? 2 : 1]
  }

  /// Finds the keys that are ours; one that the token would show is refused.
  init(_ calls: CKCalls, device: String) throws(TokenFailure) {
    self.calls = calls
    self.device = device
    var mechanism = CK_MECHANISM_INFO()
    hasCMAC =
      unsafe calls.module.functions.C_GetMechanismInfo?(
        calls.slot, UInt(CKM_AES_CMAC), &mechanism) == CKR_OK
    var entries: [Int: (object: UInt, right: KeyRight)] = [:]
    let template = CKTemplate().number(CKA_CLASS, UInt(CKO_SECRET_KEY))
      .number(CKA_KEY_TYPE, UInt(CKK_AES)).flag(CKA_TOKEN, true)
    let objects = try TokenFailure.asked(device) { () throws(CKReturn) in
      try calls.objects(template)
    }
    for object in objects {
      let found = try TokenFailure.asked(device) { () throws(CKReturn) in
        try Found(object, calls)
      }
      guard let year = found.year else { continue }
      guard found.staysInside else {
        throw .device(
          KeyDeviceFailure(
            .refused, device: device, detail: "\(Self.label(year)) could be taken out"))
      }
      guard entries[year] == nil else {
        throw .device(
          KeyDeviceFailure(.refused, device: device, detail: "\(Self.label(year)) twice"))
      }
      let right: KeyRight = found.identifier == Self.identifier(year, .issue) ? .issue : .verify
      entries[year] = (object, right)
    }
    self.entries = entries
  }

  /// What a token says of one of its AES keys.
  private struct Found {
    let year: Int?
    let identifier: [UInt8]?
    let staysInside: Bool

    init(_ object: UInt, _ calls: CKCalls) throws(CKReturn) {
      let label = try calls.attribute(CKA_LABEL, of: object)
      identifier = try calls.attribute(CKA_ID, of: object)
      let isSensitive = try calls.attribute(CKA_SENSITIVE, of: object) == [1]
      let isExtractable = try calls.attribute(CKA_EXTRACTABLE, of: object) != [0]
      staysInside = isSensitive && !isExtractable
      let text = String(decoding: label ?? [], as: UTF8.self)
      let number = text.hasPrefix("cardlane-") ? Int(text.dropFirst(9)) : nil
      year = number.flatMap { KeyFile.yearRange.contains($0) ? $0 : nil }
    }
  }

  var rights: [Int: KeyRight] { entries.mapValues(\.right) }

  func object(_ year: Int) throws(TokenFailure) -> UInt {
    guard let entry = entries[year] else { throw .keys(.unknownYear(year)) }
    return entry.object
  }

  func right(_ year: Int) throws(TokenFailure) -> KeyRight {
    do throws(KeyStoreError) { return try heldRight(year) } catch { throw .keys(error) }
  }

  /// The right, as a key store says that it holds none.
  func heldRight(_ year: Int) throws(KeyStoreError) -> KeyRight {
    guard let entry = entries[year] else { throw .unknownYear(year) }
    return entry.right
  }

  /// Calls the token; what it answers besides `CKR_OK` becomes a failure.
  func asked<Value>(_ body: () throws(CKReturn) -> Value) throws(TokenFailure) -> Value {
    try TokenFailure.asked(device, body)
  }

  // MARK: Computing

  /// AES-CMAC (RFC 4493) under a key of the token.
  func code(_ message: [UInt8], key: UInt) throws(TokenFailure) -> [UInt8] {
    if hasCMAC {
      return try asked { () throws(CKReturn) in try calls.cmac(message, key: key) }
    }
    let (k1, k2) = try subkeys(key)
    var data = message
    let isWhole = !data.isEmpty && data.count % 16 == 0
    if !isWhole { data += [0x80] + [UInt8](repeating: 0, count: 15 - data.count % 16) }
    for (index, mask) in zip(data.indices.suffix(16), isWhole ? k1 : k2) { data[index] ^= mask }
    let zero = [UInt8](repeating: 0, count: 16)
    return Array(
      try asked { () throws(CKReturn) in try calls.encrypt(data, key: key, iv: zero) }.suffix(16))
  }

  private func subkeys(_ key: UInt) throws(TokenFailure) -> (k1: [UInt8], k2: [UInt8]) {
    let block = try asked { () throws(CKReturn) in
      try calls.encrypt([UInt8](repeating: 0, count: 16), key: key)
    }
    return AESCMAC.subkeys(ofZeroBlock: block)
  }

  /// The last block before the card key: AN10922 up to, but without, its last encipherment.
  private func lastInput(
    _ year: Int, _ diversification: [UInt8]
  ) throws(TokenFailure) -> [UInt8] {
    guard 1...AN10922.maximumInput ~= diversification.count else {
      throw .keys(.invalidDiversification(length: diversification.count))
    }
    let key = try object(year)
    let (k1, k2) = try subkeys(key)
    let blocks = AN10922.blocks(of: diversification, k1: k1, k2: k2)
    let first = try asked { () throws(CKReturn) in try calls.encrypt(blocks.first, key: key) }
    return zip(first, blocks.second).map { $0 ^ $1 }
  }

  /// Makes a card key inside the token, as an object of this session, works with it, and removes it.
  func withCardKey<Value>(
    _ year: Int, _ diversification: [UInt8],
    _ body: (UInt) throws(TokenFailure) -> Value
  ) throws(TokenFailure) -> Value {
    let issuerKey = try object(year)
    let block = try lastInput(year, diversification)
    let template = CKTemplate.key(isPermanent: false).flag(CKA_DECRYPT, true)
      .number(CKA_VALUE_LEN, 16)
    let key = try asked { () throws(CKReturn) in
      try calls.derive(from: issuerKey, block: block, template)
    }
    defer { try? calls.destroy(key) }
    return try body(key)
  }

  /// The card key itself, for writing it into a card.
  func cardKey(
    _ year: Int, _ diversification: [UInt8]
  ) throws(TokenFailure) -> SecretBytes {
    guard try right(year) == .issue else { throw .keys(.noIssuingRight(year: year)) }
    return try computedCardKey(year, diversification)
  }

  /// A card key outside the token, whatever the right: for the part of it that may be shown.
  func computedCardKey(
    _ year: Int, _ diversification: [UInt8]
  ) throws(TokenFailure) -> SecretBytes {
    let issuerKey = try object(year)
    let block = try lastInput(year, diversification)
    var key = try asked { () throws(CKReturn) in try calls.encrypt(block, key: issuerKey) }
    return SecretBytes(consuming: &key)
  }
}

/// Why a token gave no answer.
enum TokenFailure: Error {
  /// The token, or what lies between.
  case device(KeyDeviceFailure)
  /// A refusal in the words of a key store.
  case keys(KeyStoreError)
  /// A refusal in the words of a session.
  case session(SessionError)

  /// What a return value of PKCS#11 means.
  init(_ error: CKReturn, device: String) {
    let reason: KeyDeviceFailure.Reason =
      switch error {
      case .pinIncorrect: .wrongPIN
      case .pinLocked: .locked
      case _ where error.isGone: .gone
      default: .refused
      }
    self = .device(KeyDeviceFailure(reason, device: device, detail: error.description))
  }

  /// Calls a token; what it answers besides `CKR_OK` becomes a failure.
  static func asked<Value>(
    _ device: String, _ body: () throws(CKReturn) -> Value
  ) throws(TokenFailure) -> Value {
    do {
      return try body()
    } catch {
      throw TokenFailure(error, device: device)
    }
  }

  var keyStoreError: KeyStoreError {
    switch self {
    case .device(let failure): .device(failure)
    case .keys(let error): error
    case .session: .unavailable(detail: "session")
    }
  }

  var sessionError: SessionError {
    if case .session(let error) = self { error } else { .keys(keyStoreError) }
  }
}
