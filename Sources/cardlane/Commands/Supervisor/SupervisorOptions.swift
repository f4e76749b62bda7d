import ArgumentParser
import Desk
import Foundation
import MemberStore

/// Who uses a right, and why; both are written down.
struct SupervisorOptions: ParsableArguments {
  @Option(help: "The supervisor.", transform: PersonArgument.parse)
  var by: String
  @Option(help: "The reason, in a few words.", transform: PersonArgument.parse)
  var because: String?
  @OptionGroup var pin: SupervisorPINOptions

  /// Makes sure that they may.
  func confirm(in store: any MemberStore) async throws {
    try await SupervisorDesk(store).confirm(by, pin: pin.pin(of: by))
  }
}

extension SupervisorDesk {
  /// Works on a store, now.
  init(_ store: any MemberStore) { self.init(store, now: Date(), time: LaneStamp.now()) }
}
