import ArgumentParser
import BusinessCalendar
import CardCrypto
import VIPCard
import VirtualCards

/// The kinds of card that can be simulated.
enum SimulatedCardKind: String, CaseIterable, ExpressibleByArgument {
  case cpu

  /// A card as the issuing desk makes it.
  func make(
    _ identity: CardIdentity, serial: [UInt8], issued: BusinessDate, keys: any IssuingKeyStore,
    interface: CPUCardInterface
  ) async throws -> any VirtualCard {
    switch self {
    case .cpu:
      try await VirtualCPUCard.personalised(
        identity: identity, serial: serial, issued: issued, keys: keys, interface: interface)
    }
  }
}
