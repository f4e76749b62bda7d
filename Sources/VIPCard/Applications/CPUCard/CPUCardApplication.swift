public import CardCrypto
public import SmartCard

/// Our application on an ISO/IEC 7816-4 CPU card, over T=0, T=1 or without contacts.
///
/// SELECT by AID, READ BINARY of the member file, INTERNAL AUTHENTICATE with a fresh challenge. Every
/// answer must have exactly the length that its command asks for before its status word is believed: an
/// answer torn in the middle can end with bytes that look like `9000`.
public struct CPUCardApplication: CardApplication {
  public let chip: ChipIdentity
  public let claimedYear: CardYear?
  public var trust: TrustLevel { .high }

  private let channel: any CardChannel

  public static func identify(
    on channel: any CardChannel
  ) async throws(ChipFailure) -> CPUCardApplication? {
    let answer = try await channel.exchange(CPUCardProfile.select, .select)
    guard answer.isSuccess else { return nil }
    guard let (serial, keyVersion) = try parse(answer.data) else { return nil }
    let application = CPUCardApplication(
      chip: ChipIdentity(kind: .cpu, uid: serial),
      claimedYear: keyVersion == 0 ? nil : CardYear(keyVersion: keyVersion), channel: channel)
    // Version 00 is a key that nobody has set; with an empty file, a card that nobody has issued.
    if keyVersion == 0, try await application.isEmpty() { return nil }
    return application
  }

  private func isEmpty() async throws(ChipFailure) -> Bool {
    let answer = try await channel.exchange(CPUCardProfile.readMemberFile, .memberFile)
    return answer.isSuccess && answer.data.count == MemberFile.byteCount
      && answer.data.allSatisfy { $0 == 0 }
  }

  /// Takes the FCI apart: `nil` when it names another application, as cards do that answer every
  /// SELECT.
  static func parse(
    _ bytes: [UInt8]
  ) throws(ChipFailure) -> (serial: [UInt8], keyVersion: UInt8)? {
    guard let information = try? TLV(parsing: bytes) else { throw .incomplete(.select) }
    guard information.tag == 0x6F,
      information[0x84]?.value == CPUCardProfile.applicationIdentifier
    else { return nil }
    guard let serial = information.first(0xA5, 0xC0)?.value,
      let version = information.first(0xA5, 0xC1)?.value.first,
      serial.count == CPUCardProfile.serialLength,
      // Nothing missing, nothing twice, nothing else: one serial, one meaning.
      bytes == CPUCardProfile.controlInformation(serial: serial, keyVersion: version).encoded
    else { throw .incomplete(.select) }
    return (serial, version)
  }

  public func openMemberFile() async throws(ChipFailure) -> MemberFile? {
    try await readMemberFile()
  }

  private func readMemberFile() async throws(ChipFailure) -> MemberFile {
    let answer = try await channel.exchange(CPUCardProfile.readMemberFile, .memberFile)
    guard answer.isSuccess, answer.data.count == MemberFile.byteCount else {
      throw .incomplete(.memberFile)
    }
    do {
      return try MemberFile(parsing: answer.data)
    } catch {
      throw .memberFile(error)
    }
  }

  public func prove(
    keys: any KeyStore
  ) async throws(ChipFailure) -> MemberFile {
    // A version byte that is no year cannot have a key.
    guard let year = claimedYear else { throw .notProven }
    let file = try await readMemberFile()
    let challenge = Challenge.fresh()
    let answer = try await channel.exchange(
      CPUCardProfile.internalAuthenticate(challenge), .proof)
    // 67xx to 6Fxx: the card refuses to prove itself, as one without the key would.
    if (0x67...0x6F).contains(answer.status.sw1) { throw .notProven }
    guard answer.isSuccess, answer.data.count == CPUCardProfile.proofLength else {
      throw .incomplete(.proof)
    }
    let expected: [UInt8]
    do {
      expected = try await keys.diversifiedAuthenticationCode(
        year: year.rawValue,
        diversification: CardKey.diversification(
          uid: chip.uid, year: year, keyNumber: CardKey.proof),
        message: CPUCardProfile.proofMessage(
          challenge: challenge, numberBCD: file.identity.number.bcd))
    } catch {
      throw .keys(error)
    }
    guard expected.count == CPUCardProfile.proofLength,
      ConstantTime.areEqual(expected, answer.data)
    else { throw .notProven }
    return file
  }
}

/// The terminal's challenges.
enum Challenge {
  /// Sixteen bytes from the system's cryptographic generator, so that no answer fits twice.
  static func fresh() -> [UInt8] {
    (0..<CPUCardProfile.challengeLength).map { _ in UInt8.random(in: .min ... .max) }
  }
}

extension CardChannel {
  /// Sends a command; an answer whose status word no card can give is a torn one.
  func exchange(
    _ command: CommandAPDU, _ step: IncompleteAnswer
  ) async throws(ChipFailure) -> ResponseAPDU {
    let answer: ResponseAPDU
    do {
      answer = try await transmit(command)
    } catch {
      throw error.reason == .malformedAnswer ? .incomplete(step) : .device(error)
    }
    // ISO/IEC 7816-3: SW1 is 6x (but not 60) or 9x.
    let sw1 = answer.status.sw1
    guard sw1 != 0x60, sw1 >> 4 == 0x6 || sw1 >> 4 == 0x9 else { throw .incomplete(step) }
    return answer
  }
}
