import ArgumentParser
import BusinessCalendar
import Desk
import MemberStore

/// Where a card that was made is written down.
struct BookingOptions: ParsableArguments {
  @Option(help: "The store with the register of cards; without it nothing is written down.")
  var store: String?
  @Option(
    help: "The shop whose stock of blank cards the card comes from.",
    transform: PersonArgument.parse)
  var shop: String?
  @Option(
    help: "The member's id, for a number that nobody holds yet.", transform: PersonArgument.parse)
  var member: String?

  func validate() throws {
    guard LaneInForce.settings.store(store) != nil || (shop == nil && member == nil) else {
      throw ValidationError("--shop and --member go with --store")
    }
  }

  /// Works with the books; with none where no store is named.
  func use<Value: Sendable>(
    on date: BusinessDate, _ body: (CardBooks?) async throws -> Value
  ) async throws -> Value {
    guard LaneInForce.settings.store(store) != nil else { return try await body(nil) }
    var file = StoreOptions()
    file.store = store
    // The lane's own store is made with its first use; one that an option names has to be there.
    let books = try store == nil ? StoreOptions.openOrMake(nil) : file.open()
    return try await StoreOptions.use(books) { store in
      try await body(CardBooks(store, shop: shop, member: member, date: date))
    }
  }
}
