import CardCrypto
import SmartCard

/// Mutual authentication with the read key, then the member file through the session.
struct SessionReading {
  let channel: any CardChannel
  let keys: any SessionKeyStore
  let year: CardYear
  let uid: [UInt8]
  let file: UInt8

  private var diversification: [UInt8] {
    CardKey.diversification(uid: uid, year: year, keyNumber: CardKey.read)
  }

  private var header: [UInt8] { DESFireProfile.readHeader(file: file) }

  /// AuthenticateAES, then ReadData as it is, with the code of the answer.
  func throughEV1() async throws(ChipFailure) -> MemberFile {
    let challenge = try await channel.native(.authenticateAES, .proof, data: [CardKey.read])
      .data(.additionalFrame, count: 16, .proof, refusal: .notProven)
    let handshake: any Handshake<EV1Session>
    do {
      handshake = try await keys.beginEV1(
        year: year.rawValue, diversification: diversification, challenge: challenge)
    } catch {
      throw ChipFailure(error, .proof)
    }
    var session = try await finish(handshake, answerLength: 16)
    let command = try inSession(.memberFile) { () throws(SessionError) in
      try session.sealCommand(NativeInstruction.readData.rawValue, header: header)
    }
    let length = MemberFile.byteCount + EV1Session.codeLength
    let answer = try await channel.native(.readData, .memberFile, data: command)
    guard !answer.isPlainMemberFile else { throw .notProven }
    let sealed = try answer.data(
      .done, count: length, .memberFile, refusal: .incomplete(.memberFile))
    let bytes = try inSession(.memberFile) { () throws(SessionError) in
      try session.openAnswer(sealed, count: MemberFile.byteCount)
    }
    return try MemberFile(fromChip: bytes)
  }

  /// AuthenticateEV2First, then ReadData with a code; the answer comes in MAC or in full mode.
  func throughEV2(
    reading instruction: NativeInstruction
  ) async throws(ChipFailure) -> MemberFile {
    // Key number, and no capabilities of the terminal.
    let challenge = try await channel.native(
      .authenticateEV2First, .proof, data: [CardKey.read, 0x00]
    )
    .data(.additionalFrame, count: 16, .proof, refusal: .notProven)
    let handshake: any Handshake<EV2Session>
    do {
      handshake = try await keys.beginEV2(
        year: year.rawValue, diversification: diversification, challenge: challenge)
    } catch {
      throw ChipFailure(error, .proof)
    }
    var session = try await finish(handshake, answerLength: 32)
    let command = try inSession(.memberFile) { () throws(SessionError) in
      try session.sealCommand(instruction.rawValue, header: header, mode: .mac)
    }
    let answer = try await channel.native(instruction, .memberFile, data: command)
    guard !answer.isPlainMemberFile else { throw .notProven }
    // The command is the same in both modes; the length of the answer tells which the file has, and
    // the code covers it.
    let full = EV2Session.sealedLength(of: MemberFile.byteCount, mode: .full)
    let mode: CommunicationMode = answer.data.count == full ? .full : .mac
    let sealed = try answer.data(
      .done, count: EV2Session.sealedLength(of: MemberFile.byteCount, mode: mode), .memberFile,
      refusal: .incomplete(.memberFile))
    let bytes = try inSession(.memberFile) { () throws(SessionError) in
      try session.openAnswer(sealed, mode: mode)
    }
    return try MemberFile(fromChip: bytes)
  }

  /// The second step of a handshake.
  private func finish<Session>(
    _ handshake: any Handshake<Session>, answerLength: Int
  ) async throws(ChipFailure) -> Session {
    let answer = try await channel.native(.additionalFrame, .proof, data: handshake.reply)
      .data(.done, count: answerLength, .proof, refusal: .notProven)
    do {
      return try await handshake.finish(answer)
    } catch {
      throw ChipFailure(error, .proof)
    }
  }
}

extension ResponseAPDU {
  /// Whether a whole member file came without any code.
  fileprivate var isPlainMemberFile: Bool {
    status == NativeStatus.done.statusWord && data.count == MemberFile.byteCount
  }
}

/// The session operations of a key store.
func sessionKeys(_ keys: any KeyStore) throws(ChipFailure) -> any SessionKeyStore {
  guard let keys = keys as? any SessionKeyStore else {
    throw .keys(.unavailable(detail: "this key store opens no card sessions"))
  }
  return keys
}
