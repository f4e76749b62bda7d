public import BusinessCalendar
public import VIPCard

extension MemberStore {
  /// The rolling counter of a card that was issued with one (track 3, version 02); `nil` for a card
  /// without.
  public func rollingCounter(
    of card: CardIdentity
  ) async throws(StoreError) -> RollingCounterState? {
    try await read { store in
      try store.record(of: card).flatMap { $0.rollingCounter }
    }
  }

  /// Enters the counter with which a card was written.
  ///
  /// - Throws: `unknownCard`.
  public func startRollingCounter(
    of card: CardIdentity, at counter: RollingCounter = .zero
  ) async throws(StoreError) {
    try await write { store in
      guard var record = try store.record(of: card) else {
        throw StoreError.unknownCard(card.number.masked)
      }
      record.counterCommitted = counter.rawValue
      record.counterPending = nil
      try store.update(record)
    }
  }

  /// Judges a counter that was read with a right code, and keeps what follows from it, in one step.
  ///
  /// As committed: the next one becomes pending, to be written. Pending: it is on the card, so it is
  /// committed, and the next one becomes pending. Older: a copy from before was used, and the card is
  /// blocked as a clone. Newer than anything written: nothing changes. The first counter that a card proves is where
  /// the register begins: from then on it is no good without one.
  ///
  /// - Returns: what it means; `nil` for a card that nobody has entered.
  public func advance(
    _ card: CardIdentity, read counter: RollingCounter, on date: BusinessDate
  ) async throws(StoreError) -> RollingCounterState.Judgement? {
    try await write { store in
      guard var record = try store.record(of: card) else { return nil }
      let state = record.rollingCounter ?? RollingCounterState(committed: counter, pending: nil)
      let judgement = state.judge(counter)
      switch judgement {
      case .asCommitted(let next):
        record.counterCommitted = counter.rawValue
        record.counterPending = next?.rawValue
      case .promotePending(let next):
        record.counterCommitted = counter.rawValue
        record.counterPending = next?.rawValue
      case .clone:
        if record.status == .active {
          record.status = .clone
          record.ended = date
        }
      case .neverWritten:
        return judgement
      }
      try store.update(record)
      return judgement
    }
  }
}

extension StoreTransaction {
  /// The register's entry of a card.
  func record(of card: CardIdentity) throws -> CardRecord? {
    try cards(number: card.number.digits).first {
      $0.year == card.year.rawValue && $0.sequence == card.sequence
    }
  }
}

extension CardRecord {
  /// The rolling counter, where the card has one.
  var rollingCounter: RollingCounterState? {
    guard let committed = counterCommitted.flatMap(RollingCounter.init(rawValue:)) else {
      return nil
    }
    return RollingCounterState(
      committed: committed, pending: counterPending.flatMap(RollingCounter.init(rawValue:)))
  }
}

extension StoreRegister: TapRegister {
  public func card(onChip uid: [UInt8], year: CardYear) async throws -> CardIdentity? {
    let record = try await store.read { store in
      try store.card(chip: ChipUID.text(uid), year: year.rawValue)
    }
    guard let record, let number = try? CardNumber(record.number) else { return nil }
    return CardIdentity(number: number, year: year, sequence: record.sequence)
  }

  public func advanceReadCounter(ofChip uid: [UInt8], to counter: UInt32) async throws -> Bool {
    try await store.write { store in
      let chip = ChipUID.text(uid)
      if let last = try store.readCounter(chip: chip), Int64(counter) <= last { return false }
      try store.setReadCounter(chip: chip, to: Int64(counter))
      return true
    }
  }
}

/// UIDs of chips as the register keeps them.
public enum ChipUID {
  /// Upper-case hexadecimal without blanks.
  public static func text(_ uid: [UInt8]) -> String {
    uid.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
