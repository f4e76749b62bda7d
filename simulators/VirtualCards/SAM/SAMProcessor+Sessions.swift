import CardCrypto
import SecureModule
import SmartCard

extension SAMProcessor {
  mutating func beginSession(_ p1: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    var fields = SAMFields(data)
    guard let generation = SessionGeneration(rawValue: p1) else {
      throw Refusal(.wrongParameters)
    }
    guard let year = fields.year(), let diversification = fields.diversification() else {
      throw Refusal(.wrongData)
    }
    let right = try right(year)
    do throws(KeyStoreError) {
      try ReadingKey.check(year: year, diversification: diversification, right: right)
    } catch {
      throw Refusal(.conditionsNotSatisfied)
    }
    return try begin(
      generation, key: cardKey(year, diversification), challenge: fields.remainder(),
      changesKeys: false)
  }

  mutating func beginKeyChanges(_ p1: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    var fields = SAMFields(data)
    guard let generation = SessionGeneration(rawValue: p1) else {
      throw Refusal(.wrongParameters)
    }
    guard presented.contains(.issuer) else { throw Refusal(.conditionsNotSatisfied) }
    guard let reference = fields.reference() else { throw Refusal(.wrongData) }
    return try begin(
      generation, key: key(reference), challenge: fields.remainder(), changesKeys: true)
  }

  private mutating func begin(
    _ generation: SessionGeneration, key: SecretBytes, challenge: [UInt8], changesKeys: Bool
  ) throws(Refusal) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    do throws(SessionError) {
      switch generation {
      case .ev1:
        let handshake = try EV1Handshake(key: key, challenge: challenge, using: &generator)
        return [handshakes.open(.ev1(handshake, changesKeys: changesKeys))] + handshake.reply
      case .ev2:
        let handshake = try EV2Handshake(key: key, challenge: challenge, using: &generator)
        return [handshakes.open(.ev2(handshake, changesKeys: changesKeys))] + handshake.reply
      }
    } catch {
      throw Refusal(.wrongLength)
    }
  }

  mutating func finishSession(_ p1: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    switch handshakes.take(p1) {
    case .ev1(let handshake, false):
      let key = try settled { () throws(SessionError) in try handshake.settle(data) }.sessionKey
      return unsafe key.withBytes { unsafe Array($0) }
    case .ev2(let handshake, false):
      let session = try settled { () throws(SessionError) in try handshake.settle(data) }
      let keys = session.sessionKeys
      return unsafe keys.encryption.withBytes { unsafe Array($0) }
        + keys.authentication.withBytes { unsafe Array($0) } + session.identifier
    default: throw Refusal(.recordNotFound)
    }
  }

  mutating func finishKeyChanges(_ p1: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    switch handshakes.take(p1) {
    case .ev1(let handshake, true):
      let session = try settled { () throws(SessionError) in try handshake.settle(data) }
      handshakes.keep(.changingEV1(session), p1)
    case .ev2(let handshake, true):
      let session = try settled { () throws(SessionError) in try handshake.settle(data) }
      handshakes.keep(.changingEV2(session), p1)
    default: throw Refusal(.recordNotFound)
    }
    return []
  }

  mutating func sealKeyChange(_ p1: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    var fields = SAMFields(data)
    guard let number = fields.byte(), let version = fields.byte(), let year = fields.year(),
      let diversification = fields.diversification(), let hasOld = fields.byte(), hasOld <= 1
    else { throw Refusal(.wrongData) }
    try requireIssuing(year)
    var old: SecretBytes?
    if hasOld == 1 {
      guard let reference = fields.reference() else { throw Refusal(.wrongData) }
      old = try key(reference)
    }
    guard fields.isAtEnd else { throw Refusal(.wrongData) }
    let new = try cardKey(year, diversification)
    let change = try computed { () throws(KeyStoreError) in
      try KeyChange(key: new, version: version)
    }
    switch handshakes.take(p1) {
    case .changingEV1(var session):
      let sealed = try settled { () throws(SessionError) in
        try session.sealKeyChange(change, keyNumber: number, replacing: old)
      }
      handshakes.keep(.changingEV1(session), p1)
      return sealed
    case .changingEV2(let session):
      let sealed = try settled { () throws(SessionError) in
        try session.sealKeyChange(change, keyNumber: number, replacing: old)
      }
      handshakes.keep(.changingEV2(session), p1)
      return sealed
    default: throw Refusal(.recordNotFound)
    }
  }

  mutating func confirmKeyChange(_ p1: UInt8, _ data: [UInt8]) throws(Refusal) -> [UInt8] {
    switch handshakes.take(p1) {
    case .changingEV1(var session):
      _ = try settled { () throws(SessionError) in try session.openAnswer(data, count: 0) }
      handshakes.keep(.changingEV1(session), p1)
    case .changingEV2(var session):
      let rest = try settled { () throws(SessionError) in
        try session.openAnswer(data, mode: .mac)
      }
      guard rest.isEmpty else { throw Refusal(.wrongLength) }
      handshakes.keep(.changingEV2(session), p1)
    default: throw Refusal(.recordNotFound)
    }
    return []
  }

  /// A key that a card has: one that may be derived needs the right to issue.
  private func key(_ reference: CardKeyReference) throws(Refusal) -> SecretBytes {
    switch reference {
    case .known(let key): return key
    case .diversified(let year, let diversification):
      try requireIssuing(year)
      return try cardKey(year, diversification)
    }
  }

  private func settled<Value>(
    _ body: () throws(SessionError) -> Value
  ) throws(Refusal) -> Value {
    do {
      return try body()
    } catch {
      if case .length = error { throw Refusal(.wrongLength) }
      throw Refusal(.verificationFailed)
    }
  }
}
