import Foundation
import Lane

/// The present moment as it is stored.
enum LaneStamp {
  /// RFC 3339 with the offset of the shop's time zone.
  static func now() -> String { LaneInForce.clock.now().stamp }
}
