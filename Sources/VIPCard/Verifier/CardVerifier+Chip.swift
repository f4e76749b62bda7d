public import BusinessCalendar
import CardCrypto
public import SmartCard

extension CardVerifier {
  /// Judges the chip behind a channel on a business date: recognised by probing, then checked.
  ///
  /// Throws when card, reader, key store or register fail, or take longer than the verifier's
  /// ``JudgingBudget``, where it has one: a failure is no judgement, and never an acceptance. A card that is not there any more when its
  /// answers turn out to be no good was pulled out, and is not judged.
  public func judge(
    _ channel: any CardChannel, on date: BusinessDate
  ) async throws(CardVerificationError) -> CardJudgement {
    guard let budget else { return try await unlimited(channel, on: date) }
    return try await budget.spend { spending throws(CardVerificationError) in
      try await unlimited(spending.limiting(channel), on: date)
    }
  }

  /// The same for as long as the channel lets it.
  func unlimited(
    _ channel: any CardChannel, on date: BusinessDate
  ) async throws(CardVerificationError) -> CardJudgement {
    let judgement = try await firstJudgement(channel, on: date)
    guard judgement.refusal?.check.restsOnAnswers == true else { return judgement }
    do {
      try await channel.confirmPresence(by: CPUCardProfile.select)
    } catch {
      throw .card(error)
    }
    return judgement
  }

  private func firstJudgement(
    _ channel: any CardChannel, on date: BusinessDate
  ) async throws(CardVerificationError) -> CardJudgement {
    let application: (any CardApplication)?
    do {
      application = try await applications.identify(on: channel, keys: keys)
    } catch {
      return try ChipReading(chip: nil).settle(error)
    }
    guard let application else {
      return CardJudgement(kind: .foreign, refusal: .foreign, tracks: .none)
    }
    return try await judge(application, on: date)
  }

  private func judge(
    _ application: any CardApplication, on date: BusinessDate
  ) async throws(CardVerificationError) -> CardJudgement {
    var reading = ChipReading(chip: application.chip)
    let open: MemberFile?
    do {
      open = try await application.openMemberFile()
    } catch {
      return try reading.settle(error)
    }
    if let number = open?.identity.number, !prefix.matches(number) {
      return CardJudgement(kind: .foreign, refusal: .foreign, tracks: .none, chip: reading.chip)
    }
    reading.identity = open?.identity
    guard let year = open?.identity.year ?? application.claimedYear else {
      return reading.refused(.forged)
    }
    let validity = year.validity(on: date)
    reading.validity = validity
    if let refusal = CardRefusal(validity, year) { return reading.refused(refusal) }
    // The key version is not proven either: one that names another year is no mistake of a reader.
    guard application.claimedYear == year else { return reading.refused(.forged) }

    let proven: MemberFile
    do {
      proven = try await application.prove(keys: keys)
    } catch {
      if case .keys(.unknownYear) = error { return reading.refused(.unknownKeyYear(year)) }
      return try reading.settle(error)
    }
    // Two reads of one card that differ are two cards.
    guard open == nil || open == proven, proven.identity.year == year else {
      return reading.refused(.forged)
    }
    reading.identity = proven.identity
    return try await accept(proven, application, validity, reading)
  }

  /// The static code of the member file, then the register.
  private func accept(
    _ file: MemberFile, _ application: any CardApplication, _ validity: CardValidity,
    _ reading: ChipReading
  ) async throws(CardVerificationError) -> CardJudgement {
    let identity = file.identity
    guard prefix.matches(identity.number) else {
      return CardJudgement(kind: .foreign, refusal: .foreign, tracks: .none, chip: reading.chip)
    }
    switch try await isGenuine(file.code, of: identity) {
    case .none: return reading.refused(.unknownKeyYear(identity.year))
    case .some(false): return reading.refused(.forged)
    case .some(true): break
    }
    if let refusal = try await standing(of: identity) { return reading.refused(refusal) }
    return CardJudgement(
      accepted: identity, validity: validity, trust: application.trust, tracks: .none,
      chip: application.chip)
  }
}

extension Check {
  /// Whether a chip gets this refusal for the form of what it said, which a card that is being pulled
  /// out can alter; the others rest on a member file that was read as a whole.
  fileprivate var restsOnAnswers: Bool {
    [.unreadable, .misread, .foreign, .forged, .unknownKeyYear].contains(self)
  }
}

/// How far the judgement of a chip has come.
private struct ChipReading {
  let chip: ChipIdentity?
  var identity: CardIdentity?
  var validity: CardValidity?

  init(chip: ChipIdentity?) { self.chip = chip }

  func refused(_ refusal: CardRefusal, kind: CardKind = .vip) -> CardJudgement {
    CardJudgement(
      kind: kind, identity: identity, refusal: refusal, validity: validity, tracks: .none,
      chip: chip)
  }

  /// What a failure means: a judgement on the card where the card is to blame, else an error.
  func settle(_ failure: ChipFailure) throws(CardVerificationError) -> CardJudgement {
    switch failure {
    case .device(let error): throw .card(error)
    case .keys(let error): throw .keys(error)
    case .incomplete(let answer):
      return refused(.unreadable(.chip(answer)), kind: identity == nil ? .unreadable : .vip)
    case .memberFile(.checkDigit): return refused(.misreadNumber)
    case .memberFile(let error): return refused(.unreadable(.memberFile(error)), kind: .unreadable)
    case .notProven: return refused(.forged)
    }
  }
}
