import CardCrypto
import SmartCard
import Testing
import VIPCard
import VirtualCards

@Suite("Cards of every kind, from probing to the verdict")
struct ChipJudgementTests {
  @Test(
    "A genuine card is recognised by probing and accepted with the trust of its kind",
    arguments: ChipCase.all)
  func accepted(_ chip: ChipCase) async throws {
    let judgement = try await Sample.verifier().judge(chip.channel(), on: Sample.day())
    #expect(judgement.verdict == Verdict(check: .ok, validity: .current, trust: chip.trust))
    #expect(judgement.chip == ChipIdentity(kind: chip.kind, uid: chip.uid))
    #expect(try judgement.identity == Sample.identity())
  }

  @Test("The same card is accepted again and again", arguments: ChipCase.all)
  func again(_ chip: ChipCase) async throws {
    let channel = try await chip.channel()
    for _ in 0..<3 { #expect(try await Sample.verifier().check(channel) == .ok) }
  }

  @Test("The card year is judged like that of a stripe", arguments: ChipCase.all)
  func cardYear(_ chip: ChipCase) async throws {
    let verifier = try Sample.verifier()
    for (year, day, validity) in [
      (2026, "2026-01-01", CardValidity.current), (2026, "2026-12-31", .exchange),
      (2026, "2025-12-01", .early), (2026, "2027-01-01", .expired), (2025, "2026-01-01", .expired),
      (2026, "2025-11-30", .notYetValid),
    ] {
      let judgement = try await verifier.judge(chip.channel(year: year), on: Sample.day(day))
      #expect(judgement.verdict.validity == validity, "\(year) on \(day)")
      #expect(judgement.isAccepted == validity.isGood)
    }
  }

  @Test(
    "A blocked card, one that was never issued and one that was replaced are refused",
    arguments: ChipCase.all)
  func register(_ chip: ChipCase) async throws {
    for (standing, check) in [
      (CardStanding.blocked(.lost), Check.blocked), (.notIssued, .notIssued),
      (.wrongSequence(current: 2), .wrongSequence),
    ] {
      let verifier = try Sample.verifier(register: FixedRegister(standing: standing))
      #expect(try await verifier.check(chip.channel()) == check)
    }
  }

  @Test(
    "Without any key a chip with a session is of an unknown key year, a Classic is foreign",
    arguments: ChipCase.all)
  func withoutKeys(_ chip: ChipCase) async throws {
    let verifier = CardVerifier(keys: try MemoryKeyStore([:]))
    #expect(
      try await verifier.check(chip.channel())
        == (chip.kind == .classic ? .foreign : .unknownKeyYear))
  }

  @Test(
    "Under another issuer's keys a chip with a session is forged, a Classic is foreign",
    arguments: ChipCase.all)
  func otherIssuer(_ chip: ChipCase) async throws {
    let verifier = CardVerifier(keys: try MemoryKeyStore([2026: Sample.key2025]))
    #expect(
      try await verifier.check(chip.channel()) == (chip.kind == .classic ? .foreign : .forged))
  }

  @Test(
    "Under a wrong key the card is refused three times, and accepted under the right one after",
    arguments: ChipCase.all)
  func wrongKeyThreeTimes(_ chip: ChipCase) async throws {
    let channel = try await chip.channel()
    let wrong = CardVerifier(keys: try MemoryKeyStore([2026: Sample.key2025]))
    for _ in 0..<3 { #expect(try await wrong.check(channel) != .ok) }
    #expect(try await Sample.verifier().check(channel) == .ok)
  }

  @Test("A key store without sessions cannot judge a chip that needs one, and never accepts it")
  func storeWithoutSessions() async throws {
    let verifier = CardVerifier(keys: WatchedKeyStore(try Sample.keys(.verify)))
    for chip in ChipCase.sessions {
      await #expect(throws: CardVerificationError.self) {
        try await verifier.judge(chip.channel(), on: Sample.day())
      }
    }
  }

  @Test(
    "A chip whose member file is in plain mode is refused, though it proves itself",
    arguments: [
      ChipCase.desfire(.ev2, .plain), .desfire(.ev3, .plain), .ntag424(.plain),
    ])
  func plainFile(_ chip: ChipCase) async throws {
    // The chip takes the code of the command for a wrong length.
    #expect(try await Sample.verifier().check(chip.channel()) == .unreadable)
  }

  @Test(
    "A chip that proves itself but carries another card's data is forged", arguments: ChipCase.all)
  func otherData(_ chip: ChipCase) async throws {
    // Sequence 2 with the code of sequence 1: written by somebody who holds the chip's keys only.
    let genuine = try await CardIssuer(keys: Sample.keys()).chip(
      for: Sample.identity(), uid: chip.uid, issued: Sample.day("2025-12-03"))
    let file = MemberFile(
      identity: try Sample.identity(sequence: 2), code: genuine.memberFile.code,
      issued: genuine.memberFile.issued)
    let channel = try await chip.rewritten(file)
    #expect(try await Sample.verifier().check(channel) == .forged)
  }

  @Test("No card of one kind is taken for another, and nobody's card is ours")
  func foreign() async throws {
    let uid = Sample.serial
    let strangers: [any CardChannel] = [
      LoopbackChannel(VirtualDESFireCard(DESFireMemory(generation: .ev3, uid: uid))),
      LoopbackChannel(VirtualNTAG424Card(NTAG424Memory(uid: uid))),
      LoopbackChannel(VirtualClassicCard(ClassicMemory(uid: uid))),
      LoopbackChannel(VirtualClassicCard(ClassicMemory(uid: Array(uid.prefix(4))))),
    ]
    for stranger in strangers {
      let judgement = try await Sample.verifier().judge(stranger, on: Sample.day())
      #expect(judgement.kind == .foreign && judgement.refusal == .foreign)
    }
  }
}

extension ChipCase {
  /// A card whose keys are genuine and whose member file is this one.
  fileprivate func rewritten(_ file: MemberFile) async throws -> any CardChannel {
    let (identity, day, keys) = (
      try Sample.identity(), try Sample.day("2025-12-03"), try Sample.keys()
    )
    switch kind {
    case .desfire:
      let generation: DESFireGeneration = name.contains("ev1") ? .ev1 : .ev2
      var memory = try await VirtualDESFireCard.personalised(
        identity: identity, uid: uid, issued: day, keys: keys, generation: generation
      ).memory
      memory.applications[0].files[1]?.contents = .standard(file.bytes)
      return LoopbackChannel(VirtualDESFireCard(memory))
    case .ntag424:
      var memory = try await VirtualNTAG424Card.personalised(
        identity: identity, uid: uid, issued: day, keys: keys
      ).memory
      memory.files[3]?.contents = .standard(file.bytes + [UInt8](repeating: 0, count: 96))
      return LoopbackChannel(VirtualNTAG424Card(memory))
    case .classic, .cpu:
      var memory = try await VirtualClassicCard.personalised(
        identity: identity, uid: uid, issued: day, keys: keys
      ).memory
      let year = identity.year
      memory.set(Array(file.bytes.prefix(16)), block: 4)
      memory.set(Array(file.bytes.suffix(16)), block: 5)
      memory.set(
        try await keys.diversifiedAuthenticationCode(
          year: year.rawValue,
          diversification: CardKey.diversification(
            uid: uid, year: year, keyNumber: CardKey.sectorBinding),
          message: file.bytes),
        block: 6)
      return LoopbackChannel(VirtualClassicCard(memory))
    }
  }
}
