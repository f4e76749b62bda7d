import CardCrypto
import SmartCard

/// Makes CPU cards: key 1, key 0, and last the member file.
struct CPUCardPersonaliser: ChipPersonaliser {
  static let kind = ChipKind.cpu
  let chip: ChipIdentity
  private let channel: any CardChannel

  static func find(
    on channel: any CardChannel
  ) async throws(PersonalisingError) -> CPUCardPersonaliser? {
    do {
      let answer = try await channel.exchange(CPUCardProfile.select, .select)
      guard answer.isSuccess, let (serial, _) = try CPUCardApplication.parse(answer.data) else {
        return nil
      }
      return CPUCardPersonaliser(
        chip: ChipIdentity(kind: .cpu, uid: serial), channel: channel)
    } catch .device(let error) {
      throw .interrupted(error)
    } catch {
      throw .garbled
    }
  }

  func personalise(
    _ work: PersonalisingWork, _ file: MemberFile
  ) async throws(PersonalisingError) -> Bool {
    let own = KeyOwner.year(work.year)
    let master = try await owner(CardKey.master, work)
    let proof = try await owner(CardKey.proof, work)
    let bytes = try await send(CPUCardProfile.readMemberFile)
    let isThisCard = try await work.admits(try? MemberFile(parsing: bytes))
    if isThisCard, master == own, proof == own { return true }

    var session = try await authenticate(master, work)
    for (number, owner) in [(CardKey.proof, proof), (CardKey.master, master)] where owner != own {
      let key = try await work.cardKey(work.year, diversification(work.year, number))
      let command = try coded { () throws(KeyStoreError) in
        try CPUCardProfile.putKey(
          number, version: work.year.keyVersion, key: key, in: &session)
      }
      _ = try await send(command)
    }
    if master != own { session = try await authenticate(own, work) }
    let command = try coded { () throws(KeyStoreError) in
      try CPUCardProfile.updateMemberFile(file.bytes, in: &session)
    }
    _ = try await send(command)
    return false
  }

  private func diversification(_ year: CardYear, _ number: UInt8) -> [UInt8] {
    CardKey.diversification(uid: chip.uid, year: year, keyNumber: number)
  }

  private func owner(
    _ number: UInt8, _ work: PersonalisingWork
  ) async throws(PersonalisingError) -> KeyOwner {
    let version = try await send(CPUCardProfile.keyVersion(number))
    guard version.count == 1 else { throw .garbled }
    return try await KeyOwner(version: version[0], work, chip)
  }

  /// EXTERNAL AUTHENTICATE. A wrong key is not tried twice: the card counts.
  private func authenticate(
    _ owner: KeyOwner, _ work: PersonalisingWork
  ) async throws(PersonalisingError) -> CPUIssuerSession {
    let key =
      switch owner {
      case .factory: work.transportKey
      case .year(let year):
        try await work.cardKey(year, diversification(year, CardKey.master))
      }
    let challenge = try await send(CPUCardProfile.getChallenge)
    guard challenge.count == CPUIssuerSession.challengeLength else { throw .garbled }
    let session = try coded { () throws(KeyStoreError) in
      try CPUIssuerSession(key: key, challenge: challenge)
    }
    _ = try await send(CPUCardProfile.externalAuthenticate(session.proof))
    return session
  }

  private func coded<Result>(
    _ body: () throws(KeyStoreError) -> Result
  ) throws(PersonalisingError) -> Result {
    do {
      return try body()
    } catch {
      throw .keys(error)
    }
  }

  private func send(_ command: CommandAPDU) async throws(PersonalisingError) -> [UInt8] {
    let answer: ResponseAPDU
    do {
      answer = try await channel.transmit(command)
    } catch {
      throw .interrupted(error)
    }
    switch answer.status {
    case .success: return answer.data
    case .authenticationBlocked: throw .locked(chip)
    // 63Cx: another key than its version says.
    case let status where status.triesLeft != nil: throw .foreign(chip)
    default: throw .refused(chip, detail: "\(answer.status)")
    }
  }
}
