import ArgumentParser
import Desk

/// Where the service is reached and what it keeps.
struct ServeOptions: ParsableArguments {
  @Option(help: "The path of the Unix socket.")
  var socket: String?
  @Option(help: "The port on the loopback address; 0 takes a free one.")
  var port: Int?
  @Option(
    help: "The folder for open sales, events and tokens; service beside the store if left out.")
  var state: String?
  @Option(help: "The store with members, points and sales; a file is made. \(StorePlace.help)")
  var store: String?

  func validate() throws {
    if let port, !(0...65_535).contains(port) {
      throw ValidationError("--port takes 0 to 65535, not \(port)")
    }
  }

  /// The folder in force. Throws a usage error where nobody names it, nor a store.
  func folder() throws -> String {
    try MissingOption.value(
      LaneInForce.settings.state(state, store: store), "--state", field: "service.state")
  }
}
