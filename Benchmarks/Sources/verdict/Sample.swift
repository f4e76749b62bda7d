import BusinessCalendar
import CardCrypto
import SmartCard
import VIPCard
import VirtualCards

/// A card to be judged, and how.
struct Sample: Sendable {
  let name: String
  let card: any VirtualCard
  /// Whether it is judged by the address that a telephone reads instead of through a session.
  var isTap = false

  /// One card of every kind.
  static func all(
    _ keys: MemoryKeyStore, _ identity: CardIdentity, _ issued: BusinessDate
  ) async throws -> [Sample] {
    let uid: [UInt8] = [0x04, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80]
    var samples: [Sample] = []
    for interface in CPUCardInterface.allCases {
      samples.append(
        Sample(
          name: "CPU card, \(interface)",
          card: try await VirtualCPUCard.personalised(
            identity: identity, serial: uid, issued: issued, keys: keys, interface: interface)))
    }
    for (generation, mode) in [
      (DESFireGeneration.ev1, CommunicationMode.plain), (.ev2, .mac), (.ev2, .full), (.ev3, .mac),
    ] {
      samples.append(
        Sample(
          name: "DESFire \(generation.rawValue), \(mode)",
          card: try await VirtualDESFireCard.personalised(
            identity: identity, uid: uid, issued: issued, keys: keys, generation: generation,
            mode: mode)))
    }
    let ntag = try await VirtualNTAG424Card.personalised(
      identity: identity, uid: uid, issued: issued, keys: keys)
    samples.append(Sample(name: "NTAG 424 DNA, EV2First", card: ntag))
    // Every tap raises the counter, so this one stays the same card.
    samples.append(Sample(name: "NTAG 424 DNA, SUN", card: try KeptCard(ntag), isTap: true))
    samples.append(
      Sample(
        name: "MIFARE Classic",
        card: try await VirtualClassicCard.personalised(
          identity: identity, uid: uid, issued: issued, keys: keys)))
    return samples
  }
}

/// What judges a sample.
struct Judge: Sendable {
  let verifier: CardVerifier
  let day: BusinessDate
  /// Whose chip it is, for taps.
  let taps: MemoryTapRegister

  init(verifier: CardVerifier, day: BusinessDate, identity: CardIdentity) async {
    self.verifier = verifier
    self.day = day
    taps = MemoryTapRegister()
    await taps.record(identity, onChip: [0x04, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80])
  }

  /// Throws unless the card is accepted.
  func judge(_ sample: Sample, on channel: any CardChannel) async throws {
    let judgement =
      if sample.isTap {
        try await verifier.judge(
          sunURL: Telephone.tap(channel.transmit), on: day, taps: taps)
      } else {
        try await verifier.judge(channel, on: day)
      }
    guard judgement.isAccepted else { throw NotAccepted() }
  }
}

struct NotAccepted: Error {}
