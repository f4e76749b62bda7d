import BusinessCalendar
import CardCrypto
import MagneticStripe
import SmartCard
import Synchronization
import Testing
import VIPCard
import VirtualCards

/// Keys, cards and days that the tests share; the keys are those of the card design's vectors.
enum Sample {
  static let key2026 = SecretBytes((0x00...0x0f).map { UInt8($0) })
  static let key2025 = SecretBytes((0x10...0x1f).map { UInt8($0) })
  static let digits = "9156880012345672"
  static let track2 = "9156880012345672=26127011966065963249"
  static let track1 = "V9156880012345672^ /^26127011966065963249"
  static let track3 = "9156880012345672=000000715908207529"
  static let serial: [UInt8] = [0x04, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80]

  static func keys(_ right: KeyRight = .issue) throws -> MemoryKeyStore {
    try MemoryKeyStore([2025: key2025, 2026: key2026], right: right)
  }

  static func identity(
    _ digits: String = digits, year: Int = 2026, sequence: Int = 1
  ) throws -> CardIdentity {
    let year = try #require(CardYear(year))
    return try #require(
      CardIdentity(number: CardNumber(digits), year: year, sequence: sequence))
  }

  static func verifier(register: (any CardRegister)? = nil) throws -> CardVerifier {
    CardVerifier(keys: try keys(.verify), register: register)
  }

  /// A day on which this year's card is `current`.
  static func day(_ text: String = "2026-11-22") throws -> BusinessDate {
    try #require(BusinessDate(text))
  }

  static func chip(year: Int = 2026, sequence: Int = 1) async throws -> ChipPersonalisation {
    try await CardIssuer(keys: keys()).chip(
      for: identity(year: year, sequence: sequence), uid: serial, issued: day("2025-12-03"))
  }

  static func card(
    year: Int = 2026, interface: CPUCardInterface = .t1
  ) async throws -> VirtualCPUCard {
    VirtualCPUCard(try await chip(year: year), interface: interface)
  }
}

/// A swipe of given tracks; `nil` for a track that holds nothing.
func swipe(_ one: String? = nil, _ two: String? = nil, _ three: String? = nil) throws -> StripeRead
{
  func read(_ track: TrackNumber, _ text: String?) throws -> TrackRead {
    try text.map { .ok(try TrackData(track: track, characters: $0)) } ?? .empty
  }
  return StripeRead(
    one: try read(.one, one), two: try read(.two, two), three: try read(.three, three))
}

/// A key store that tells whether anybody asked it for anything.
final class WatchedKeyStore: KeyStore {
  private let inner: MemoryKeyStore
  private let asked = Mutex(0)

  init(_ inner: MemoryKeyStore) { self.inner = inner }

  var questions: Int { asked.withLock { $0 } }

  private func note() { asked.withLock { $0 += 1 } }

  func years() async throws(KeyStoreError) -> Set<Int> {
    note()
    return try await inner.years()
  }

  func authenticationCode(
    year: Int, message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    note()
    return try await inner.authenticationCode(year: year, message: message)
  }

  func diversifiedAuthenticationCode(
    year: Int, diversification: [UInt8], message: [UInt8]
  ) async throws(KeyStoreError) -> [UInt8] {
    note()
    return try await inner.diversifiedAuthenticationCode(
      year: year, diversification: diversification, message: message)
  }

  func checkValue(year: Int) async throws(KeyStoreError) -> KeyCheckValue {
    note()
    return try await inner.checkValue(year: year)
  }
}

/// A register with one answer.
struct FixedRegister: CardRegister {
  var standing: CardStanding = .known
  var counter: RollingCounterState?

  func status(of card: CardIdentity) async throws -> CardStanding { standing }

  func rollingCounter(of card: CardIdentity) async throws -> RollingCounterState? { counter }
}

/// A register that cannot be asked.
struct BrokenRegister: CardRegister {
  struct Broken: Error {}

  func status(of card: CardIdentity) async throws -> CardStanding { throw Broken() }
}

/// A channel that changes what a card answers, or fails instead.
struct TamperingChannel: CardChannel {
  let inner: LoopbackChannel<VirtualCPUCard>
  let tamper: @Sendable (CommandAPDU, ResponseAPDU) throws(SmartCardError) -> ResponseAPDU

  init(
    _ card: VirtualCPUCard,
    _ tamper:
      @escaping @Sendable (CommandAPDU, ResponseAPDU) throws(SmartCardError) -> ResponseAPDU
  ) {
    inner = LoopbackChannel(card)
    self.tamper = tamper
  }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    try tamper(command, try await inner.transmit(command))
  }
}

/// The commands of a verification, by instruction byte.
enum Step: UInt8, CaseIterable, CustomTestStringConvertible {
  case select = 0xA4
  case readBinary = 0xB0
  case internalAuthenticate = 0x88

  var testDescription: String { "\(self)" }
}
