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

// What a chip keeps.
extension SimulatedCardKind {
  /// The kind that a state file holds.
  init(_ kind: ChipKind) {
    self =
      switch kind {
      case .cpu: .cpu
      case .desfire: .desfire
      case .ntag424: .ntag424
      case .classic: .classic
      }
  }

  /// A chip as its maker delivers it.
  func blank(
    serial: [UInt8], interface: CPUCardInterface, generation: DESFireGeneration
  ) throws -> any StatefulCard {
    switch self {
    case .desfire: VirtualDESFireCard(DESFireMemory(generation: generation, uid: serial))
    case .ntag424: VirtualNTAG424Card(NTAG424Memory(uid: serial))
    case .cpu: VirtualCPUCard(CPUCardMemory(serial: serial), interface: interface)
    case .classic: VirtualClassicCard(ClassicMemory(uid: serial))
    case .sam: throw ValidationError("--blank is not for a SAM, which always begins empty")
    }
  }

  /// The card that a state file holds; `nil` when the file has gone.
  func restored(
    from file: CardStateFile, interface: CPUCardInterface
  ) throws -> (any StatefulCard)? {
    switch self {
    case .desfire: try file.read(VirtualDESFireCard.self).map { VirtualDESFireCard($0) }
    case .ntag424: try file.read(VirtualNTAG424Card.self).map { VirtualNTAG424Card($0) }
    case .cpu:
      try file.read(VirtualCPUCard.self).map { VirtualCPUCard($0, interface: interface) }
    case .classic: try file.read(VirtualClassicCard.self).map { VirtualClassicCard($0) }
    case .sam: nil
    }
  }

  /// 04, the maker's number, and six random bytes.
  static func randomSerial() -> [UInt8] {
    [0x04] + (0..<6).map { _ in UInt8.random(in: .min ... .max) }
  }
}

extension StatefulCard {
  /// The same card, kept in a file where one is named.
  func kept(in file: CardStateFile?) throws -> any VirtualCard { try KeptCard(self, file: file) }
}
