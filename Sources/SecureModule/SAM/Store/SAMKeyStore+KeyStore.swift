public import CardCrypto
import SmartCard

extension SAMKeyStore: IssuingKeyStore {
  public func years() async throws(KeyStoreError) -> Set<Int> {
    Set(try await entries().map(\.year))
  }

  /// Years, rights and check values of the keys in the SAM.
  public func entries() async throws(KeyStoreError) -> [SAMKeyEntry] {
    let data = try await asked(year: 0) { link async throws(SAMFailure) in
      try await link.require(.listKeys)
    }
    var fields = SAMFields(data)
    var entries: [SAMKeyEntry] = []
    while !fields.isAtEnd {
      guard let entry = fields.entry() else { throw malformed }
      entries.append(entry)
    }
    return entries
  }

  public func authenticationCode(
    year: Int, message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    guard message.first != 0x01 else { throw .reservedMessage }
    return try await code(.computeCode, year: year, SAMFields.year(year), message)
  }

  public func diversifiedAuthenticationCode(
    year: Int, diversification: [UInt8], message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    let head = try Self.head(year, diversification)
    return try await code(.computeCardCode, year: year, head, message)
  }

  public func checkValue(year: Int) async throws(KeyStoreError) -> KeyCheckValue {
    guard let entry = try await entries().first(where: { $0.year == year }) else {
      throw .unknownYear(year)
    }
    return entry.checkValue
  }

  /// The years that may issue, if the issuer's PIN was presented; none for a till's.
  public func issuingYears() async throws(KeyStoreError) -> Set<Int> {
    let all = try await entries()
    guard access.role == .issuer else { return [] }
    return Set(all.filter { $0.right == .issue }.map(\.year))
  }

  /// Always refused: a SAM gives no card key out. Cards are written by ``beginKeyChanges(_:key:challenge:)``.
  public func cardKey(
    year: Int, diversification: [UInt8]
  ) async throws(KeyStoreError) -> SecretBytes {
    let all = try await entries()
    guard all.contains(where: { $0.year == year }) else { throw .unknownYear(year) }
    guard try await issuingYears().contains(year) else { throw .noIssuingRight(year: year) }
    throw .device(KeyDeviceFailure(.keyStaysInside, device: device))
  }

  // MARK: Steps

  /// Year and diversification at the head of a command.
  static func head(
    _ year: Int, _ diversification: [UInt8]
  ) throws(KeyStoreError) -> [UInt8] {
    guard 1...AN10922.maximumInput ~= diversification.count else {
      throw .invalidDiversification(length: diversification.count)
    }
    return SAMFields.year(year) + SAMFields.diversification(diversification)
  }

  /// A code of 16 bytes over a message, which goes in as many parts as it needs.
  private func code(
    _ instruction: SAMInstruction, year: Int, _ head: [UInt8], _ message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    guard message.count <= SAMProfile.longestMessage else {
      throw .device(
        KeyDeviceFailure(.refused, device: device, detail: "\(message.count) bytes are too many"))
    }
    let data = try await asked(year: year) { link async throws(SAMFailure) in
      var rest = message[...]
      var part = head + rest.prefix(SAMProfile.messagePart)
      rest = rest.dropFirst(SAMProfile.messagePart)
      while !rest.isEmpty {
        _ = try await link.require(instruction, p1: SAMProfile.morePartsFollow, part)
        part = Array(rest.prefix(SAMProfile.messagePart))
        rest = rest.dropFirst(SAMProfile.messagePart)
      }
      return try await link.require(instruction, part)
    }
    guard data.count == AESCMAC.byteCount else { throw malformed }
    return data
  }

  /// Does work in the channel; what the SAM refuses is said in the words of a key store.
  func asked<Value: Sendable>(
    year: Int, _ body: (inout SAMLink) async throws(SAMFailure) -> Value
  ) async throws(KeyStoreError) -> Value {
    do {
      return try await work(body).value
    } catch {
      throw keyStoreError(error, year: year)
    }
  }

  func keyStoreError(_ failure: SAMFailure, year: Int) -> KeyStoreError {
    switch failure {
    case .device(let failure): .device(failure)
    case .status(.referencedDataNotFound): .unknownYear(year)
    case .status(.conditionsNotSatisfied): .noIssuingRight(year: year)
    case .status(.referenceDataUnusable): .reservedMessage
    case .status(let status):
      .device(KeyDeviceFailure(.refused, device: device, detail: status.description))
    }
  }

  /// An answer that a SAM of ours never gives.
  var malformed: KeyStoreError {
    .device(KeyDeviceFailure(.foreign, device: device, detail: "an answer of another length"))
  }
}
