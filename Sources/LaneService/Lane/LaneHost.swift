import BusinessCalendar
import Desk
import Foundation
import Lane
import Loyalty
import MemberStore
import VIPCard
import Wire
import Wording

/// The lane behind the service: what its calls do, in the forms of `Wire`; no HTTP.
struct LaneHost: Sendable {
  let served: ServedLane
  let shelf: LaneShelf
  let sales: OpenSales
  let events: EventRing
  let devices: DeviceBoard
  let gates: ReaderGates
  let keys: RequestKeys

  init(_ served: ServedLane, state folder: String) throws {
    self.served = served
    shelf = LaneShelf(served)
    sales = try OpenSales(folder: folder + "/open")
    events = EventRing(path: folder + "/events.log")
    devices = DeviceBoard()
    gates = ReaderGates()
    keys = RequestKeys(path: folder + "/keys.log")
  }

  /// An answer: one JSON object, and whether what it says had been done before.
  struct Answer: Sendable {
    var json: String
    /// Why a slip is not on paper, where something is booked and not printed.
    var problem: (any ExplainedError)?
  }

  /// Tells everybody that listens what became of a sale.
  func tell(_ sale: String, _ state: String) async {
    await events.add(
      "\"event\":\"sale\",\"time\":\"\(served.clock.now().stamp)\",\"sale\":\(Self.quoted(sale)),"
        + "\"state\":\"\(state)\"")
  }

  /// The business date on the lane's clock.
  var today: BusinessDate { served.clock.now().date }

  /// The date that a document gives, else today, for what books something.
  ///
  /// - Throws: ``LaneError`` `dateAhead` for a date that has not come.
  func bookingDate(_ given: BusinessDate?) throws -> BusinessDate {
    let date = given ?? today
    try served.clock.requireNotAhead(date)
    return date
  }

  /// A text as JSON.
  static func quoted(_ text: String) -> String { (try? JSONLine.text(text)) ?? "\"\"" }
}
