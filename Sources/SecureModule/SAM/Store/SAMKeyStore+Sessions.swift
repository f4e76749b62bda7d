public import CardCrypto
import SmartCard

extension SAMKeyStore: SessionKeyStore {
  public func beginEV1(
    year: Int, diversification: [UInt8], challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV1Session> {
    try await begin(.ev1, year, diversification, challenge) {
      opened throws(SessionError) -> EV1Session in
      var key = opened.data
      return try EV1Session(sessionKey: SecretBytes(consuming: &key))
    }
  }

  public func beginEV2(
    year: Int, diversification: [UInt8], challenge: [UInt8]
  ) async throws(SessionError) -> any Handshake<EV2Session> {
    try await begin(.ev2, year, diversification, challenge) {
      opened throws(SessionError) -> EV2Session in
      let data = opened.data
      guard data.count == 36 else { throw .length(data.count) }
      var encryption = Array(data[..<16])
      var authentication = Array(data[16..<32])
      return try EV2Session(
        encryptionKey: SecretBytes(consuming: &encryption),
        authenticationKey: SecretBytes(consuming: &authentication), identifier: Array(data[32...]))
    }
  }

  public func piccData(
    year: Int, diversification: [UInt8], encrypted: [UInt8]
  ) async throws(SessionError) -> PICCData? {
    guard encrypted.count == PICCData.sealedLength else { throw .length(encrypted.count) }
    let data = try await inSession(year) { () async throws(KeyStoreError) in
      let head = try Self.head(year, diversification)
      return try await asked(year: year) { link async throws(SAMFailure) in
        try await link.require(.decipherPICCData, head + encrypted)
      }
    }
    guard data.count == 10 else { return nil }
    let counter = data[7...].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return PICCData(uid: Array(data[..<7]), readCounter: counter)
  }

  public func sectorKey(
    year: Int, diversification: [UInt8]
  ) async throws(KeyStoreError) -> SecretBytes {
    guard diversification.last == SectorKey.keyNumber else { throw .reservedMessage }
    let head = try Self.head(year, diversification)
    var data = try await asked(year: year) { link async throws(SAMFailure) in
      try await link.require(.sectorKey, head)
    }
    guard data.count == SectorKey.byteCount else { throw malformed }
    return SecretBytes(consuming: &data)
  }

  private func begin<Session: Sendable>(
    _ generation: SessionGeneration, _ year: Int, _ diversification: [UInt8],
    _ challenge: [UInt8],
    _ session: @escaping @Sendable (SAMOpened) throws(SessionError) -> Session
  ) async throws(SessionError) -> any Handshake<Session> {
    guard challenge.count == 16 else { throw .length(challenge.count) }
    let head = try await inSession(year) { () async throws(KeyStoreError) in
      try Self.head(year, diversification)
    }
    return try await SAMHandshake(
      self, year: year, begin: .beginSession, finish: .finishSession, generation,
      head + challenge, session)
  }

  func inSession<Value>(
    _ year: Int, _ body: () async throws(KeyStoreError) -> Value
  ) async throws(SessionError) -> Value {
    do {
      return try await body()
    } catch {
      throw .keys(error)
    }
  }

  /// What the SAM's answer to a step of a handshake means.
  func sessionError(_ failure: SAMFailure, year: Int, length: Int) -> SessionError {
    switch failure {
    case .status(.verificationFailed): .notAuthentic
    case .status(.wrongLength): .length(length)
    case .status(.recordNotFound): .keys(.device(KeyDeviceFailure(.gone, device: device)))
    default: .keys(keyStoreError(failure, year: year))
    }
  }
}

/// A session that is open in the SAM, and what the SAM said of it.
struct SAMOpened {
  let handle: UInt8
  let connection: Int
  let data: [UInt8]
}

/// A handshake that lies half done in the SAM.
struct SAMHandshake<Session: Sendable>: Handshake {
  let reply: [UInt8]
  private let store: SAMKeyStore
  private let year: Int
  private let instruction: SAMInstruction
  private let handle: UInt8
  private let connection: Int
  private let session: @Sendable (SAMOpened) throws(SessionError) -> Session

  init(
    _ store: SAMKeyStore, year: Int, begin: SAMInstruction, finish: SAMInstruction,
    _ generation: SessionGeneration, _ data: [UInt8],
    _ session: @escaping @Sendable (SAMOpened) throws(SessionError) -> Session
  ) async throws(SessionError) {
    do {
      let (answer, connection) = try await store.work { link async throws(SAMFailure) in
        try await link.require(begin, p1: generation.rawValue, data)
      }
      guard answer.count == 33 else { throw SessionError.keys(store.malformed) }
      handle = answer[0]
      reply = Array(answer[1...])
      self.connection = connection
    } catch let failure as SAMFailure {
      throw store.sessionError(failure, year: year, length: data.count)
    } catch let error as SessionError {
      throw error
    } catch {
      throw .notAuthentic
    }
    self.store = store
    self.year = year
    instruction = finish
    self.session = session
  }

  func finish(_ answer: [UInt8]) async throws(SessionError) -> Session {
    var data: [UInt8]
    do throws(SAMFailure) {
      data = try await store.work(in: connection) { link async throws(SAMFailure) in
        try await link.require(instruction, p1: handle, answer)
      }.value
    } catch {
      throw store.sessionError(error, year: year, length: answer.count)
    }
    defer { SecretBytes.clear(&data) }
    return try session(SAMOpened(handle: handle, connection: connection, data: data))
  }
}
