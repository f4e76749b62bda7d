/// The system has no thread to give.
package struct ThreadError: Error, Sendable, Hashable {
  /// What `pthread_create` or `socketpair` answered.
  package let errno: Int32

  /// Makes an error.
  package init(errno: Int32) { self.errno = errno }
}
