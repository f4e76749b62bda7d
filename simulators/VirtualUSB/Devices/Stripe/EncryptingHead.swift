/// The head of a reader that encrypts what it reads.
///
/// Keys and counters are its own; the device only asks it for the report of each swipe.
public protocol EncryptingHead: Sendable {
  /// The input report of a swipe, as long as `length` says.
  ///
  /// Throws ``VirtualUSBError`` with the reason `swipeNotPossible`, for one when its keys are used up.
  mutating func report(for card: SwipedCard, length: Int) throws(VirtualUSBError) -> [UInt8]
}
