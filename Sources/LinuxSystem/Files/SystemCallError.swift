import Glibc

/// A call that the system refused.
package struct SystemCallError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was asked for.
  package let call: String
  /// What the system answered.
  package let errno: Int32

  /// Makes one of a call's name and `errno`.
  package init(call: String, errno: Int32) { (self.call, self.errno) = (call, errno) }

  /// The system's words.
  package var reason: String { unsafe String(cString: strerror(errno)) }

  /// The call, and the system's words.
  package var description: String { "\(call): \(reason)" }
}
