import BusinessCalendar
import Lane
import Loyalty

/// The checkout lanes of the service, one for each version of the program: two presses of one key meet in the
/// same lane, and are one.
actor LaneShelf {
  private let served: ServedLane
  private var lanes: [ProgramVersion: CheckoutLane] = [:]
  private var versions: [BusinessDate: ProgramVersion] = [:]

  init(_ served: ServedLane) { self.served = served }

  /// The lane for a sale that begins on a date.
  func lane(on date: BusinessDate) throws -> CheckoutLane {
    if let version = versions[date], let lane = lanes[version] { return lane }
    let lane = try lane(of: served.program(date))
    // Few dates are asked for; a till that asks for every one of a century is kept from filling the memory.
    if versions.count >= 400 { versions = [:] }
    versions[date] = lane.program.identity
    return lane
  }

  /// The lane for a sale that was made under a version.
  func lane(of version: ProgramVersion) throws -> CheckoutLane {
    try lanes[version] ?? lane(of: served.version(version))
  }

  /// Reads the program files anew with the next sale; sales that are running keep what they have.
  func forget() {
    lanes = [:]
    versions = [:]
  }

  private func lane(of program: LoyaltyProgram) throws -> CheckoutLane {
    if let lane = lanes[program.identity] { return lane }
    let lane = CheckoutLane(
      configuration: served.configuration, store: served.store,
      rules: try served.rules(program), program: program, printer: served.printer,
      clock: served.clock)
    lanes[program.identity] = lane
    return lane
  }
}
