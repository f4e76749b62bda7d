public import CardCrypto

/// Authentication and keys.
extension NativeCard {
  /// The ways to authenticate with an AES key.
  public enum Authentication: Sendable, Hashable, CaseIterable {
    /// AuthenticateAES (`AA`): every DESFire from EV1 on.
    case aes
    /// AuthenticateEV2First (`71`): DESFire EV2 and later, NTAG 424 DNA.
    case ev2First
    /// AuthenticateEV2NonFirst (`77`): another key within a session of EV2.
    case ev2NonFirst
  }

  /// Authenticates with a key of the selected application; the session before is over, except that
  /// ``Authentication/ev2NonFirst`` goes on with its identifier and counter.
  ///
  /// Throws ``NativeError/refused(_:)`` with ``NativeStatus/authenticationError`` when the card does
  /// not take the key, and ``NativeError/notAuthentic`` when the card has another one.
  public mutating func authenticate(
    _ way: Authentication, number: UInt8, with key: any SessionKey
  ) async throws(NativeError) {
    let before = session
    session = .none
    switch way {
    case .aes:
      let challenge = try await challenge(.authenticateAES, [number])
      let handshake = try await begin { () async throws(SessionError) in
        try await key.beginEV1(challenge)
      }
      session = .ev1(try await finish(handshake), key: number)
    case .ev2First:
      // No capabilities of the terminal.
      let challenge = try await challenge(.authenticateEV2First, [number, 0x00])
      let handshake = try await begin { () async throws(SessionError) in
        try await key.beginEV2(challenge)
      }
      session = .ev2(try await finish(handshake), key: number)
    case .ev2NonFirst:
      guard case .ev2(let open, _) = before else { throw .noSession }
      let challenge = try await challenge(.authenticateEV2NonFirst, [number])
      let handshake = try await begin { () async throws(SessionError) in
        try await key.beginEV2(challenge)
      }
      // Only a key that is known as it is can go on with a session.
      guard let handshake = handshake as? EV2Handshake else { throw .noSession }
      let answer = try await reply(handshake.reply)
      session = .ev2(
        try asNative { () throws(SessionError) in
          try handshake.finish(answer, continuing: open)
        }, key: number)
    }
  }

  private func challenge(
    _ instruction: NativeInstruction, _ parameters: [UInt8]
  ) async throws(NativeError) -> [UInt8] {
    let (data, status) = try await send(instruction, parameters)
    guard status == .additionalFrame else {
      throw status == .done ? .length(data.count) : .refused(status)
    }
    return data
  }

  private func begin<Result>(
    _ body: () async throws(SessionError) -> Result
  ) async throws(NativeError) -> Result {
    do {
      return try await body()
    } catch {
      throw NativeError(error)
    }
  }

  private func reply(_ bytes: [UInt8]) async throws(NativeError) -> [UInt8] {
    let (data, status) = try await send(.additionalFrame, bytes)
    guard status == .done else {
      throw status == .additionalFrame ? .length(data.count) : .refused(status)
    }
    return data
  }

  private func finish<Opened>(
    _ handshake: any Handshake<Opened>
  ) async throws(NativeError) -> Opened {
    let answer = try await reply(handshake.reply)
    return try await begin { () async throws(SessionError) in try await handshake.finish(answer) }
  }

  /// The version byte of a key.
  public mutating func keyVersion(_ number: UInt8) async throws(NativeError) -> UInt8 {
    let answer = try await command(.getKeyVersion, header: [number], count: 1)
    guard answer.count == 1 else { throw .length(answer.count) }
    return answer[0]
  }

  /// Authenticates for a session in which a key store changes keys; every other session is over.
  ///
  /// Throws as ``authenticate(_:number:with:)``.
  public mutating func beginKeyChanges(
    _ way: SessionGeneration, number: UInt8, as key: CardKeyReference,
    in keys: any SealedIssuingKeyStore
  ) async throws(NativeError) -> any KeyChangeSession {
    session = .none
    let challenge =
      switch way {
      case .ev1: try await challenge(.authenticateAES, [number])
      case .ev2: try await challenge(.authenticateEV2First, [number, 0x00])
      }
    let handshake = try await begin { () async throws(SessionError) in
      try await keys.beginKeyChanges(way, key: key, challenge: challenge)
    }
    return try await finish(handshake)
  }

  /// Sends a key change that a store seals. The change of the session's own key ends it.
  public func changeKey(
    _ change: SealedKeyChange, in session: any KeyChangeSession
  ) async throws(NativeError) {
    let sealed = try await begin { () async throws(SessionError) in
      try await session.seal(change)
    }
    let answer = try await exchange(.changeKey, sealed)
    guard change.replacing != nil else {
      guard answer.isEmpty else { throw .length(answer.count) }
      return
    }
    try await begin { () async throws(SessionError) in try await session.confirm(answer) }
  }

  /// Changes a key; a change of the session's own key ends the session.
  ///
  /// - Parameters:
  ///   - number: which key changes.
  ///   - change: the new key with its version.
  ///   - old: the key that it has now; not needed for the session's own key.
  public mutating func changeKey(
    _ number: UInt8, to change: KeyChange, from old: SecretBytes? = nil
  ) async throws(NativeError) {
    var open = session
    session = .none
    let isOwn = open.key == number
    let sealed: [UInt8]
    switch open {
    case .none: throw .noSession
    case .ev1(var inner, let key):
      sealed = try asNative { () throws(SessionError) in
        try inner.sealKeyChange(change, keyNumber: number, replacing: isOwn ? nil : old)
      }
      open = .ev1(inner, key: key)
    case .ev2(let inner, _):
      sealed = try asNative { () throws(SessionError) in
        try inner.sealKeyChange(change, keyNumber: number, replacing: isOwn ? nil : old)
      }
    }
    let answer = try await exchange(.changeKey, sealed)
    guard !isOwn else {
      guard answer.isEmpty else { throw .length(answer.count) }
      return
    }
    let rest = try open.open(answer, mode: .mac)
    guard rest.isEmpty else { throw .length(rest.count) }
    session = open
  }
}
