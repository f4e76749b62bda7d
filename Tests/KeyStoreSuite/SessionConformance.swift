import CardCrypto
import TestSupport
import Testing

/// The half of the conformance suite that is about sessions with chips.
struct SessionConformance {
  let subject: KeyStoreUnderTest

  private var store: any WholeKeyStore { subject.store }
  private let input = cardInput(key: 1)

  private func cardKey(_ number: UInt8 = 1) throws -> SecretBytes {
    try AN10922.diversify(KeyStoreUnderTest.key2026, with: cardInput(key: number))
  }

  func check() async throws {
    try await opensEV1()
    try await opensEV2()
    try await opensSeveralAtOnce()
    try await opensWithTheReadingKeyOnly()
    try await readsPICCData()
    try await givesSectorKeysAndNothingElse()
    try await changesKeys(.ev1)
    try await changesKeys(.ev2)
  }

  private func opensEV1() async throws {
    var random = SplitMix64(seed: 1)
    let card = try EV1CardHandshake(key: cardKey(), using: &random)
    let terminal = try await store.beginEV1(
      year: 2026, diversification: input, challenge: card.challenge)
    let (answer, session) = try card.finish(terminal.reply)
    #expect(try await terminal.finish(answer) == session)

    for flipped in everyFlippedBit(of: answer) {
      let again = try await store.beginEV1(
        year: 2026, diversification: input, challenge: card.challenge)
      _ = try card.finish(again.reply)
      await #expect(throws: SessionError.notAuthentic) { _ = try await again.finish(flipped) }
    }
    for length in [0, 15, 17, 32] {
      let again = try await store.beginEV1(
        year: 2026, diversification: input, challenge: card.challenge)
      await #expect(throws: SessionError.length(length)) {
        _ = try await again.finish([UInt8](repeating: 0, count: length))
      }
      if length != 16 {
        await #expect(throws: SessionError.length(length)) {
          _ = try await store.beginEV1(
            year: 2026, diversification: input, challenge: [UInt8](repeating: 0, count: length))
        }
      }
    }
  }

  private func opensEV2() async throws {
    var random = SplitMix64(seed: 2)
    let card = try EV2CardHandshake(key: cardKey(), using: &random)
    let terminal = try await store.beginEV2(
      year: 2026, diversification: input, challenge: card.challenge)
    let (answer, session) = try card.finish(terminal.reply, identifier: [1, 2, 3, 4])
    let opened = try await terminal.finish(answer)
    var other = session
    let command = try opened.sealCommand(0xAD, header: [3], data: [9, 8], mode: .full)
    #expect(
      try other.openCommand(0xAD, header: [3], sealed: Array(command.dropFirst()), mode: .full)
        == [9, 8])
    #expect(opened.identifier == [1, 2, 3, 4] && opened.counter == 0)

    var replies: Set<[UInt8]> = []
    for flipped in everyFlippedBit(of: answer) {
      let again = try await store.beginEV2(
        year: 2026, diversification: input, challenge: card.challenge)
      replies.insert(again.reply)
      await #expect(throws: SessionError.notAuthentic) { _ = try await again.finish(flipped) }
    }
    #expect(replies.count == answer.count * 8, "every reply is a fresh one")
    let stranger = try EV2CardHandshake(key: cardKey(2), using: &random)
    let toStranger = try await store.beginEV2(
      year: 2026, diversification: input, challenge: stranger.challenge)
    #expect(throws: SessionError.notAuthentic) {
      try stranger.finish(toStranger.reply, identifier: [0, 0, 0, 0])
    }
  }

  /// Two readers of one lane, each with a card half way through.
  private func opensSeveralAtOnce() async throws {
    var random = SplitMix64(seed: 3)
    let first = try EV1CardHandshake(key: cardKey(), using: &random)
    let second = try EV2CardHandshake(key: cardKey(), using: &random)
    let one = try await store.beginEV1(
      year: 2026, diversification: input, challenge: first.challenge)
    let two = try await store.beginEV2(
      year: 2026, diversification: input, challenge: second.challenge)
    let (other, _) = try second.finish(two.reply, identifier: [4, 3, 2, 1])
    #expect(try await two.finish(other).identifier == [4, 3, 2, 1])
    let (answer, session) = try first.finish(one.reply)
    #expect(try await one.finish(answer) == session)
  }

  /// A till may not open sessions with the keys that write a card.
  private func opensWithTheReadingKeyOnly() async throws {
    let challenge = [UInt8](repeating: 5, count: 16)
    _ = try await store.beginEV1(
      year: 2026, diversification: cardInput(key: 0), challenge: challenge)
    for number: UInt8 in [0, 2, 4, 0x0A, 0xFF] {
      await #expect(throws: SessionError.keys(.noIssuingRight(year: 2025))) {
        _ = try await store.beginEV1(
          year: 2025, diversification: cardInput(year: 0x25, key: number), challenge: challenge)
      }
      await #expect(throws: SessionError.keys(.noIssuingRight(year: 2025))) {
        _ = try await store.beginEV2(
          year: 2025, diversification: cardInput(year: 0x25, key: number), challenge: challenge)
      }
    }
    _ = try await store.beginEV2(
      year: 2025, diversification: cardInput(year: 0x25, key: 1), challenge: challenge)
  }

  /// SUN: the tap's UID and counter, and the code over it.
  private func readsPICCData() async throws {
    var random = SplitMix64(seed: 4)
    let meta = Array("VIP SUN META".utf8) + [0x20, 0x26]
    let metaKey = try AN10922.diversify(KeyStoreUnderTest.key2026, with: meta)
    let data = try #require(PICCData(uid: hex("04782E21801D80"), readCounter: 0x01_02_03))
    let sealed = try data.encrypted(key: metaKey, using: &random)
    #expect(
      try await store.piccData(year: 2026, diversification: meta, encrypted: sealed) == data)
    for flipped in everyFlippedBit(of: sealed) {
      #expect(
        try await store.piccData(year: 2026, diversification: meta, encrypted: flipped) != data)
    }
    await #expect(throws: SessionError.length(15)) {
      _ = try await store.piccData(
        year: 2026, diversification: meta, encrypted: Array(sealed.dropLast()))
    }
    let vector = SDMCode.sessionVector(data)
    var session = try await store.diversifiedAuthenticationCode(
      year: 2026, diversification: cardInput(key: 4), message: vector)
    #expect(
      try SDMCode.code(sessionKey: SecretBytes(consuming: &session))
        == SDMCode.code(for: data, fileReadKey: cardKey(4)))
  }

  private func givesSectorKeysAndNothingElse() async throws {
    let own = cardInput(hex("0102FE04"), key: SectorKey.keyNumber)
    let whole = try AN10922.diversify(KeyStoreUnderTest.key2026, with: own)
    #expect(
      try await store.sectorKey(year: 2026, diversification: own) == SectorKey.keyA(whole))
    for number: UInt8 in [0, 1, 2, 4, 0x09, 0x0B, 0xFF] {
      await #expect(throws: KeyStoreError.reservedMessage) {
        try await store.sectorKey(year: 2026, diversification: cardInput(key: number))
      }
    }
  }

  /// The card of the factory gets its keys, then the session's own; a till's year gets none.
  private func changesKeys(_ generation: SessionGeneration) async throws {
    let factory = SecretBytes([UInt8](repeating: 0, count: 16))
    var card = try SimulatedKeyChange(generation, key: factory, seed: 5)
    let handshake = try await store.beginKeyChanges(
      generation, key: .known(factory), challenge: card.challenge)
    let session = try await handshake.finish(try card.open(handshake.reply))
    func change(_ number: UInt8, replacing old: CardKeyReference?, year: Int = 2026)
      -> SealedKeyChange
    {
      SealedKeyChange(
        keyNumber: number, version: 26, year: year, diversification: cardInput(key: number),
        replacing: old)
    }
    for number: UInt8 in [1, 2] {
      let sealed = try await session.seal(change(number, replacing: .known(factory)))
      #expect(sealed.first == number)
      let (key, answer) = try card.change(sealed, replacing: factory)
      #expect(try key == KeyChange(key: cardKey(number), version: 26))
      try await session.confirm(answer)
    }
    try await refusesFlippedConfirmations(generation)
    // The session's own key, in a session with the year's own master key.
    var renewed = try SimulatedKeyChange(generation, key: cardKey(0), seed: 6)
    let again = try await store.beginKeyChanges(
      generation, key: .diversified(year: 2026, diversification: cardInput(key: 0)),
      challenge: renewed.challenge)
    let own = try await again.finish(try renewed.open(again.reply))
    let sealed = try await own.seal(change(0, replacing: nil))
    #expect(try renewed.change(sealed, replacing: nil).0.key == cardKey(0))

    await #expect(throws: SessionError.keys(.noIssuingRight(year: 2025))) {
      _ = try await own.seal(change(1, replacing: nil, year: 2025))
    }
    await #expect(throws: SessionError.keys(.noIssuingRight(year: 2025))) {
      _ = try await store.beginKeyChanges(
        generation, key: .diversified(year: 2025, diversification: cardInput(year: 0x25, key: 0)),
        challenge: renewed.challenge)
    }
  }
}

extension SessionConformance {
  /// A wrong confirmation ends the session; so each bit has a session of its own.
  private func refusesFlippedConfirmations(_ generation: SessionGeneration) async throws {
    let factory = SecretBytes([UInt8](repeating: 0, count: 16))
    for bit in 0..<64 {
      var card = try SimulatedKeyChange(generation, key: factory, seed: 7)
      let handshake = try await store.beginKeyChanges(
        generation, key: .known(factory), challenge: card.challenge)
      let session = try await handshake.finish(try card.open(handshake.reply))
      let sealed = try await session.seal(
        SealedKeyChange(
          keyNumber: 1, version: 26, year: 2026, diversification: cardInput(key: 1),
          replacing: .known(factory)))
      var (_, answer) = try card.change(sealed, replacing: factory)
      #expect(answer.count == 8)
      answer[bit / 8] ^= 1 << (bit % 8)
      let flipped = answer
      await #expect(throws: SessionError.notAuthentic) { try await session.confirm(flipped) }
    }
  }
}

/// The card's side of a session in which keys change.
struct SimulatedKeyChange {
  private enum Side {
    case ev1(EV1CardHandshake, EV1Session?)
    case ev2(EV2CardHandshake, EV2Session?)
  }

  private var side: Side

  init(_ generation: SessionGeneration, key: SecretBytes, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    side =
      switch generation {
      case .ev1: .ev1(try EV1CardHandshake(key: key, using: &random), nil)
      case .ev2: .ev2(try EV2CardHandshake(key: key, using: &random), nil)
      }
  }

  var challenge: [UInt8] {
    switch side {
    case .ev1(let handshake, _): handshake.challenge
    case .ev2(let handshake, _): handshake.challenge
    }
  }

  mutating func open(_ reply: [UInt8]) throws -> [UInt8] {
    switch side {
    case .ev1(let handshake, _):
      let (answer, session) = try handshake.finish(reply)
      side = .ev1(handshake, session)
      return answer
    case .ev2(let handshake, _):
      let (answer, session) = try handshake.finish(reply, identifier: [9, 9, 9, 9])
      side = .ev2(handshake, session)
      return answer
    }
  }

  /// Takes a cryptogram; gives the change that it holds and the card's answer.
  mutating func change(
    _ sealed: [UInt8], replacing old: SecretBytes?
  ) throws -> (KeyChange, [UInt8]) {
    let number = try #require(sealed.first)
    switch side {
    case .ev1(let handshake, let session):
      var session = try #require(session)
      let change = try session.openKeyChange(
        Array(sealed.dropFirst()), keyNumber: number, replacing: old)
      let answer = try session.sealAnswer()
      side = .ev1(handshake, session)
      return (change, answer)
    case .ev2(let handshake, let session):
      var session = try #require(session)
      let change = try session.openKeyChange(
        Array(sealed.dropFirst()), keyNumber: number, replacing: old)
      let answer = try session.sealAnswer(mode: .mac)
      side = .ev2(handshake, session)
      return (change, answer)
    }
  }
}
