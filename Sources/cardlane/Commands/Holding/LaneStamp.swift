import Foundation
import Lane

/// The present moment as it is stored.
enum LaneStamp {
  /// RFC 3339 with the machine's offset.
  static func now() -> String { SystemLaneClock(zone: .current).now().stamp }
}
