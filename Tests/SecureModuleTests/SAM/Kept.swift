import Synchronization
import VirtualCards

/// What a virtual SAM wrote down last.
final class Kept: Sendable {
  private let state = Mutex<SAMMemory?>(nil)

  var memory: SAMMemory? { state.withLock { $0 } }

  func keep(_ memory: SAMMemory) { state.withLock { $0 = memory } }
}
