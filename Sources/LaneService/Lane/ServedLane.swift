public import BusinessCalendar
public import CardCrypto
public import CardReaders
public import Desk
public import Foundation
public import Lane
public import Loyalty
public import MemberStore
public import Printers
public import VIPCard
import Wording

/// What one resident process of a till owns: store, keys, readers, printer, and who decides prices.
///
/// Everything is opened once, by whoever starts the service; the service closes the store.
public struct ServedLane: Sendable {
  /// The lane and its shop.
  public var configuration: LaneConfiguration
  /// The member store.
  public var store: any MemberStore
  /// The program that is in force on a date. Throws what reading its file throws.
  public var program: @Sendable (BusinessDate) throws -> LoyaltyProgram
  /// The program of a version, for what was sold under it. Throws where nobody holds it.
  public var version: @Sendable (ProgramVersion) throws -> LoyaltyProgram
  /// Who decides under a program.
  public var rules: @Sendable (LoyaltyProgram) throws -> any LoyaltyRules
  /// What cards are verified with.
  public var keys: any KeyStore
  /// The readers that the lane listens to.
  public var readers: [any CardReader]
  /// The reader in which a SAM sits, or a part of its name: what lies in it is no member's card.
  public var samReader: String?
  /// How long judging one card may take.
  public var budget: JudgingBudget?
  /// The gifts of the current poster; `nil` for a lane that has none. Throws what reading its file throws.
  public var poster: (@Sendable () throws -> Poster)?
  /// Where slips are printed; `nil` for a lane without a printer.
  public var printer: (any Printer)?
  /// Where slips are kept besides.
  public var slips: SlipFiles?
  /// The lane's clock.
  public var clock: any LaneClock
  /// The shop's time zone.
  public var zone: TimeZone

  /// Makes a lane to be served.
  ///
  /// - Parameters:
  ///   - configuration: the lane and its shop.
  ///   - store: the member store.
  ///   - program: the program that is in force on a date.
  ///   - version: the program of a version.
  ///   - rules: who decides under a program; its own engine unless given.
  ///   - keys: what cards are verified with.
  ///   - readers: the readers that the lane listens to.
  ///   - samReader: the reader in which a SAM sits.
  ///   - budget: how long judging one card may take.
  ///   - poster: the gifts of the current poster.
  ///   - printer: where slips are printed.
  ///   - slips: where slips are kept besides.
  ///   - zone: the shop's time zone.
  ///   - clock: the lane's clock; the machine's in that zone unless given.
  public init(
    configuration: LaneConfiguration, store: any MemberStore,
    program: @escaping @Sendable (BusinessDate) throws -> LoyaltyProgram,
    version: @escaping @Sendable (ProgramVersion) throws -> LoyaltyProgram,
    rules: @escaping @Sendable (LoyaltyProgram) throws -> any LoyaltyRules = { RuleEngine($0) },
    keys: any KeyStore, readers: [any CardReader] = [], samReader: String? = nil,
    budget: JudgingBudget? = nil, poster: (@Sendable () throws -> Poster)? = nil,
    printer: (any Printer)? = nil, slips: SlipFiles? = nil, zone: TimeZone,
    clock: (any LaneClock)? = nil
  ) {
    self.configuration = configuration
    self.store = store
    self.program = program
    self.version = version
    self.rules = rules
    self.keys = keys
    self.readers = readers
    self.samReader = samReader
    self.budget = budget
    self.poster = poster
    self.printer = printer
    self.slips = slips
    self.zone = zone
    self.clock = clock ?? SystemLaneClock(zone: zone)
  }

  /// The language of slips and, where a client asks for none, of sentences.
  var language: Language { configuration.language }

  /// Judges cards for the lane; refusals count.
  var judge: CardJudge {
    CardJudge(
      keys: keys, gate: CardGate(configuration: configuration, store: store, clock: clock),
      within: budget)
  }
}
