public import CardCrypto
public import SmartCard

/// A VIP application on a chip, found by probing: *identify → prove → member data → trust*.
///
/// One implementation for each kind of chip. A value belongs to one card in one reader; a time limit is
/// the channel's matter.
public protocol CardApplication: Sendable {
  /// Which chip it is.
  var chip: ChipIdentity { get }
  /// The card year that the chip's key version claims; `nil` for a version that is no year.
  var claimedYear: CardYear? { get }
  /// How far a proof of this kind of chip is trusted.
  var trust: TrustLevel { get }

  /// Looks for the application; `nil` when the card is of another kind.
  ///
  /// Throws ``ChipFailure/device(_:)`` when the card or reader fails, and
  /// ``ChipFailure/incomplete(_:)`` when the card has the application but its answer is torn.
  static func identify(
    on channel: any CardChannel
  ) async throws(ChipFailure) -> Self?

  /// The member file as far as it can be read without a key; `nil` where a proof comes first.
  func openMemberFile() async throws(ChipFailure) -> MemberFile?

  /// Has the chip prove itself with a fresh challenge and returns the member file that belongs to the
  /// proof.
  ///
  /// Throws ``ChipFailure/notProven`` when the chip does not hold the key it should.
  func prove(
    keys: any KeyStore
  ) async throws(ChipFailure) -> MemberFile
}

/// Why a chip was not believed.
public enum ChipFailure: Error, Sendable {
  /// The card or the reader failed: no judgement about the card.
  case device(SmartCardError)
  /// The key store failed.
  case keys(KeyStoreError)
  /// An answer of the wrong length or form, as a card pulled in the middle gives it.
  case incomplete(IncompleteAnswer)
  /// The member file is whole but not laid out as ours.
  case memberFile(MemberFileError)
  /// The chip's answer to the challenge is wrong, or it refuses to answer.
  case notProven
}

/// Which answer was not whole.
public enum IncompleteAnswer: String, Sendable, Hashable {
  /// The answer to SELECT.
  case select
  /// The member file.
  case memberFile
  /// The proof.
  case proof
}

/// The applications that a terminal looks for, in the order in which it probes.
public struct CardApplications: Sendable {
  /// The kinds, first tried first.
  public let kinds: [any CardApplication.Type]

  /// Makes a list.
  public init(_ kinds: [any CardApplication.Type]) { self.kinds = kinds }

  /// Every kind that this program knows.
  public static let all = CardApplications([
    CPUCardApplication.self, DESFireApplication.self, NTAG424Application.self,
    ClassicApplication.self,
  ])

  /// Probes the card; `nil` when it is none of the kinds.
  public func identify(
    on channel: any CardChannel
  ) async throws(ChipFailure) -> (any CardApplication)? {
    for kind in kinds {
      if let application = try await kind.identify(on: channel) { return application }
    }
    return nil
  }
}
