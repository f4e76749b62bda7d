import Glibc

/// A program could not be started.
package struct SpawnError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The program's path.
  package let path: String
  /// What `posix_spawn` or `pidfd_open` answered.
  package let errno: Int32

  /// The path, and the system's words.
  package var description: String { unsafe "\(path): \(String(cString: strerror(errno)))" }
}
