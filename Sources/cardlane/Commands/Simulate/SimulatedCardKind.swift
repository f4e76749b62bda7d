import ArgumentParser
import BusinessCalendar
import CardCrypto
import VIPCard
import VirtualCards

/// The kinds of card that can be simulated.
enum SimulatedCardKind: String, CaseIterable, ExpressibleByArgument {
  case desfire, ntag424, cpu, classic
  /// A secure access module: no member's card, but what a lane's keys lie in.
  case sam

  /// A card as the issuing desk makes it.
  ///
  /// - Parameters:
  ///   - interface: how a CPU card is connected; the others are contactless.
  ///   - generation: which DESFire chip.
  func make(
    _ identity: CardIdentity, serial: [UInt8], issued: BusinessDate, keys: any IssuingKeyStore,
    interface: CPUCardInterface, generation: DESFireGeneration
  ) async throws -> any VirtualCard {
    switch self {
    case .desfire:
      try await VirtualDESFireCard.personalised(
        identity: identity, uid: serial, issued: issued, keys: keys, generation: generation)
    case .ntag424:
      try await VirtualNTAG424Card.personalised(
        identity: identity, uid: serial, issued: issued, keys: keys)
    case .cpu:
      try await VirtualCPUCard.personalised(
        identity: identity, serial: serial, issued: issued, keys: keys, interface: interface)
    case .classic:
      try await VirtualClassicCard.personalised(
        identity: identity, uid: serial, issued: issued, keys: keys)
    case .sam: throw ValidationError("a SAM is personalised with `cardlane keys sam`")
    }
  }
}
