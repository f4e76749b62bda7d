public import Loyalty
public import MemberStore
public import Printers
import VIPCard

/// One lane: takes a sale from the card to the signed slip.
///
/// Step by step (``scan(_:)``, ``show(_:)``, ``quote(tenders:)``, ``hold(tenders:gifts:)``,
/// ``commit(tenders:)``) or in one go (``checkout(sale:card:tenders:gifts:)``). Everything that matters is on
/// disk before the outside world hears of it: the sale with its slip before it is paid, the print job before
/// it is sent. So whatever is cut off in the middle can be finished or given up afterwards (``recover()``),
/// and pressing a key twice gives the same answer twice.
public actor CheckoutLane {
  /// The lane and its store.
  public nonisolated let configuration: LaneConfiguration
  /// The member store.
  public nonisolated let store: any MemberStore
  let rules: any LoyaltyRules
  let programs: [LoyaltyProgram]
  let printer: (any Printer)?
  let clock: any LaneClock
  let newMemberID: @Sendable () -> String
  var desk = SaleDesk()
  var acceptsEarlierDate = false
  var running: [String: Task<CheckoutResult, any Error>] = [:]

  /// Opens a lane.
  ///
  /// - Parameters:
  ///   - configuration: the lane and its store.
  ///   - store: the member store.
  ///   - rules: who decides prices and points; the built-in engine of the first program unless given.
  ///   - program: the program in force.
  ///   - earlier: earlier versions, for returns of sales made under them.
  ///   - printer: where slips are printed; `nil` for a lane without one.
  ///   - clock: the lane's clock.
  ///   - newMemberID: makes the id of a member who comes with a card that nobody enrolled.
  public init(
    configuration: LaneConfiguration, store: any MemberStore,
    rules: (any LoyaltyRules)? = nil, program: LoyaltyProgram, earlier: [LoyaltyProgram] = [],
    printer: (any Printer)? = nil, clock: any LaneClock,
    newMemberID: @escaping @Sendable () -> String = MemberID.random
  ) {
    self.configuration = configuration
    self.store = store
    self.rules = rules ?? RuleEngine(program)
    self.programs = [program] + earlier
    self.printer = printer
    self.clock = clock
    self.newMemberID = newMemberID
  }

  /// Where the sale at hand stands.
  public var stage: SaleStage { desk.stage }

  /// The program in force.
  public nonisolated var program: LoyaltyProgram { programs[0] }

  /// The register for the verifier of this lane: its sixth check.
  public nonisolated var register: StoreRegister {
    StoreRegister(store, unknownCards: configuration.unknownCards)
  }

  /// A supervisor has confirmed that the next sale or return may be dated before what is booked already. A redemption
  /// never may.
  public func acceptEarlierDate() { acceptsEarlierDate = true }
}
