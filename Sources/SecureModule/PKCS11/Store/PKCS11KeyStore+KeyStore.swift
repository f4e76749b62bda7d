public import CardCrypto

extension PKCS11KeyStore: IssuingKeyStore {
  public func years() async throws(KeyStoreError) -> Set<Int> {
    Set(try await asked { keys throws(TokenFailure) in keys.rights }.keys)
  }

  public func issuingYears() async throws(KeyStoreError) -> Set<Int> {
    Set(
      try await asked { keys throws(TokenFailure) in keys.rights }.filter { $0.value == .issue }
        .keys)
  }

  /// Years, rights and check values.
  public func entries() async throws(KeyStoreError) -> [SAMKeyEntry] {
    try await asked { keys throws(TokenFailure) in
      var entries: [SAMKeyEntry] = []
      for (year, right) in keys.rights.sorted(by: { $0.key < $1.key }) {
        entries.append(
          SAMKeyEntry(year: year, right: right, checkValue: try keys.checkValue(year)))
      }
      return entries
    }
  }

  public func authenticationCode(
    year: Int, message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    guard message.first != 0x01 else { throw .reservedMessage }
    return try await asked { keys throws(TokenFailure) in
      try keys.code(message, key: keys.object(year))
    }
  }

  public func diversifiedAuthenticationCode(
    year: Int, diversification: [UInt8], message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    try await asked { keys throws(TokenFailure) in
      try keys.withCardKey(year, diversification) { key throws(TokenFailure) in
        try keys.code(message, key: key)
      }
    }
  }

  public func checkValue(year: Int) async throws(KeyStoreError) -> KeyCheckValue {
    try await asked { keys throws(TokenFailure) in try keys.checkValue(year) }
  }

  public func cardKey(
    year: Int, diversification: [UInt8]
  ) async throws(KeyStoreError) -> SecretBytes {
    try await asked { keys throws(TokenFailure) in try keys.cardKey(year, diversification) }
  }

  func asked<Value: Sendable>(
    _ body: @escaping @Sendable (TokenKeys) throws(TokenFailure) -> Value
  ) async throws(KeyStoreError) -> Value {
    do {
      return try await work(body)
    } catch {
      throw error.keyStoreError
    }
  }
}

extension TokenKeys {
  func checkValue(_ year: Int) throws(TokenFailure) -> KeyCheckValue {
    let code = try code([UInt8](repeating: 0, count: 16), key: object(year))
    guard let value = KeyCheckValue(Hex.text(code.prefix(3))) else {
      throw .device(KeyDeviceFailure(.refused, device: device))
    }
    return value
  }
}
