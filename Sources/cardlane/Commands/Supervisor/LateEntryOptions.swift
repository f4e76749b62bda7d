import ArgumentParser
import BusinessCalendar
import Desk
import MemberStore

/// Business of a day before the last one that is booked: a supervisor lets it in.
struct LateEntryOptions: ParsableArguments {
  @Flag(help: "A supervisor (--by) confirms a date before what is booked already.")
  var lateEntry = false
  @Option(help: "The supervisor who lets a late entry in.", transform: PersonArgument.parse)
  var by: String?
  @Option(help: "The reason, in a few words.", transform: PersonArgument.parse)
  var because: String?
  @OptionGroup var pin: SupervisorPINOptions

  func validate() throws {
    guard lateEntry == (by != nil) else {
      throw ValidationError(
        lateEntry ? "--late-entry needs the supervisor: --by NAME" : "--by goes with --late-entry")
    }
  }

  /// Looks whether a date may be entered at all, before anything is opened.
  func check(_ date: BusinessDate) throws {
    if lateEntry { try LaneInForce.checkLateEntry(of: date) }
  }

  /// Makes sure that the supervisor may, and writes down who has let it in. Does nothing where nobody asks.
  ///
  /// - Parameter what: what is entered, such as a sale's id.
  func confirm(
    _ what: String, on date: BusinessDate, store shop: String? = nil, lane: String? = nil,
    in store: any MemberStore
  ) async throws {
    guard lateEntry, let by else { return }
    try await SupervisorDesk(store).allowLateEntry(
      of: what, on: date.description, by: by, because: because, store: shop, lane: lane,
      pin: pin.pin(of: by))
  }
}
