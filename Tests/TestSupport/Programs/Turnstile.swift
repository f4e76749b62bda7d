import Glibc
package import LinuxSystem

/// Lets a few runs of programs through at a time: a machine with few cores would otherwise do nothing but
/// change from one to the other.
extension Turnstile {
  /// For programs that work from their beginning to their end: two runs to a core.
  package static let shared = Turnstile(width: max(2, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// For programs that mostly wait, for a card or a time limit.
  package static let waiting = Turnstile(width: 8)
}
